"""The page of a case reads each thing once: ten statements, whatever there is to say, the journal's two among them."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from housing.actions.filing.dispute import DisputeStatement, dispute_fact
from housing.law.findings import value_at
from housing.queries.filing.facts import load_case_facts
from housing.storage import query_cache
from housing.storage.extensions import db

MOST = 10
READ, STANDS = "settle-application-documents-0-reliable", "settle-dwellings-0-stands"


@pytest.fixture
def every_statement(app):
    """All that the database is asked and told in a `with` block."""

    @contextmanager
    def listening():
        asked = []

        def listen(connection, cursor, statement, *rest):
            asked.append(" ".join(statement.split()))

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", listen)
        yield asked
        event.remove(engine, "before_cursor_execute", listen)

    return listening


@pytest.fixture
def looked_at(every_statement, monkeypatch):
    """The page of a case, seen by somebody who has just looked at it, however slow the machine; and what that asked."""

    def look(browser, number):
        monkeypatch.setattr(query_cache, "monotonic", lambda: 0.0)
        browser.get(f"/operator/case/{number}")
        with every_statement() as asked:
            page = browser.get(f"/operator/case/{number}")
        return page, asked

    return look


@pytest.fixture
def disputed(world, number, sits):
    """A whole case: a record disputed, a family, a note, somebody who holds it."""
    draft = world.drafted("marat")
    with world.app.app_context():
        said = value_at(load_case_facts(draft).undisputed, "dwellings[0]")
        dispute_fact(draft, DisputeStatement("dwellings[0]", said, "It was never mine"), world.clock())
    case, desk = number(world.settled_as_drafted("marat")), sits("astana-1")
    desk.post(f"/operator/queue/{case}/claim")
    note = desk.get(f"/operator/case/{case}").form("#notes-form form")
    desk.post(f"/operator/case/{case}/notes", {**note, "notes": "Asked the akimat"})
    return case, desk


def at_most(asked):
    assert len(asked) <= MOST, "\n".join(asked)
    assert len({one for one in asked if one.startswith("SELECT")}) == len([o for o in asked if o.startswith("SELECT")])


def test_an_open_case_with_everything(disputed, looked_at):
    page, asked = looked_at(*reversed(disputed))
    assert "It was never mine" in page.one("#case-facts") and page.one("#notes") == "Asked the akimat"
    assert page.select("#case-form") and page.select("#case-proposal") and page.select("#case-facts a.tiny")
    at_most(asked)


def test_a_decided_case_with_its_notice(world, disputed, looked_at):
    case, desk = disputed
    form = desk.get(f"/operator/case/{case}").form("#case-form")
    sent = {**form, "verdict": "register", "note": "By the contract", "note_language": "ru", STANDS: "no"}
    desk.post(f"/operator/case/{case}/decide", sent)
    world.work()
    page, asked = looked_at(desk, case)
    assert page.select("a.code[href^='/verify/']") and "It was never mine" in page.one("#case-facts")
    at_most(asked)


def test_a_refusal_that_waits_with_its_document(officer, supervisor, case_of, second_looks, looked_at):
    second_looks(first_of_kind=1)
    viktor = case_of("viktor")
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    sent = {**form, "verdict": "refuse", "note": "The stamp is another expert's", READ: "no"}
    officer.post(f"/operator/case/{viktor}/decide", sent)
    page, asked = looked_at(supervisor, viktor)
    assert page.select("#case-look form[action$='/confirm']") and page.select("a[href*='/document/']")
    at_most(asked)


def test_to_try_a_finding_reads_no_more_though_the_law_is_asked_again(officer, case_of, every_statement, monkeypatch):
    viktor = case_of("viktor")
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    counts = []
    monkeypatch.setattr(query_cache, "monotonic", lambda: 0.0)
    officer.post(f"/operator/case/{viktor}/try", form, 200, **{"HX-Request": "true"})
    for found in ({}, {READ: "no"}):
        with every_statement() as asked:
            officer.post(f"/operator/case/{viktor}/try", {**form, **found}, 200, **{"HX-Request": "true"})
        counts.append(len(asked))
    assert counts[0] == counts[1]
