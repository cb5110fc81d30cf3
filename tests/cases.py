"""Cases for the law: one on each basis that is registered, a way to change one fact of it, and what the law says."""

from __future__ import annotations

import copy
import re
from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from housing.law.eligibility import decide
from housing.law.fact_fields import DOCUMENTS, ENDINGS, STATUSES
from housing.law.facts import BASES, ESTABLISHABLE
from housing.law.facts_json import read_facts
from housing.law.parameters import PARAMETERS, Law

LAW = PARAMETERS[0]
FILED = date(2026, 7, 13)
#: As the value of a change: the key is left out altogether.
ABSENT = object()
#: Karaganda, a town beside it, and two of the three cities with districts of theirs.
HERE, ELSEWHERE = "351010000", "352410000"
ALMATY, BOSTANDYQ = "750000000", "751410000"
#: Applicant's flags, and the reason that each of them is when true.
FLAGS = {
    "applicant.on_register": "already_registered",
    "applicant.in_republican_base": "in_republican_base",
    "applicant.uses_state_dwelling": "uses_state_dwelling",
    "applicant.privatised_state_dwelling": "privatised_state_dwelling",
    "applicant.state_supported_mortgage": "state_supported_mortgage",
}

NO_HOUSING: dict[str, Any] = {
    "application": {
        "basis": "no_housing", "filed_at": "2026-07-13T10:15:00+05:00", "settlement": HERE, "by": "self",
        "documents": [],
    },
    "applicant": {
        "iin": "900101399998", "born": "1990-01-01", "status": "citizen", "consent": True, "registered_in": HERE,
        "registered_since": "2015-03-01", "orphan_on_record": False, "orphan_proven": None, "on_register": False,
        "in_republican_base": False, "uses_state_dwelling": False, "privatised_state_dwelling": False,
        "state_supported_mortgage": False,
    },
    "family": [
        {"relation": "spouse", "born": "1992-05-05", "consent": True},
        {"relation": "child", "born": "2019-09-01", "consent": None},
    ],
    "dwellings": [],
    "established": [],
}  # fmt: skip


def changed(given: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The facts with some of them changed, by dotted names such as `dwellings[0].fit`. The argument stays as it was."""
    given = copy.deepcopy(given)
    for fact, value in changes.items():
        *path, last = (int(step) if step.isdigit() else step for step in re.findall(r"\w+", fact))
        at: Any = given
        for step in path:
            at = at[step]
        if value is ABSENT:
            del at[last]
        else:
            at[last] = copy.deepcopy(value)
    return given


def case(**changes: Any) -> dict[str, Any]:
    """Somebody without housing, who is registered."""
    return changed(NO_HOUSING, changes)


def dwelling(**changes: Any) -> dict[str, Any]:
    """The applicant's whole flat, here, owned today."""
    flat = {
        "owner": "applicant", "settlement": HERE, "share": "1/1", "from": "2010-04-01", "until": None,
        "until_by": None, "fit": True, "emergency": False,
    }  # fmt: skip
    return changed(flat, changes)


def ended(until: str, by: str | None, **changes: Any) -> dict[str, Any]:
    """A flat that the applicant owned until that day."""
    return dwelling(until=until, until_by=by, **changes)


def paper(kind: str, reliable: bool | None = True) -> dict[str, Any]:
    return {"kind": kind, "reliable": reliable}


def emergency(**changes: Any) -> dict[str, Any]:
    """Somebody whose sole dwelling is an emergency one, who is registered."""
    asked = {"application.basis": "emergency_housing", "application.documents": [paper("technical_conclusion")]}
    return case(**{**asked, "dwellings": [dwelling(emergency=True)], **changes})


def orphan(**changes: Any) -> dict[str, Any]:
    """An orphan of 26 whom the data bank does not know and the papers prove, who is registered."""
    asked = {"application.basis": "orphan_documents", "application.documents": [paper("orphan_proof")]}
    who = {"applicant.born": "2000-01-01", "applicant.orphan_proven": True, "family": []}
    return case(**{**asked, **who, **changes})


Said = tuple[str, list[str], list[str]]
REGISTER: Said = ("register", [], [])


def said(given: dict[str, Any], law: Law = LAW) -> Said:
    """Outcome, the grounds that hold (their reason where they have one), and what is unknown."""
    outcome = decide(read_facts(given), law)
    return outcome.outcome, [found.ground.key for found in outcome.held_answers], list(outcome.unknown)


def refuse(*grounds: str, unknown: tuple[str, ...] = ()) -> Said:
    return "refuse", list(grounds), list(unknown)


def review(*unknown: str) -> Said:
    return "review", [], list(unknown)


# ----------------------------------------------------------------------------------------------- cases drawn at random

#: Settings of every property test: a busy machine is no fault of the law.
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(UNTIMED, max_examples=300)
#: Both sides of every boundary from Monday 13 July 2026, and days far from any.
DAYS = [
    "1996-01-01",
    "1997-07-13",
    "1997-07-14",
    "2008-07-13",
    "2008-07-14",
    "2019-02-01",
    "2021-07-13",
    "2021-07-14",
    "2023-07-13",
    "2023-07-14",
    "2025-01-01",
    "2026-07-13",
]


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([*values, None])


DAY, TRUTH, PLACE = one_of(*DAYS), one_of(True, False), one_of(HERE, ELSEWHERE, ALMATY, BOSTANDYQ)
DWELLING = st.fixed_dictionaries(
    {
        "owner": one_of("applicant", "family"),
        "settlement": PLACE,
        "share": one_of("1/1", "1/1", "1/4"),
        "until_by": one_of(*ENDINGS),
        "fit": TRUTH,
        "emergency": TRUTH,
    },
    optional={"until": DAY},
)
MEMBER = st.fixed_dictionaries({"relation": one_of("spouse", "child"), "born": DAY, "consent": TRUTH})
PAPER = st.fixed_dictionaries({"kind": one_of(*DOCUMENTS), "reliable": TRUTH})
ACT = st.fixed_dictionaries({"what": st.sampled_from(ESTABLISHABLE), "on": st.sampled_from(DAYS)})
PROVED = {"consent": TRUTH, "orphan_on_record": TRUTH, "orphan_proven": TRUTH}
APPLICANT = st.fixed_dictionaries(
    {
        "born": DAY,
        "status": one_of(*STATUSES),
        "registered_in": st.one_of(PLACE, st.just("")),
        "registered_since": DAY,
        **PROVED,
        **{fact.removeprefix("applicant."): TRUTH for fact in FLAGS},
    }
)


def several(item: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.lists(item, max_size=3))


CASES = st.fixed_dictionaries(
    {
        "application": st.fixed_dictionaries(
            {
                "basis": st.sampled_from(BASES),
                "filed_at": st.just("2026-07-13T10:15:00+05:00"),
                "settlement": PLACE,
                "documents": several(PAPER),
            }
        ),
        "applicant": APPLICANT,
        "family": several(MEMBER),
        "dwellings": several(DWELLING),
        "established": st.lists(ACT, max_size=2),
    }
)
