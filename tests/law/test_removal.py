"""Grounds of removal (Law, article 73): what each has to say, what is no ground, until when the person is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law.register_moves import MOVEMENT_CAUSES
from housing.law.removal import (
    APPLICANT,
    GROUNDS,
    PROTECTIONS,
    ProposedRemoval,
    RemovalNotAllowed,
    offered_grounds,
    require_removable,
)
from housing.law.removal_clock import NOTICE_DAYS, last_notice_day
from housing.law.working_time import Calendar
from housing.registries import SOURCES

TODAY = date(2026, 11, 24)
CALENDAR = Calendar({date(2026, 12, 16): "Independence Day"})


def proposed(ground, **more):
    said = {"on": "2026-11-20", "document": "Decision No. 5 of 20.11.2026"}
    reason = GROUNDS[ground].reasons[0] if GROUNDS[ground].reasons else ""
    return ProposedRemoval(**{"ground": ground, "reason": reason, "facts": said, **more})


def objection(said, basis="no_housing", family=()):
    with pytest.raises(RemovalNotAllowed) as refused:
        require_removable(said, TODAY, basis, family)
    return refused.value


def test_the_law_has_nine_grounds_and_everybody_may_leave():
    points = [ground.point for ground in GROUNDS.values()]
    assert points == [*(f"{nth})" for nth in range(1, 10)), ""]


def test_every_ground_has_a_cause_and_bases_that_there_are():
    assert {ground.cause for ground in GROUNDS.values()} <= set(MOVEMENT_CAUSES)
    assert {source for ground in GROUNDS.values() for source in ground.sources} <= set(SOURCES)


def test_what_others_read_does_not_say_that_somebody_died_or_was_sentenced():
    for ground in ("died", "life_imprisonment", "declared_missing", "citizenship_ended", "unreliable_data"):
        assert GROUNDS[ground].cause == "removed"


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_growing_up_is_no_ground(protection):
    refused = objection(proposed("no_grounds", reason=protection))
    assert refused.reason == "protected" and refused.protection is PROTECTIONS[protection]


@pytest.mark.parametrize("ground", [one for one in GROUNDS if one not in ("own_wish", "employment_ended")])
def test_an_official_needs_the_day_and_a_proof(ground):
    require_removable(proposed(ground), TODAY, "no_housing", ())
    assert objection(proposed(ground, facts={"document": "x"})).reason == "facts"
    assert objection(proposed(ground, facts={"on": "2026-11-20"})).reason == "facts"
    assert objection(proposed(ground, facts={"on": "2026-11-25", "document": "x"})).reason == "future"


def test_a_base_that_may_prove_it_stands_for_a_document_and_another_one_does_not():
    day = {"on": "2026-11-20"}
    require_removable(proposed("got_state_housing", facts=day, source="state_housing"), TODAY, "no_housing", ())
    assert objection(proposed("got_state_housing", facts=day, source="mortgages")).reason == "facts"


def test_no_grounds_says_what_is_gone():
    assert objection(proposed("no_grounds", reason="")).reason == "reason"


def test_nobody_was_registered_here_through_employment():
    assert objection(proposed("employment_ended")).reason == "not_registered_so"
    require_removable(proposed("employment_ended"), TODAY, None, ())
    assert "employment_ended" not in [one.key for one in offered_grounds("official", "no_housing")]


@pytest.mark.parametrize("ground", ["died", "moved_away"])
def test_the_place_of_who_died_or_left_passes_to_the_family(ground):
    assert objection(proposed(ground), family=[{"relation": "spouse"}]).reason == "family_stays"
    require_removable(proposed(ground), TODAY, "no_housing", ())


def test_a_wish_is_the_persons_own():
    assert objection(proposed("own_wish")).reason == "not_theirs"
    assert objection(proposed("no_grounds", origin=APPLICANT)).reason == "not_theirs"
    require_removable(ProposedRemoval("own_wish", origin=APPLICANT), TODAY, "no_housing", [{"relation": "child"}])


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        (date(2026, 11, 24), date(2026, 12, 4)),
        (date(2026, 11, 25), date(2026, 12, 7)),  # the tenth day is a Saturday
        (date(2026, 12, 6), date(2026, 12, 17)),  # the tenth day is a holiday
    ],
)
def test_ten_days_are_calendar_days_and_a_day_off_moves_the_last_one(decided, last):
    assert last_notice_day(decided, CALENDAR) == last


@given(st.dates(date(2026, 7, 12), date(2040, 1, 1)), st.sets(st.integers(0, 40), max_size=20))
def test_the_last_day_works_and_none_between_it_and_the_tenth_does(decided, off):
    days = Calendar({}, {decided + timedelta(days=one): "decree" for one in off})
    tenth, last = decided + timedelta(days=NOTICE_DAYS), last_notice_day(decided, days)
    assert last >= tenth and days.is_working_day(last)
    assert not any(days.is_working_day(tenth + timedelta(days=one)) for one in range((last - tenth).days))
