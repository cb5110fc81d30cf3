"""The days and the branch that figures are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func

from housing.law.working_time import ALMATY, DAY
from housing.storage.models import Application


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of Almaty, both ends counted. `branch` None: all."""

    first: date
    last: date
    branch: str | None = None

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.first, datetime.min.time(), ALMATY)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.last + DAY, datetime.min.time(), ALMATY)

    @property
    def days(self) -> list[date]:
        return [self.first + n * DAY for n in range((self.last - self.first).days + 1)]


def branch_conditions(branch: str | None) -> list[ColumnElement[bool]]:
    return [Application.branch_code == branch] if branch else []


def almaty_day(moment: Any) -> Any:
    """The day in Almaty, as text: moments are stored in UTC."""
    return func.date(moment, "+5 hours")
