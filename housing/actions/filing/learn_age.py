"""To learn when an applicant comes of age: from that day on they act for themselves, their representative no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select

from housing.labels.fact_labels import UNTIL_OF_AGE
from housing.law.parameters import years_after
from housing.law.working_time import ALMATY
from housing.queries.reference.law import load_law_or_first
from housing.registries.gateway import SourceAnswer
from housing.storage.models import Application, Representation
from housing.storage.transaction import DbSession


def learn_age(db: DbSession, application: Application, said: Iterable[SourceAnswer], now: datetime) -> None:
    """Inside the transaction under way, from what the base of natural persons said of the applicant, if it did."""
    if not application.representative_iin:
        return
    row = db.scalar(select(Representation).where(Representation.application_id == application.id))
    told = [a.facts["applicant"].get("born") for a in said if a.about == application.iin and "applicant" in a.facts]
    born = next(filter(None, told), None)
    if row and born:
        application.represented_until = representation_end(row, date.fromisoformat(born), now.astimezone(ALMATY).date())


def representation_end(row: Representation, born: date | None, on: date) -> date | None:
    """The first day on which the representative no longer acts; None where none is known.

    The day after the document's last, and for those who act for a child its coming of age, whichever is earlier.
    """
    ends = [row.valid_until + timedelta(days=1)] if row.valid_until else []
    if born and row.relation in UNTIL_OF_AGE:
        ends.append(years_after(born, load_law_or_first(on).adult_from_years))
    return min(ends, default=None)
