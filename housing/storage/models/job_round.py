"""How the rounds of each job went, for whoever looks after the machine; written every half minute, not every round."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db


class JobRound(db.Model):  # type: ignore[name-defined,misc]
    """One row a job. `every`: seconds between two rounds; `took`: seconds of the last one.

    `worked_at`, `done`: the last round in which there was something to do, and how much. `failures`: rounds in a row
    that broke off; `failed_at`, `fault`: the last of all, as a kind of error and places in the code, never its message.
    """

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    every: Mapped[int]
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    took: Mapped[float]
    worked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done: Mapped[int]
    failures: Mapped[int]
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fault: Mapped[str] = mapped_column(String(200))
