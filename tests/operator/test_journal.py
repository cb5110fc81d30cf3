"""The journal on screen: who did what, by filters and pages; whether its chain holds; for auditors alone."""

from __future__ import annotations

import ast
import sqlite3
from urllib.parse import urlencode

import pytest

from housing.actions.filing.file_complaint import file_complaint
from housing.labels import EVENTS
from housing.labels.alarm_labels import ALARM_EVENTS
from housing.labels.backup_labels import BACKUP_EVENTS
from housing.labels.seal_labels import SEAL_EVENTS
from housing.law.lifecycle import MOVES
from housing.queries.journal import events
from housing.storage.audit import FORGED
from tests.house.house import modules, tree

URL = "/operator/journal"


@pytest.fixture
def auditor(sits):
    return sits("auditor")


def rows(page):
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def kind_of(call):
    """What a call records, or puts by for the journal."""
    if getattr(call.func, "attr", "") in ("record", "record_each", "record_on") and call.args:
        return call.args[call.func.attr == "record_on"]
    at = {"Reading": 1, "number_complaint": 2}.get(getattr(call.func, "id", ""))
    return call.args[at] if at and call.args else None


def written():
    """The kinds that the code records: spelt out, or those of the moves."""
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and (kind := kind_of(node)):
                if isinstance(kind, ast.Constant):
                    yield kind.value
                elif isinstance(kind, ast.IfExp):
                    yield from (one.value for one in (kind.body, kind.orelse))
                elif isinstance(kind, ast.JoinedStr):
                    yield from (f"consent.{state}" for state in ("given", "refused", "withdrawn"))


def test_every_kind_that_is_written_has_words_and_none_stands_for_nothing():
    kinds = set(written()) | {FORGED} | {move.audit for move in MOVES.values()}
    assert kinds == {*EVENTS, *BACKUP_EVENTS, *SEAL_EVENTS, *ALARM_EVENTS}


def test_a_row_says_who_did_what_about_which_application(auditor, officer, case_of):
    number = case_of("viktor")
    officer.get(f"/operator/case/{number}")
    first = rows(auditor.get(f"{URL}?number={number}"))[0]
    assert first[2] == "A person's file was opened" and first[3] == "Вебер Анна, operator, Karaganda branch"
    said = f"{number[:4]} {number[4:7]} {number[7:]}"
    assert first[4] == f"{said} Open the case № {said}" and first[5] == "What: the case"


def test_nobody_of_the_citizens_is_named(auditor, world, case_of):
    case_of("viktor")
    table, who = auditor.get(URL).one("tbody"), world.person("viktor")
    assert not [one for one in (who.iin, who.surname_kk, who.given_kk, who.phone) if one in table]


@pytest.mark.parametrize(("asked", "all_are"), [
    ("kind=case.claimed", lambda row: row[2] == "Claimed"), ("actor=system", lambda row: row[3] == "the system"),
    ("actor=karaganda-1", lambda row: row[3].startswith("Вебер")),
    ("since=24.11.2026&until=24.11.2026", lambda row: row[1].startswith("24.11.2026")),
    ("kind=case.claimed&actor=karaganda-1&since=1.11.2026", lambda row: row[2] == "Claimed"),
])  # fmt: skip
def test_a_filter_shows_what_fits_and_nothing_else(auditor, officer, case_of, asked, all_are):
    officer.post(f"/operator/queue/{case_of('viktor')}/claim")
    found = rows(auditor.get(f"{URL}?{asked}"))
    assert found and all(all_are(row) for row in found)


@pytest.mark.parametrize("asked", ["since=25.11.2026", "until=23.11.2026", "number=9999999999", "actor=nobody"])
def test_what_is_not_there_is_said_to_be_not_there(auditor, case_of, asked):
    case_of("viktor")
    page = auditor.get(f"{URL}?{asked}")
    assert rows(page) == [] and "Nothing of the kind is written" in page.text


