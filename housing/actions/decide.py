"""To decide: an official fills in what was unknown, the law is asked again, and what it says is done, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from housing import audit
from housing.actions.conclude import conclude
from housing.lifecycle import DECIDABLE
from housing.models import Application, Settled
from housing.queries.facts import facts_of
from housing.transaction import transaction


class Stale(Exception):
    """The case was decided, withdrawn or changed since the page was opened."""


class ClaimedByAnother(Exception):
    """A colleague holds the case."""


class DoesNotFollow(Exception):
    """The decision does not follow from the facts. `outcome`: what the law says of them; `unknown`: what it lacks."""

    def __init__(self, outcome: str, unknown: tuple[str, ...]) -> None:
        super().__init__(outcome)
        self.outcome, self.unknown = outcome, unknown


class Official:
    """Who decides."""

    def __init__(self, staff_id: int, login: str, branch_code: str | None) -> None:
        self.staff_id, self.login, self.branch_code = staff_id, login, branch_code


def decide(
    application_id: int, version: int, verdict: Literal["register", "refuse"], official: Official,
    findings: dict[str, Any], note: str, now: datetime,
) -> None:  # fmt: skip
    """Records the findings and the decision that follows from them, together.

    Raises Stale, ClaimedByAnother, DoesNotFollow; then nothing was changed.
    """
    with transaction() as db:
        application = db.get_one(Application, application_id)
        if application.version != version or application.status not in DECIDABLE:
            raise Stale
        held = application.claimed_by and application.lease_until and application.lease_until > now
        if application.branch_code != official.branch_code or (held and application.claimed_by != official.staff_id):
            raise ClaimedByAnother
        facts = facts_of(application_id, findings)
        law = facts.outcome()
        if law.outcome != verdict:
            raise DoesNotFollow(law.outcome, law.unknown)
        for fact, value in sorted(findings.items()):
            db.add(
                Settled(
                    application_id=application_id, fact=fact, value=value, note=note, staff_id=official.staff_id, at=now
                )
            )
            audit.record("fact.settled", official.login, now, application_id, fact=fact)
        conclude(
            db, application, facts, law, verdict, now, staff_id=official.staff_id, actor=official.login, note=note,
            found=findings,
        )  # fmt: skip
