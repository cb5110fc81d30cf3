"""A disputed fact on the desk: both values side by side, an official finds whose counts, the notice names it."""

from __future__ import annotations

import pytest

from housing.actions.filing.dispute import DisputeStatement, dispute_fact
from housing.law.findings import value_at
from housing.queries.filing.facts import load_case_facts
from housing.storage.extensions import db
from housing.storage.models import Decision, Notice

STANDS = "settle-dwellings-0-stands"


@pytest.fixture
def disputed(world, number):
    """Files an application in which the person disputes these facts; its number."""

    def file(key, *facts):
        world.drafted(key)
        with world.app.app_context():
            told = load_case_facts(world.draft_of(key)).undisputed
            for fact in facts:
                statement = DisputeStatement(fact, value_at(told, fact), "It was never mine")
                dispute_fact(world.draft_of(key), statement, world.clock())
        return number(world.settled_as_drafted(key))

    return file


@pytest.fixture
def desk(sits):
    return sits("astana-1")


def notice(world):
    with world.app.app_context():
        return db.session.query(Notice).one().texts


def decided(world):
    with world.app.app_context():
        return db.session.query(Decision).one()


def sent(page, **chosen):
    return {**page.form("#case-form"), "note": "By the contract of 2019", **chosen}


def test_a_known_ground_that_is_disputed_refuses_nobody(world, disputed, desk):
    case = disputed("marat", "dwellings[0]")
    page = desk.get(f"/operator/case/{case}")
    assert "Review" in page.one("#case-proposal")
    assert "It was never mine" in page.one("#case-facts") and "Disputed" in page.one("#case-facts")
    assert page.select(f"input[name={STANDS}]")


@pytest.mark.parametrize(
    ("found", "verdict", "counts"),
    [("no", "register", "the record is wrong"), ("yes", "refuse", "the database's")],
)
def test_whose_value_counts_decides_and_is_told(world, disputed, desk, found, verdict, counts):
    case = disputed("marat", "dwellings[0]")
    page = desk.get(f"/operator/case/{case}")
    desk.post(f"/operator/case/{case}/decide", sent(page, verdict=verdict, note_language="ru", **{STANDS: found}))
    assert decided(world).outcome == verdict
    texts = notice(world)
    assert "It was never mine" in texts["kk"]
    assert texts["ru"].count("By the contract of 2019") == 2, "beside the record that is disputed, and at the end"
    shown = desk.get(f"/operator/case/{case}")
    assert counts in shown.one("#case-facts")


def test_the_other_verdict_does_not_follow(world, disputed, desk):
    case = disputed("marat", "dwellings[0]")
    page = desk.get(f"/operator/case/{case}")
    desk.post(f"/operator/case/{case}/decide", sent(page, verdict="register", **{STANDS: "yes"}), 422)


def test_one_value_of_the_applicant_may_be_left_as_the_database_has_it(world, disputed, desk):
    case = disputed("marat", "applicant.in_republican_base")
    page = desk.get(f"/operator/case/{case}")
    field = "settle-applicant-in_republican_base"
    assert [one["value"] for one in page.select(f"input[name={field}]")] == ["", "as_said", "yes", "no"]
    desk.post(f"/operator/case/{case}/decide", sent(page, verdict="refuse", **{field: "as_said"}))
    assert decided(world).facts["applicant"]["in_republican_base"] is False


def test_a_dispute_moves_only_that_fact(world, disputed, desk):
    case = disputed("marat", "dwellings[0]")
    page = desk.get(f"/operator/case/{case}")
    assert len(page.select("#case-proposal .box.warn li")) == 1


def test_a_decision_with_a_dispute_replays_unchanged(world, disputed, desk):
    from housing.law.eligibility import decide
    from housing.law.facts_json import read_facts
    from housing.law.parameters import law_on

    case = disputed("marat", "dwellings[0]")
    page = desk.get(f"/operator/case/{case}")
    desk.post(f"/operator/case/{case}/decide", sent(page, verdict="register", **{STANDS: "no"}))
    facts = read_facts(decided(world).facts)
    assert decide(facts, law_on(facts.filed_on)).outcome == "register"
