"""Every page of a citizen, in every state and language, on a telephone: axe finds nothing, nothing sticks out sideways,
and whatever an error summary points at is there."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.filing.file_complaint import file_complaint
from housing.jobs import publish_job
from housing.storage.extensions import db
from housing.storage.models import RegisterEntry
from tests.citizen.steps import refused
from tests.journeys.seat import PHONE
from tests.papers import pdf

LANGUAGES = ("kk", "ru", "en")
PUBLIC = (
    "/", "/hints", "/hints?basis=no_housing&status=other&adult=no", "/help", "/accessibility", "/data", "/verify",
    "/lists", "/verify/NOSUCHCODE22", "/sign-in", "/sign-in?ended=1", "/sign-in/code", "/no-such-page",
)  # fmt: skip
DRAFTING = (
    "/cabinet", "/apply", "/apply/facts", "/apply/tasks", "/apply/tasks?turned_back=1", "/apply/basis",
    "/apply/documents", "/apply/settlement", "/apply/category", "/apply/dwelling", "/apply/contact", "/apply/family",
    "/apply/check", "/apply/ward", "/consents", "/cabinet/phone", "/cabinet/readings", "/cabinet/my-data",
)  # fmt: skip
OF_A_CASE = ("application", "receipt", "withdraw", "own-consent", "signature", "complaint", "again")
#: A page, the button that sends its form, and what is put in before.
WRONG = (
    ("/apply/contact", "main form[action='/apply/contact'] button.btn", {"#phone": "12", "#email": "x"}),
    ("/apply/family", "main form[action='/apply/family'] button.btn", {"#iin": "1"}),
    ("/apply/ward", "main form[action='/apply/ward'] button.btn", {"#issued_on": "soon"}),
)


@pytest.fixture(params=LANGUAGES)
def look(request, window, world):
    """Opens a page as somebody, in this language, and judges it; what came back 4xx was asked for."""
    language, hands = request.param, {}

    def at(path, key=None):
        if key not in hands:
            hands[key] = window(PHONE)
            if key:
                hands[key].enter(world.citizen(key))
            hands[key].go(f"/?lang={language}")
        hand = hands[key]
        if path:
            hand.go(path)
            assert hand.language == language
            hand.look()
        return hand

    yield at
    for hand in hands.values():
        hand.complaints.clear()  # the browser prints each 404 and 422 that was asked for


def judge_errors(hand):
    hand.page.wait_for_selector("#errors")
    hand.look()
    lost = hand.page.eval_on_selector_all(
        "#errors a", "links => links.map(a => a.getAttribute('href')).filter(at => !document.querySelector(at))"
    )
    assert not lost, f"{hand.page.url} points at {lost}"
    assert hand.page.title().split()[0].endswith(":"), "the title says that there is an error"


def test_what_anybody_may_see(look):
    for path in PUBLIC:
        look(path)
    hand = look("/sign-in/code")
    hand.page.fill("#iin", "123")
    hand.press("form[action='/sign-in/code/send'] button")
    judge_errors(hand)


def test_published_lists_and_the_months_of_a_place(look, world):
    case = world.settled("aigerim")
    world.clock.ahead(days=40)
    with world.app.app_context():
        publish_job(world.clock())
        entry = db.session.scalars(select(RegisterEntry)).one()
        address, number = f"/published-list/{entry.settlement}/{entry.list_code}", entry.number
        own = f"/cabinet/application/{world.row(case).number}"
    for path in ("/lists", "/lists?at=1", address, f"{address}?n={number}", f"{address}?n=1"):
        look(path)
    look(own, "aigerim")


def test_the_form_and_its_mistakes(look, world):
    world.drafted("viktor")
    for path in DRAFTING:
        look(path, "viktor")
    for path, button, typed in WRONG:
        hand = look(path, "viktor")
        hand.page.evaluate("window.onbeforeunload = null")
        for field, text in typed.items():
            hand.page.fill(field, text)
        hand.press(button)
        judge_errors(hand)


def test_two_answers_that_differ(look, world):
    world.drafted("viktor")
    hand = look("/apply/contact", "viktor")
    other = hand.page.context.new_page()
    other.goto(hand.page.url)
    other.fill("#phone", "+77000000001")
    other.press("#phone", "Enter")
    other.wait_for_url("**/apply/tasks")
    hand.page.fill("#phone", "+77000000002")
    hand.page.press("#phone", "Enter")
    hand.page.wait_for_selector("#answer-phone")
    hand.look()


@pytest.mark.parametrize("ends", ["registered", "refused", "waiting", "withdrawn"])
def test_the_account_however_it_ends(look, world, ends):
    key = {"registered": "aigerim", "refused": "marat", "waiting": "zhanna", "withdrawn": "saule"}[ends]
    number = ended(world, key, ends)
    look("/cabinet", key)
    for screen in OF_A_CASE if ends in ("refused", "withdrawn") else OF_A_CASE[:-1]:
        look(f"/cabinet/{screen}/{number}", key)
    hand = look(f"/cabinet/complaint/{number}", key)
    hand.press("main form button.btn")
    judge_errors(hand)
    if ends in ("registered", "refused"):
        hand = look("/cabinet", key)
        hand.press("main a[href^='/cabinet/notice/']")
        hand.page.wait_for_url("**/cabinet/notice/*")
        hand.look()
        hand.press("main a[href^='/verify/']")
        hand.page.wait_for_url("**/verify/*")
        hand.look()


def ended(world, key, how):
    """The number of an application that ended like this, with a complaint beside it."""
    case = {"refused": refused, "withdrawn": lambda w, k: w.filed(k)}.get(how, lambda w, k: w.settled(k))(world, key)
    with world.app.app_context():
        number = world.row(case).number
        file_complaint(case, world.who(key), "conduct", "Рахмет.", world.clock())
    if how == "withdrawn":
        world.citizen(key).post(f"/cabinet/withdraw/{number}", {"sure": "y"})
    return number


def test_a_file_that_is_none(look, world):
    world.drafted("viktor")
    hand = look("/apply/documents", "viktor")
    choose = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf(1)[:40]}
    hand.page.set_input_files("#technical_conclusion-file", choose)
    hand.press("button[formaction$='/technical_conclusion']")
    judge_errors(hand)
