"""The life of an application: which moves there are, who may make them, and when somebody is told of a late one."""

from __future__ import annotations

import pytest

from housing.law.lifecycle import (
    CITIZEN,
    DECIDABLE_STATUSES,
    DECIDED_STATUSES,
    MOVES,
    OPEN_STATUSES,
    OPERATOR,
    STATUSES,
    SYSTEM,
    URGENCY_LEVELS,
    EscalationStep,
    MoveNotAllowed,
    reached_level,
    require_move,
    state_diagram,
    steps_for_term,
)
from housing.queries.reference.steps import BREACH_LEVEL

STEPS = {
    1: (
        EscalationStep(1, 240, ("operator",), False),
        EscalationStep(2, 120, ("supervisor",), False),
        EscalationStep(3, 0, ("supervisor",), True),
    ),
    3: (
        EscalationStep(1, 960, ("operator",), False),
        EscalationStep(2, 480, ("supervisor",), False),
        EscalationStep(3, 0, ("supervisor",), True),
    ),
}
#: Every move that is open: name, from, to, who.
OPEN_MOVES = {
    ("submit", "draft", "submitted", CITIZEN),
    ("accept", "submitted", "accepted", SYSTEM),
    ("check", "accepted", "checking", SYSTEM),
    ("check", "checking", "checking", SYSTEM),  # taken again after a crash
    ("check", "source_awaited", "checking", SYSTEM),
    ("check", "with_operator", "checking", SYSTEM),  # a consent came, or was withdrawn
    ("await_source", "checking", "source_awaited", SYSTEM),
    ("hand_over", "checking", "with_operator", SYSTEM),
    *(("register", status, "registered", who) for status in DECIDABLE_STATUSES for who in (SYSTEM, OPERATOR)),
    *(("refuse", status, "refused", who) for status in DECIDABLE_STATUSES for who in (SYSTEM, OPERATOR)),
    *(("propose", status, "second_look", OPERATOR) for status in DECIDABLE_STATUSES),
    ("confirm", "second_look", "refused", OPERATOR),
    ("give_back", "second_look", "with_operator", OPERATOR),
    ("take_back", "second_look", "with_operator", OPERATOR),
    ("check", "second_look", "checking", SYSTEM),  # a consent came, or was withdrawn: the proposal is void
    *(("renew", status, "renewed", OPERATOR) for status in (*DECIDED_STATUSES, "annulled")),  # an upheld complaint
    ("check", "renewed", "checking", SYSTEM),
    ("hand_over_anew", "checking", "renewed", SYSTEM),
    ("give_back_anew", "second_look", "renewed", OPERATOR),
    ("take_back_anew", "second_look", "renewed", OPERATOR),
    *(("withdraw", status, "withdrawn", CITIZEN) for status in OPEN_STATUSES),
    *(("remove", "registered", "removed", who) for who in (OPERATOR, CITIZEN)),  # two officials, or a signed wish
    ("restore", "removed", "registered", OPERATOR),  # an upheld complaint
    ("pass_on", "registered", "passed_on", OPERATOR),  # to the family registered together
    ("take_place_back", "passed_on", "registered", OPERATOR),  # an upheld complaint about that
    *(("hand_back", status, "returned", OPERATOR) for status in ("registered", "removed", "passed_on")),
    ("undo_import", "registered", "import_undone", OPERATOR),  # of what came with a file of a former base
    *(("erase", "draft", "erased", who) for who in (CITIZEN, SYSTEM)),  # after its term, or because one asks
    *(("annul", status, "annulled", SYSTEM) for status in (*OPEN_STATUSES, *DECIDED_STATUSES, "removed")),
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("who", [CITIZEN, OPERATOR, SYSTEM, "nobody"])
def test_a_move_is_open_from_its_statuses_to_its_actors_and_to_nobody_else(name, status, who):
    target = MOVES[name].target
    if (name, status, target, who) in OPEN_MOVES:
        assert require_move(name, status, who).target == target
    else:
        with pytest.raises(MoveNotAllowed):
            require_move(name, status, who)


def test_there_is_no_move_without_a_name():
    with pytest.raises(KeyError):
        require_move("delete", "draft", CITIZEN)


@pytest.mark.parametrize(
    ("status", "moves"),
    [
        ("registered", ["renew", "remove", "pass_on", "hand_back", "annul", "undo_import"]),
        ("refused", ["renew", "annul"]),
        ("removed", ["restore", "hand_back", "annul"]),
        ("passed_on", ["take_place_back", "hand_back"]),
        ("withdrawn", []),
        ("annulled", ["renew"]),
    ],
)
def test_an_act_is_undone_by_a_complaint_or_an_annulment_and_what_was_withdrawn_moves_no_more(status, moves):
    assert [name for name, found in MOVES.items() if status in found.sources] == moves


def test_every_status_can_be_reached_from_a_draft():
    found, seen = ["draft"], set()
    while found:
        status = found.pop()
        seen.add(status)
        found += {one.target for one in MOVES.values() if status in one.sources} - seen
    assert seen == set(STATUSES)


def test_open_is_what_was_filed_and_not_decided():
    closed = {"draft", "withdrawn", "annulled", "removed", "import_undone", "passed_on", "returned", "erased"}
    assert set(OPEN_STATUSES) == set(STATUSES) - set(DECIDED_STATUSES) - closed
    assert set(DECIDABLE_STATUSES) <= set(OPEN_STATUSES)


def test_every_move_leaves_a_trace_of_its_own():
    """What is decided anew makes the same moves to another place, and leaves the same traces."""
    kinds = [found.audit for name, found in MOVES.items() if not name.endswith("_anew")]
    assert len(set(kinds)) == len(kinds)
    assert all(MOVES[name].audit == MOVES[name.removesuffix("_anew")].audit for name in MOVES)
    assert all("." in kind for kind in kinds)


def test_both_decisions_and_their_undoing_tell_the_person():
    told = {"accept", "register", "refuse", "confirm", "annul", "renew", "remove", "restore"}
    told |= {"take_place_back", "hand_back"}
    assert {name for name, found in MOVES.items() if found.message} == told
    assert (MOVES["register"].message, MOVES["refuse"].message) == ("registered", "refused")


def test_a_term_has_the_steps_of_the_longest_one_that_is_not_longer():
    assert [steps_for_term(term, STEPS) for term in (1, 2, 3, 30)] == [STEPS[1], STEPS[1], STEPS[3], STEPS[3]]
    assert steps_for_term(1, {3: STEPS[3]}) == STEPS[3], "a shorter one has those of the shortest"


@pytest.mark.parametrize(
    ("term", "left", "level"),
    [
        (1, 480, 0), (1, 241, 0), (1, 240, 1), (1, 121, 1), (1, 120, 2), (1, 1, 2), (1, 0, 3), (1, -5000, 3),
        (3, 1440, 0), (3, 961, 0), (3, 960, 1), (3, 481, 1), (3, 480, 2), (3, 1, 2), (3, 0, 3), (3, -1, 3),
    ],
)  # fmt: skip
def test_the_level_reached(term, left, level):
    assert reached_level(term, left, STEPS) == level


def test_every_level_has_a_look():
    assert len(URGENCY_LEVELS) == 1 + BREACH_LEVEL


def test_the_diagram_shows_every_move_once():
    lines = state_diagram().splitlines()
    assert lines[:2] == ["stateDiagram-v2", "    [*] --> draft"]
    drawn = [line.strip() for line in lines[2:] if "[*]" not in line]
    shown = {f"{status} --> {target}: {name}" for name, status, target, _ in OPEN_MOVES}
    assert len(drawn) == len(shown)
    assert set(drawn) == shown
    ended = [line.strip() for line in lines if line.endswith("--> [*]")]
    assert ended == ["withdrawn --> [*]", "import_undone --> [*]", "returned --> [*]", "erased --> [*]"]
    assert state_diagram().endswith("\n")
