"""A closed case is erased part by part after its terms; a case that anything keeps is never touched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from housing.actions.cases.withdraw import withdraw_application
from housing.actions.filing.file_complaint import file_complaint
from housing.actions.retention.erase_kind import iter_erased
from housing.actions.retention.erased_columns import EMPTIED, OTHERWISE, STAYS
from housing.law.retention import Term
from housing.nightly_jobs import KEPT_COUNTS
from housing.queries.journal.invariants import find_violations
from housing.queries.journal.replay import replay_decisions
from housing.queries.journal.row_seals import check_seals
from housing.queries.reference.reference import load_effective_values
from housing.queries.retention.due_cases import CLOSED, ClosedCase, is_case_over, list_closed_cases
from housing.queries.retention.erased import list_erased_parts
from housing.reference_data.retention_kinds import CASE_KINDS
from housing.storage.extensions import db
from housing.storage.models import (
    Answer,
    Application,
    Complaint,
    Decision,
    Erasure,
    Notice,
    Paper,
    RegisterEntry,
    SentFile,
    Signature,
)
from housing.storage.transaction import transaction
from tests.citizen.steps import refused
from tests.reference.steps import stands

#: After the terms of raw answers and documents; after that of the whole file.
POINTS_TO_A_CASE = {"application_id", "notice_id", "paper_id", "signature_id", "statement_id", "entry_id"}
PARTS, WHOLE = {"days": 3 * 366 + 2}, {"days": 5 * 366 + 2}


def closed(world):
    """A refusal, and the person was told of it."""
    case = refused(world, "marat")
    world.clock.ahead(minutes=15)
    world.work()
    return case


def erase_all(now):
    return {kind: sum(iter_erased(kind, now)) for kind in CASE_KINDS}


def parts_of(case, now):
    filed_at = db.session.scalar(select(Application.filed_at).where(Application.id == case))
    return list_erased_parts(case, filed_at, now)


def later(clock, **delta):
    return clock() + timedelta(**delta)


def test_nothing_of_a_refused_case_goes_before_its_terms(world, clock):
    closed(world)
    with world.app.app_context():
        assert not any(erase_all(later(clock, days=3 * 365 - 2)).values())


def test_raw_answers_and_files_go_before_the_file_and_their_digests_stay(world, clock):
    case = closed(world)
    with world.app.app_context():
        before = db.session.execute(select(Answer.sha256, Answer.facts).where(Answer.application_id == case)).all()
        done = erase_all(later(clock, **PARTS))
        assert done["answers"] == 1 and done["cases"] == 0
        rows = db.session.execute(select(Answer.sha256, Answer.facts, Answer.raw).where(Answer.application_id == case))
        assert [(row.sha256, row.facts, row.raw) for row in rows] == [(*one, b"") for one in before]
        assert [one.kind for one in parts_of(case, later(clock, **PARTS))] == ["answers"]
        assert not check_seals().faults


def test_after_the_legal_term_the_whole_file_is_emptied_and_what_must_stay_stays(world, clock):
    case = closed(world)
    with world.app.app_context():
        decision = db.session.execute(select(Decision.outcome, Decision.grounds, Decision.facts)).one()
        digest = db.session.scalar(select(Notice.sha256).where(Notice.application_id == case))
        now = later(clock, **WHOLE)
        assert erase_all(now)["cases"] == 1
        row = world.row(case)
        assert (row.name, row.answers, row.phone, row.status) == ("", {}, None, "refused") and row.number and row.iin
        assert db.session.execute(select(Decision.outcome, Decision.grounds, Decision.facts)).one() == decision
        notice = db.session.scalars(select(Notice).where(Notice.application_id == case)).one()
        assert notice.sha256 == digest and "5 лет" in notice.texts["ru"] and "5 жыл" in notice.texts["kk"]
        assert db.session.scalar(select(Signature.document).where(Signature.application_id == case)) == b""
        assert erase_all(now)["cases"] == 0


def test_seals_invariants_and_decisions_hold_after_it(world, clock):
    closed(world)
    with world.app.app_context():
        now = later(clock, **WHOLE)
        erase_all(now)
        clock.go(now)
        assert not check_seals().faults and not find_violations(now, KEPT_COUNTS)
        assert not [one for one in replay_decisions(None) if one.now]


def test_who_stands_on_the_register_keeps_everything_for_ever(world, clock):
    world.settled("aigerim")
    with world.app.app_context():
        assert db.session.scalars(select(RegisterEntry.annulled_at)).all() == [None]
        assert not any(erase_all(later(clock, days=40 * 366)).values())


def test_an_earlier_refusal_of_who_stands_on_the_register_stays_too(world, clock):
    case = closed(world)
    with world.app.app_context():
        with transaction() as session:
            standing = {"number": "1", "settlement": "351010000", "list_code": "general", "registered_at": clock()}
            other = Application(
                iin=world.who("marat").iin, name="", name_key="", language="kk", status="registered", created_at=clock()
            )
            session.add(other)
            session.flush()
            session.add(RegisterEntry(application_id=other.id, iin=other.iin, **standing))
        assert not any(erase_all(later(clock, **WHOLE)).values()) and not parts_of(case, later(clock, **WHOLE))


def test_a_complaint_that_is_not_answered_keeps_the_case(world, clock):
    case = closed(world)
    with world.app.app_context():
        file_complaint(case, world.who("marat"), "data", "An error", clock())
        assert not any(erase_all(later(clock, **WHOLE)).values())


def test_a_term_runs_anew_from_the_last_thing_that_happened(world, clock):
    case = closed(world)
    clock.ahead(days=700)
    with world.app.app_context():
        number = file_complaint(case, world.who("marat"), "data", "An error", clock())
        with transaction() as session:
            session.execute(update_complaint(number, clock()))
        assert erase_all(later(clock, days=5 * 365 - 2))["cases"] == 0
        assert erase_all(later(clock, **WHOLE))["cases"] == 1


def update_complaint(number, now):
    return update(Complaint).where(Complaint.number == number).values(state="rejected", answered_at=now)


def test_where_nobody_knows_when_it_ended_nothing_is_erased(world, clock):
    case = closed(world)
    with world.app.app_context():
        with transaction() as session:  # a case of a crowd, of which the journal says nothing
            lone = Application(
                iin="900101399998",
                name="X",
                name_key="x",
                language="kk",
                status="refused",
                number="2600000001",
                created_at=clock(),
                filed_at=clock(),
                decided_at=clock(),
            )
            session.add(lone)
            session.flush()
            lone_id = lone.id
        erase_all(later(clock, **WHOLE))
        assert db.session.scalars(select(Erasure.application_id).where(Erasure.kind == "cases")).all() == [case]
        assert world.row(lone_id).name == "X"


def test_of_a_place_that_was_taken_back_with_its_file_the_end_of_the_place_is_known(world, clock):
    with world.app.app_context():
        with transaction() as session:
            iin, now = "900101399998", clock()
            gone = Application(
                iin=iin,
                name="X",
                name_key="x",
                language="kk",
                status="import_undone",
                number="2600000001",
                created_at=now,
                filed_at=now,
                decided_at=now,
                basis="former_base",
            )
            session.add(gone)
            session.flush()
            place = {"number": "1", "settlement": "351010000", "list_code": "general", "registered_at": now}
            session.add(RegisterEntry(application_id=gone.id, iin=iin, annulled_at=now + timedelta(days=9), **place))
            case = gone.id
        assert erase_all(later(clock, days=5 * 365))["cases"] == 0
        assert erase_all(later(clock, days=5 * 366 + 12))["cases"] == 1 and world.row(case).name == ""


def test_a_withdrawn_case_loses_its_documents_before_the_file(world, clock):
    case = world.settled("viktor")
    with world.app.app_context():
        withdraw_application(case, world.who("viktor"), clock())
    clock.ahead(minutes=15)
    world.work()
    with world.app.app_context():
        done = erase_all(later(clock, **PARTS))
        assert (done["papers"], done["sent_files"], done["cases"]) == (1, 1, 0)
        assert db.session.scalars(select(SentFile.content)).all() == [b""] and not check_seals().faults
        paper = db.session.execute(select(Paper.content, Paper.scan, Paper.sha256)).one()
        assert (paper.content, paper.scan) == (b"", "erased") and len(paper.sha256) == 64


def test_the_law_of_the_day_of_filing_may_ask_for_more(world, clock):
    with world.app.app_context():
        stands("law", **{**load_effective_values("law", clock().date())["law"], "retention_years": 9})
    closed(world)
    with world.app.app_context():
        assert erase_all(later(clock, **WHOLE))["cases"] == 0
        assert erase_all(later(clock, days=9 * 366 + 2))["cases"] == 1


def test_every_table_of_a_case_is_emptied_or_stays_for_a_reason():
    named = {table.__tablename__ for table in EMPTIED} | set(OTHERWISE) | set(STAYS)
    of_cases = {name for name, table in db.metadata.tables.items() if POINTS_TO_A_CASE & set(table.columns.keys())}
    assert of_cases | {"application"} == named
    assert not set(OTHERWISE) & set(STAYS)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(status=st.sampled_from(("draft", "registered", "checking", *CLOSED)), years=st.integers(0, 12))
def test_only_closed_cases_are_ever_looked_at(app_cases, status, years):
    """Whatever the term: a case that is open, on the register or a draft is in no list."""
    world, case, now = app_cases
    with world.app.app_context():
        db.session.execute(update(Application).where(Application.id == case).values(status=status))
        listed = {one.id for one in list_closed_cases("cases", Term(5, "years"), now + timedelta(days=366 * years), 0)}
        over = case in listed and is_case_over("cases", Term(5, "years"), ClosedCase(case, "", now, None), now)
        db.session.rollback()
        assert (case in listed) == (status in CLOSED and years > 4) and not over


@pytest.fixture
def app_cases(world):
    return world, closed(world), world.clock()
