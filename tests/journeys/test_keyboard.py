"""Somebody who has never seen it files an application with the keyboard alone: no mouse, no key that must be known."""

from __future__ import annotations

import pytest

from tests.journeys.seat import PHONE

KEY = "olzhas"
#: More stops than any page of a citizen has: who tabs further is lost.
STOPS = 90


class Keys:
    """Tab, arrows, space and Enter on a page; `pressed` counts them, letters too."""

    def __init__(self, hand):
        self.hand, self.keyboard, self.pressed = hand, hand.page.keyboard, 0

    def press(self, key):
        self.keyboard.press(key)
        self.pressed += 1

    def here(self, selector):
        return self.hand.page.evaluate("s => !!document.activeElement && document.activeElement.matches(s)", selector)

    def to(self, selector):
        """Tabs until the element has the focus, and sees that it shows where it is."""
        for _ in range(STOPS):
            if self.here(selector):
                return self
            self.press("Tab")
        raise AssertionError(f"{self.hand.page.url}: the keyboard does not reach {selector}")

    def enter(self, selector):
        self.to(selector).press("Enter")

    def pick(self, name, value):
        """Into the group, then by arrows."""
        self.to(f"input[name={name}]")
        self.press("Space")
        wanted = f"input[name={name}][value='{value}']"
        while not self.hand.page.is_checked(wanted):
            self.press("ArrowDown")

    def write(self, selector, text):
        self.to(selector)
        self.keyboard.type(text)
        self.pressed += len(text)


@pytest.fixture(params=[PHONE, {"width": 1366, "height": 900}], ids=["phone", "desk"])
def keys(window, request):
    return Keys(window(request.param))


def sign(keys):
    """The key is in the demo's own signer; the dialog takes the focus by itself."""
    keys.enter("form[data-eds] button")
    keys.hand.page.wait_for_selector("dialog[open]")


def sign_in(keys):
    keys.hand.go("/?lang=en")
    keys.enter("a[href='/sign-in']")
    keys.hand.at("/sign-in")
    sign(keys)
    radio = f"#eds-key-{KEY}"
    keys.to("dialog input[type=radio]")
    while not keys.hand.page.is_checked(radio):
        keys.press("ArrowDown")
    keys.enter("dialog button[value=sign]")
    keys.hand.at("/cabinet")


def answer(keys, topic, give=None):
    keys.hand.at("/apply/tasks")
    keys.enter(f"a[href='/apply/{topic}']")
    keys.hand.at(f"/apply/{topic}")
    if give:
        give()
    keys.enter(f"form[action='/apply/{topic}'] button.btn")


def test_from_the_start_page_to_the_receipt_with_the_keyboard_alone(keys, world):
    sign_in(keys)
    keys.enter("main a[href='/apply']")
    keys.hand.at("/apply")
    keys.to("input[name=consent]").press("Space")
    keys.enter("main form[action='/apply'] button")
    keys.hand.at("/apply/facts")
    keys.enter("#facts-form button[value=tasks]")
    answer(keys, "basis", lambda: keys.pick("basis", "no_housing"))
    answer(keys, "settlement")
    answer(keys, "category", lambda: keys.pick("category", "none"))
    answer(keys, "dwelling", lambda: keys.pick("agrees_smaller", "yes"))
    answer(keys, "contact", lambda: keys.write("input[name=phone]", "87000000012"))
    keys.hand.at("/apply/tasks")
    keys.enter("main a[href='/apply/check']")
    keys.hand.at("/apply/check")
    sign(keys)
    keys.enter("dialog button[value=sign]")
    keys.hand.at("/cabinet/receipt/")
    world.work()
    # A slow hand presses two keys in a second: three minutes are 360 keys.
    assert keys.pressed <= 360, f"{keys.pressed} keys"


def test_the_first_stop_leads_past_the_menu(window):
    hand = window(PHONE)
    hand.go("/")
    hand.page.keyboard.press("Tab")
    hand.page.keyboard.press("Enter")
    assert hand.page.evaluate("document.activeElement.id") == "main"


def test_a_refused_form_puts_the_focus_on_what_is_wrong(window, world):
    world.drafted(KEY)
    hand = window(PHONE)
    hand.enter(world.citizen(KEY))
    hand.go("/apply/contact?lang=en")
    keys = Keys(hand)
    keys.to("input[name=phone]")
    hand.page.keyboard.press("Control+A")
    keys.write("input[name=phone]", "12")
    keys.press("Enter")
    hand.page.wait_for_selector("#errors:focus")
    keys.enter("#errors a")
    assert hand.page.evaluate("document.activeElement.id") == "phone"
    hand.complaints.clear()  # the browser prints the 422 that this test asked for
