"""A trial of new numbers of the law over the whole register, and whom they would touch."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db


class Simulation(db.Model):  # type: ignore[name-defined,misc]
    """One trial of one draft, as it was at that `revision`. `state`: waiting, running, finished, failed.

    `heard_at`: when the process that decides last gave a sign; `percent`: how far it is. `result`: the counts, once it
    is finished. `seen_by`: who has looked at them first; without that the draft is not published.
    """

    __table_args__ = (
        Index(
            "uq_simulation_under_way",
            "version_id",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'running')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("catalog_version.id"))
    revision: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    started_by: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    heard_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    percent: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    seen_by: Mapped[str | None] = mapped_column(String(40))
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SimulatedChange(db.Model):  # type: ignore[name-defined,misc]
    """Somebody of whom a trial says that they would be decided otherwise: outcomes, and the grounds lost and gained.

    Grounds are codes with blanks between. `list_code` is empty for who is on no list.
    """

    __table_args__ = (Index(None, "simulation_id", "settlement", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    simulation_id: Mapped[int] = mapped_column(ForeignKey("simulation.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    settlement: Mapped[str] = mapped_column(String(9))
    list_code: Mapped[str] = mapped_column(String(10))
    before: Mapped[str] = mapped_column(String(10))
    after: Mapped[str] = mapped_column(String(10))
    lost: Mapped[str] = mapped_column(String(500))
    gained: Mapped[str] = mapped_column(String(500))
