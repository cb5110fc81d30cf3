"""A place ends though a family was registered together: of each it is said why they do not follow; they are heard."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from housing.actions.filing.file_complaint import file_family_complaint
from housing.actions.register import remove
from housing.actions.register.hear_family import state_family_opinion
from housing.actions.register.hear_removal import HearingUnderWay
from housing.law.family_gone import require_nobody_stays
from housing.law.removal import ProposedRemoval, RemovalNotAllowed
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import HeardPerson, Message, Notice, RegisterEntry, Removal
from housing.storage.transaction import transaction
from tests.removals import hear_out, judge, official_named

pytestmark = pytest.mark.usefixtures("added_up")
DIED = ProposedRemoval("died", facts={"on": "2026-11-25", "document": "Death record"}, note="-", note_language="ru")
PROVEN = {**DIED.facts, "family_document": "Written refusal of 26.11.2026"}
SPOUSE = {"iin": "800101300018", "relation": "spouse", "name": "Ә", "born": "1980-01-01"}
CHILD = {"iin": "200101300018", "relation": "child", "name": "Б", "born": "2020-01-01"}


def fresh(table, **wanted):
    db.session.rollback()
    return list(db.session.scalars(select(table).filter_by(**wanted).order_by(table.id)))


@pytest.mark.parametrize(
    ("gone", "facts", "reason"),
    [
        ({SPOUSE["iin"]: "declines"}, PROVEN, "family_stays"),
        ({SPOUSE["iin"]: "declines", CHILD["iin"]: ""}, PROVEN, "family_stays"),
        ({SPOUSE["iin"]: "declines", CHILD["iin"]: "no reason"}, PROVEN, "family_stays"),
        ({SPOUSE["iin"]: "declines", CHILD["iin"]: "left_family"}, DIED.facts, "family_proof"),
        ({SPOUSE["iin"]: "declines", CHILD["iin"]: "declines"}, PROVEN, "child_declines"),
    ],
)
def test_what_is_not_said_of_each_and_proven_ends_no_place(gone, facts, reason):
    with pytest.raises(RemovalNotAllowed) as fault:
        require_nobody_stays(DIED._replace(gone=gone, facts=facts), [SPOUSE, CHILD], date(2026, 11, 27), 18)
    assert fault.value.reason == reason


def test_what_is_said_of_each_and_proven_is_enough():
    gone = {SPOUSE["iin"]: "declines", CHILD["iin"]: "left_family"}
    require_nobody_stays(DIED._replace(gone=gone, facts=PROVEN), [SPOUSE, CHILD], date(2026, 11, 27), 18)


@pytest.fixture
def hers(world, left):
    case = world.settled("aigerim", category="")
    world.clock.ahead(days=2)
    return left(case).entry


@pytest.fixture
def proposed(world, hers):
    """Her removal: her husband gives the place up, and none of the children lives here any more."""
    husband, *children = [one.iin for one in world.person("aigerim").family]
    gone = {husband: "declines"} | dict.fromkeys(children, "left_family")
    by = official_named(f"{world.row(hers.application_id).branch_code}-1")
    return remove.propose_removal(hers.id, DIED._replace(gone=gone, facts=PROVEN), by, world.clock())


def confirm(world, hers, number):
    head = official_named(f"{world.row(hers.application_id).branch_code}-head")
    remove.confirm_removal(number, head, world.clock())


def husband(world):
    who = fresh(HeardPerson)[0]
    return who, Who("citizen", "", "citizen", "", world.clock().date(), iin=who.iin)


def test_the_family_is_heard_before_and_told_after(world, hers, proposed):
    assert [one.part for one in fresh(HeardPerson)] == ["family"], "children have nobody yet who acts for them"
    with pytest.raises(HearingUnderWay):
        confirm(world, hers, proposed)
    heard, him = husband(world)
    state_family_opinion(heard.id, him, "objects", "I signed nothing", world.clock())
    confirm(world, hers, proposed)
    assert fresh(RegisterEntry)[0].annulled_at == world.clock()
    assert {one.kind for one in fresh(Message, to_iin=heard.iin)} == {f"family {heard.id}", f"family {heard.id} told"}
    assert "письменно отказывается" in fresh(Notice, kind="removed")[0].texts["ru"]


def test_his_complaint_gives_the_place_of_the_dead_back(world, hers, proposed):
    was = hers.registered_at, hers.number, hers.list_code
    hear_out(world.clock)
    confirm(world, hers, proposed)
    heard, him = husband(world)
    number = file_family_complaint(heard.id, him, "I signed nothing", world.clock())
    world.clock.ahead(hours=1)
    judge(world, "head-office", number)
    (entry,), (removal,) = fresh(RegisterEntry), fresh(Removal)
    assert entry.annulled_at is None and (entry.registered_at, entry.number, entry.list_code) == was
    assert removal.state == "cancelled"
    assert not [one for one in fresh(Message) if one.kind.startswith("restored")], "nobody writes to the dead"


def test_who_can_follow_only_since_it_was_proposed_keeps_the_place(world, hers, proposed):
    hear_out(world.clock)
    with transaction() as tx:
        removal = tx.query(Removal).one()
        removal.facts = {**removal.facts, "gone": removal.facts["gone"][1:]}
    with pytest.raises(remove.RemovalAnswered):
        confirm(world, hers, proposed)
    assert fresh(RegisterEntry)[0].annulled_at is None