@pytest.mark.parametrize(("field", "typed"), [
    ("since", "31.02.2026"), ("until", "tomorrow"), ("since", "2026-11-24"), ("number", "12"), ("number", "'; --"),
    ("number", "960101300010"),
])  # fmt: skip
def test_what_cannot_be_read_is_told_at_its_field(auditor, field, typed):
    page = auditor.get(f"{URL}?{urlencode({field: typed})}", 422)
    assert page.select(f"#errors a[href='#{field}']") and page.select(f"#{field}[aria-invalid=true]")
    assert page.html.title.get_text().startswith("Error:")


@pytest.mark.parametrize("after", ["x", "1-", "9" * 40, "0-0", "-1-1"])
def test_a_key_that_is_none_begins_at_the_top_or_after_the_end(auditor, after):
    auditor.get(f"{URL}?after={after}")


def test_pages_follow_one_another_without_a_gap_or_a_repetition(auditor, case_of, monkeypatch):
    monkeypatch.setattr(events, "PAGE", 7)
    for key in ("aigerim", "viktor", "marat"):
        case_of(key)
    seen, page = [], auditor.get(URL)
    while True:
        seen += [int(row[0]) for row in rows(page)]
        more = page.select(".pager a[rel=next]")
        if not more:
            break
        page = auditor.get(more[0]["href"])
    assert len(seen) > 2 * 7 and seen == sorted(set(seen), reverse=True) and seen[-1] == 1


def test_a_walk_over_an_empty_journal_is_no_green_light(auditor, ask):
    """The first one comes before anything has been written."""
    ask("DELETE FROM chain_check")
    ask("INSERT INTO chain_check (at, checked) VALUES ('2026-11-24 05:00:00.000000', 0)")
    told = auditor.get(URL).one(".box")
    assert "The chain has not been checked yet" in told and "holds" not in told


def test_the_chain_is_walked_once_a_day_and_what_was_found_is_shown(auditor, world, case_of, ask):
    assert "has not been checked yet" in auditor.get(URL).text
    case_of("viktor")
    world.work_by_night()
    assert ask("SELECT count(*) FROM chain_check") == [(1,)]
    assert "The chain holds" in auditor.get(URL).one(".box")
    world.clock.ahead(days=1)
    world.work_by_night()
    assert ask("SELECT count(*) FROM chain_check") == [(2,)]


def test_a_changed_row_is_told_by_the_next_round(world, case_of, tmp_path, caplog):
    case_of("viktor")
    world.clock.ahead(days=1)
    with sqlite3.connect(tmp_path / "kezek.db") as connection:
        connection.execute("UPDATE event SET actor = 'nobody' WHERE id = 3")
    world.work_by_night()
    auditor = world.official("auditor")
    assert "Row 3 does not follow" in auditor.get(f"{URL}?lang=en").one(".box.bad")
    assert "ALARM the journal was changed: row 3" in caplog.text
    assert world.visitor().client.get("/readyz").json["journal"] == "not well"


@pytest.mark.parametrize("login", ["karaganda-1", "karaganda-head", "head-office", "administrator", "helpline"])
def test_the_journal_is_for_auditors_alone(sits, login):
    browser = sits(login)
    browser.get(URL, 403)
    browser.post("/operator/journal-file", status=403)
    assert not browser.get("/operator/sign-in").select(".menu a[href='/operator/journal']")


def test_an_auditor_reads_complaints_and_answers_none(world, auditor, case_of):
    case = world.settled("viktor")
    with world.app.app_context():
        number = file_complaint(case, world.who("viktor"), "delay", "Жауап жоқ", world.clock())
    assert number in auditor.get("/operator/complaints").text
    page = auditor.get(f"/operator/complaint/{number}")
    assert "Жауап жоқ" in page.text and not page.select("main form")
    auditor.post(f"/operator/complaint/{number}/answer", {"outcome": "upheld", "answer": "x"}, 403)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_screen_speaks_three_languages(auditor, language):
    assert auditor.get(f"{URL}?lang={language}").html.html["lang"] == language
