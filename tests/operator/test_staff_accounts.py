"""The accounts of staff: the administrator sees them all, and adds an official with a first password told once."""

from __future__ import annotations

import pytest

from housing.queries.staff.officials import list_colleagues
from housing.storage.models import Staff
from housing.storage.transaction import transaction

NEW = {"login": "karaganda-3", "name": "Ахметова Айгүл", "role": "operator", "branch": "karaganda"}
PAGE = "/operator/staff-accounts"


@pytest.fixture
def administrator(sits):
    return sits("administrator")


def add(browser, status=200, **sent):
    return browser.post(f"{PAGE}/add", {**NEW, **sent}, status)


def test_everybody_is_listed_with_role_branch_and_state(administrator):
    page = administrator.get(PAGE)
    assert len(page.select("tbody tr")) == 15
    row = page.html.find("a", string="karaganda-1").find_parent("tr").get_text(" ", strip=True)
    assert row.startswith("karaganda-1 Вебер Анна operator") and "active" in row and "none" in row


def test_an_administrator_begins_here(password_step):
    assert password_step("administrator")[1].location == "/operator/alarms"


def test_who_was_added_signs_in_and_has_to_choose_a_password(administrator, password_step):
    password = add(administrator).select(".box .code")[1].get_text()
    browser, answer = password_step("karaganda-3", password)
    assert browser.get(answer.location, 302).location == "/operator/password"


def test_the_first_password_is_shown_once_and_kept_nowhere(administrator, everything):
    password = add(administrator).select(".box .code")[1].get_text()
    assert len(password) == 19 and password not in str(administrator.get(PAGE).html)
    assert not [line for line in everything() if password in line]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"login": ""}, "login"),
        ({"login": "karaganda-1"}, "login"),
        ({"login": "Караганда"}, "login"),
        ({"login": "a" * 41}, "login"),
        ({"name": " "}, "name"),
        ({"name": "А" * 101}, "name"),
        ({"branch": ""}, "branch"),
        ({"branch": "moon"}, "branch"),
        ({"role": "king"}, "role"),
        ({"role": "auditor"}, "branch"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nobody_added(administrator, everything, sent, field):
    before = everything()
    page = add(administrator, 422, **sent)
    assert page.select(f"#{field}-error") and page.select(f'#errors a[href="#{field}"]')
    assert everything() == before


def test_the_journal_says_who_added_whom_without_a_name(administrator, ask):
    add(administrator)
    [(kind, actor, detail)] = ask("SELECT kind, actor, detail FROM event WHERE kind = 'staff.added'")
    assert (kind, actor) == ("staff.added", "administrator") and "karaganda-3" in detail and "\\u0410" not in detail


@pytest.mark.parametrize("login", ["karaganda-head", "head-office", "auditor"])
def test_nobody_else_sees_or_adds(sits, login, everything):
    browser = sits(login)
    before = everything()
    browser.get(PAGE, 403)
    add(browser, 403)
    assert everything() == before


ORDERED = ["Аяған Ақ", "Әбіш Нұр", "Бек Ай", "Қали Ер", "Лес Ер"]


def test_accounts_and_colleagues_stand_by_the_alphabet(administrator, world):
    """Ә after А, Қ before Л, whatever their logins."""
    with world.app.app_context():
        with transaction() as db:
            db.add_all(
                Staff(login=f"new-{9 - at}", name=name, role="operator", branch_code="karaganda", password_hash="-")
                for at, name in enumerate(ORDERED)
            )
        told = [one.name for one in list_colleagues("karaganda")]
    listed = [row.select("td")[0].get_text(strip=True) for row in administrator.get(PAGE).select("tbody tr")]
    for names in (told, listed):
        assert [name for name in names if name in ORDERED] == ORDERED
