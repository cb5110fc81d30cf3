"""Every decision, decided again from the facts kept with it, by the numbers of the day on which it was filed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from housing.law.eligibility import decide
from housing.law.facts_json import InvalidFactsError, read_facts
from housing.law.parameters import LawPeriods, NoLawInForce
from housing.law.working_time import local_datetime
from housing.queries.reference.law import load_law_periods
from housing.storage.extensions import db
from housing.storage.models import Application, Decision

BATCH_SIZE = 1_000


class ReplayedDecision(NamedTuple):
    """`kept` and `now`: outcome, grounds and the day of the numbers, as words; `now` is "" where they agree.

    `cancelled`: an upheld complaint or an annulment ended it; it stays as it was, and another may have followed.
    """

    number: str
    kept: str
    now: str
    cancelled: bool = False


def replay_newest(most: int) -> Iterator[ReplayedDecision]:
    """The last so many."""
    return replay_decisions(None, max((db.session.scalar(select(func.max(Decision.id))) or 0) - most, 0))


def replay_decisions(since: date | None, after: int = 0) -> Iterator[ReplayedDecision]:
    """One for every decision taken since that day, in their order; in lots, so that nothing stands open.

    `after`: only those behind the one of this id.
    """
    d = Decision
    taken = [d.decided_at >= local_datetime(since, datetime.min.time())] if since else []
    wanted = select(d.id, d.outcome, d.grounds, d.parameters, d.facts, d.cancelled_at, Application.number)
    law = load_law_periods()
    wanted = wanted.join(Application, Application.id == d.application_id).order_by(d.id).limit(BATCH_SIZE)
    while rows := db.session.execute(wanted.where(d.id > after, *taken)).all():
        for row in rows:
            kept, again = format_outcome(row.outcome, row.grounds, row.parameters), decide_again(row.facts, law)
            yield ReplayedDecision(row.number or "", kept, again if again != kept else "", row.cancelled_at is not None)
        after = rows[-1].id


def decide_again(facts: object, law: LawPeriods) -> str:
    try:
        given = read_facts(facts)
        outcome = decide(given, law.law_on(given.filed_on))
    except InvalidFactsError:
        return "its facts cannot be read"
    except NoLawInForce:
        return "no numbers of the law for its day"
    return format_outcome(outcome.outcome, outcome.grounds, outcome.parameters)


def format_outcome(outcome: str, grounds: object, parameters: date) -> str:
    return f"{outcome} {json.dumps(grounds)} by the numbers of {parameters}"
