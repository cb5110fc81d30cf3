"""Reference data: the catalogs that the bank changes itself (housing/reference_data/catalogs.py)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db


class CatalogVersion(db.Model):  # type: ignore[name-defined,misc]
    """A draft of changes to a catalog, and then what became of it: published under a number, returned or dropped.

    `started_from`: the number that was in force when the draft was begun. `revision` grows with every edit of the
    draft, and from draft to draft of a catalog, so that nobody publishes what they have not seen. `editors`: the logins
    of whoever wrote in it; none of them publishes it. `undoes`: the number of the version that this one takes back.
    """

    __table_args__ = (
        UniqueConstraint("catalog", "number"),
        Index("uq_catalog_version_draft", "catalog", unique=True, sqlite_where=text("state = 'draft'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    catalog: Mapped[str] = mapped_column(String(40))
    number: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20))
    started_from: Mapped[int]
    revision: Mapped[int] = mapped_column(default=0)
    editors: Mapped[list[str]] = mapped_column(JSON, default=list)
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(500), default="")
    undoes: Mapped[int | None]


class CatalogRow(db.Model):  # type: ignore[name-defined,misc]
    """How a key stands from a day on, until a later row of it; without values the key has ended. Never overwritten."""

    __table_args__ = (UniqueConstraint("version_id", "key", "since"), Index(None, "catalog", "key", "since"))

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("catalog_version.id"))
    catalog: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(40))
    since: Mapped[date]
    values: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
