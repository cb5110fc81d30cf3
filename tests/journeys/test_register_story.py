"""One person's years on the register, by the windows of everybody who takes part: the place falls as others leave, the
number is found in the published list, a change is reported, an inventory asks, two officials remove, a complaint gives
the old place back.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from housing.actions.cases.register_entry import Act, record_movement
from housing.actions.register.remove import remove_at_own_wish
from housing.demo.bases import SERVICES
from housing.law.register_moves import CAME
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry
from housing.storage.transaction import transaction
from tests.citizen.steps import number_of
from tests.inventories import FLAT
from tests.journeys.seat import PHONE
from tests.journeys.test_complaint_upheld import complain
from tests.journeys.test_reported_change import write

WHO = "aigerim"


def standing(world):
    """Her entry: settlement, list, queue date, number; whether it stands."""
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry).join(Application).where(Application.name.contains("Айгерім")))
        one = entry.one()
        return (one.settlement, one.list_code, one.registered_at, one.number), one.annulled_at is None


def stand_before(world, name, days):
    """Somebody whose date is so many days before hers, in her list; the entry's id."""
    (settlement, list_code, at, _number), _stands = standing(world)
    with world.app.app_context(), transaction() as tx:
        since = at - timedelta(days=days)
        own = {"iin": f"90010{days:07}", "name": name, "name_key": name.casefold(), "name_order": name.casefold()}
        case = Application(
            number=f"26110{days:05}",
            status="registered",
            language="kk",
            created_at=since,
            filed_at=since,
            settlement=settlement,
            branch_code="almaty",
            **own,
        )
        tx.add(case)
        tx.flush()
        key = {"settlement": settlement, "list_code": list_code, "registered_at": since}
        entry = RegisterEntry(application_id=case.id, number=f"7500{case.id:06}", iin=case.iin, **key)
        tx.add(entry)
        tx.flush()
        record_movement(tx, entry, CAME, Act("registered", since))
        return entry.id


@pytest.fixture
def hers(window, world):
    """Her phone, signed in, before her application; two stand before her, and one of them leaves a day later."""
    world.settled(WHO)
    first, second = stand_before(world, "Бірінші", 30), stand_before(world, "Екінші", 20)
    hand = window(PHONE)
    hand.enter(world.citizen(WHO))
    hand.go(f"/cabinet/application/{number_of(world, WHO)}?lang=ru")
    hand.look()
    assert place(hand) == "3"
    world.clock.ahead(days=1)
    with world.app.app_context(), transaction() as tx:
        remove_at_own_wish(tx, first, world.clock())
    return hand, number_of(world, WHO), second


def come_back(world, hand, path):
    """After days: she signs in again."""
    hand.enter(world.citizen(WHO))
    hand.go(path)
    hand.look()


def place(hand):
    return hand.page.inner_text("#application-place .figure b")


def find_in_published_list(world, window):
    """As anybody: on a phone, by settlement and own number."""
    world.clock.go(world.clock().replace(month=12, day=2))
    world.work()
    (settlement, list_code, _at, number), _stands = standing(world)
    anybody = window(PHONE)
    anybody.go(f"/lists?at={settlement}&lang=ru")
    anybody.look()
    if "/published-list/" not in anybody.page.url:
        anybody.press(f"main a[href^='/published-list/{settlement}/{list_code}']")
    anybody.page.fill("input[name=n]", number)
    anybody.press("main form button")
    anybody.page.wait_for_url(lambda url: f"n={number}" in url)
    anybody.look()
    assert f"{number[:4]} {number[4:7]} {number[7:]}" in anybody.page.inner_text("main").replace("\xa0", " ")


def report_a_change(world, hand, number):
    come_back(world, hand, "/cabinet")
    write(hand, number, "ru")
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=sign]")
    hand.page.wait_for_selector(".box.ok")
    hand.look()


def be_asked_in_an_inventory(world, walks, monkeypatch, hand, number):
    """The registry says that she has a flat; she says that it is not hers."""
    world.clock.ahead(days=100)
    monkeypatch.setitem(SERVICES, "real_property", lambda person: ("FOUND", {"rights": [FLAT]}))
    head = walks(world.official("almaty-head"), "ru", PHONE)
    head.go("/register/new-inventory")
    head.look()
    head.press("main form[method=post] button")
    head.at("/register/inventory/")
    world.work()
    come_back(world, hand, f"/cabinet/inventory/{number}")
    hand.page.check("input[name=answer][value=dispute]")
    hand.page.fill("#note", "Это не моя квартира")
    hand.press("main form[enctype] button")
    hand.page.wait_for_selector("section[aria-labelledby=said]")


def be_removed(world, walks):
    """One official proposes it, she has three working days to answer, the supervisor confirms it."""
    (*_key, entry), _stands = standing(world)
    desk = walks(world.official("almaty-1"), "ru", PHONE)
    desk.go(f"/register/removal/{entry}")
    desk.look()
    desk.choose("ground", "no_grounds")
    desk.choose("reason", "owns_housing")
    desk.page.fill("#on", "15.01.2027")
    desk.page.select_option("select[name=source]", "real_property")
    desk.page.fill("#note", "В базе недвижимости записана квартира")
    desk.press("#removal-form button[type=submit]")
    desk.page.wait_for_selector("#removal-state")
    desk.look()
    world.clock.ahead(days=7)
    world.work()
    head = walks(world.official("almaty-head"), "ru", PHONE)
    head.go(f"/register/removal/{entry}")
    head.look()
    head.press("form[action$='/confirm'] button")
    head.page.wait_for_selector("#removal-state .box, #removal-state h2:has-text('снят')")
    head.look()
    world.work()


def win_the_complaint(world, walks, hand, number):
    complain(hand, number)
    desk = walks(world.official("head-office"), "ru", PHONE)
    desk.go("/operator/complaints")
    desk.press("tbody a")
    desk.choose("outcome", "upheld")
    desk.page.fill("#answer", "Квартира записана на однофамилицу.")
    desk.look()
    desk.press("main form .btn")
    desk.at("/operator/complaints")
    world.work()


def test_years_on_the_register(window, world, walks, hers, monkeypatch):
    hand, number, second = hers
    come_back(world, hand, f"/cabinet/application/{number}")
    assert place(hand) == "2" and "Өз қалауымен шықты" in hand.page.inner_text("#application-place")
    find_in_published_list(world, window)
    report_a_change(world, hand, number)
    be_asked_in_an_inventory(world, walks, monkeypatch, hand, number)
    stood, stands = standing(world)
    assert stands, "an inventory moves nobody"
    be_removed(world, walks)
    assert standing(world) == (stood, False)
    come_back(world, hand, f"/cabinet/application/{number}")
    assert hand.page.locator("#application-place .figure").count() == 0
    with world.app.app_context(), transaction() as tx:
        remove_at_own_wish(tx, second, world.clock())
    win_the_complaint(world, walks, hand, number)
    assert standing(world) == (stood, True)
    hand.go(f"/cabinet/application/{number}")
    assert place(hand) == "1"
    hand.look()
    assert stood[2].date() < date(2026, 12, 1)
