"""Who looked at somebody's file: told to that person alone, by role and branch, calm however often it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from housing.actions.journal.write_readings import note_search, write_readings
from housing.actions.register.export_entries import export_entries
from housing.config import LANGUAGES
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import Staff
from housing.storage.transaction import transaction
from tests.citizen.steps import english

URL = "/cabinet/readings"


@pytest.fixture
def opened(world):
    """Writes that this official opened the file so many times a day, on so many days that go before today."""

    def write(case, login, times=1, days=1, kind="file.opened", **detail):
        with world.app.app_context(), transaction():
            for ago in reversed(range(days)):
                for nth in range(times):
                    at = world.clock() - timedelta(days=ago, minutes=times - nth)
                    audit.record(kind, login, at, case, **({"what": "case"} | detail))

    return write


def lines(page):
    return [" ".join(one.text.split()) for one in page.select("main section li")]


def days(page):
    return [one.get_text(strip=True) for one in page.select("main section h2")]


def test_one_is_told_the_role_and_the_branch_and_no_name(world, number):
    case = number(world.settled("viktor"))
    official = world.official("karaganda-1")
    official.get(f"/operator/case/{case}")
    page = english(world, "viktor").get(URL)
    assert lines(page) == ["Official, Karaganda branch 10:00 the application"]
    assert "Вебер" not in page.text and "karaganda-1" not in page.source


def test_who_found_them_by_a_search_is_told_once_the_journal_has_it(world):
    world.settled("viktor")
    world.official("karaganda-1").post("/operator/queue/find", {"q": "Соколов"}, 200)
    world.work()
    assert lines(english(world, "viktor").get(URL)) == ["Official, Karaganda branch 10:00 a search that found you"]


def test_many_looks_of_a_day_are_one_line(world, opened):
    case = world.settled("viktor")
    opened(case, "karaganda-1", 40)
    opened(case, "karaganda-1", 3, what="document")
    opened(case, "auditor", 1, what="answer")
    said = lines(english(world, "viktor").get(URL))
    assert said[0].endswith("09:20–09:59 the application (40 times), documents (3 times)")
    assert len(said) == 2 and "Auditor of the bank" in said[1]


def test_hundreds_of_readings_stand_on_pages_of_days(world, opened):
    case, asked = world.settled("viktor"), []
    opened(case, "karaganda-1", times=9, days=40)
    browser = english(world, "viktor")
    with world.app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    page, seen = browser.get(URL), []
    assert sum("FROM event" in one for one in asked) == 3, "as many questions however many readings"
    while page:
        assert len(days(page)) <= 14
        seen += days(page)
        following = page.select("a[rel=next]")
        page = browser.get(following[0]["href"]) if following else None
    assert len(seen) == len(set(seen)) == 40


def test_nobody_is_told_of_the_file_of_another_or_of_their_own_looks(world, opened):
    opened(world.settled("viktor"), "karaganda-1")
    own = world.settled("aigerim")
    opened(own, "citizen", what="notice")
    assert "Nobody has looked at your data yet." in english(world, "aigerim").get(URL).text


def test_the_role_is_that_of_the_day_of_the_look(world, opened):
    case = world.settled("viktor")
    opened(case, "karaganda-1")
    before = {"role": "operator", "branch": "karaganda"}
    with world.app.app_context(), transaction() as session:
        session.query(Staff).filter_by(login="karaganda-1").one().role = "auditor"
        audit.record("staff.assigned", "administrator", world.clock(), None, login="karaganda-1", before=before)
    assert lines(english(world, "viktor").get(URL))[0].startswith("Official, Karaganda branch")


@pytest.mark.parametrize(
    ("asked", "told"),
    [({}, 1), ({"state": "left"}, 0), ({"first": "25.11.2026"}, 0), ({"last": "24.11.2026"}, 1), ({"list": "C9"}, 0)],
)
def test_a_list_taken_out_as_a_file_is_told_to_those_who_stand_in_it(world, asked, told):
    world.settled("dauren")
    with world.app.app_context():
        wanted = {"settlement": "351010000", "list": "general", **asked}
        export_entries("head-office", wanted, world.clock())
    said = lines(english(world, "dauren").get(URL))
    assert [one.endswith("a file of the list in which you stand") for one in said] == [True] * told


def test_other_systems_and_holders_of_a_paper_are_told_as_what_they_are(world, opened):
    case = world.settled("viktor")
    opened(case, "api:Акимат", kind="register.asked")
    opened(case, "stranger", kind="notice.verified")
    said = lines(english(world, "viktor").get(URL))
    assert said[0].startswith("Another system that the bank lets ask: Акимат")
    assert said[1].startswith("Somebody who has your paper, or its code")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_in_every_language_and_the_account_leads_there(world, opened, language):
    opened(world.settled("viktor"), "karaganda-1")
    browser = world.citizen("viktor", language)
    assert browser.get("/cabinet").select(f"main a[href='{URL}']")
    assert lines(browser.get(URL)) and not browser.get(f"{URL}?before=no-day").select("a[rel=prev]")


def test_who_searches_a_whole_street_is_told_to_each_found(world, app, clock):
    one, another = world.settled("viktor"), world.settled("dauren")
    with app.app_context():
        note_search("register", "name", [one, another], "auditor", clock())
        write_readings(clock())
    assert all("a search that found you" in lines(english(world, key).get(URL))[0] for key in ("viktor", "dauren"))
