"""Reference data that the product itself keeps: settlements, and what decrees changed in the calendar."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.extensions import db


class Settlement(db.Model):  # type: ignore[name-defined,misc]
    """A settlement of the official classifier (KATO). Names repeat: always show the parent."""

    code: Mapped[str] = mapped_column(String(9), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("settlement.code"))
    kind: Mapped[str] = mapped_column(String(20))
    name_kk: Mapped[str] = mapped_column(String(100))
    name_ru: Mapped[str] = mapped_column(String(100))
    #: Applications are taken for it (cities, towns, districts; not regions, not districts inside a city).
    applies: Mapped[bool]


class SecondLookRule(db.Model):  # type: ignore[name-defined,misc]
    """By which refusals a second official looks at; of each rule the latest row in force counts.

    `rule` and `value` as in housing/second_look.py; 0 switches a rule off.
    """

    __table_args__ = (UniqueConstraint("rule", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(20))
    since: Mapped[date]
    value: Mapped[int]
    seed: Mapped[str] = mapped_column(String(40), default="")


class BreachCause(db.Model):  # type: ignore[name-defined,misc]
    """Why a term may be broken: what a handled breach names."""

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int]
    name_kk: Mapped[str] = mapped_column(String(100))
    name_ru: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))


class DayCorrection(db.Model):  # type: ignore[name-defined,misc]
    """A day that a decree made a working day or a day off."""

    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    decree: Mapped[str] = mapped_column(String(200))
