"""Inventories of the register (Law, article 71(6)): what each covers, and how every entry of it fares."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.encrypted import EncryptedJson
from housing.storage.extensions import UtcDateTime, db

#: What partial indexes hold; a query says it word for word.
OPEN_CHECK = "closed_at IS NULL"


class Inventory(db.Model):  # type: ignore[name-defined,misc]
    """Covers the entries of its scope that stood when it was begun and were last checked before `checked_before`.

    `branch_code` None: of the whole country; `settlement`, `list_code` "": all. `pace`: entries in an hour.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    branch_code: Mapped[str | None] = mapped_column(ForeignKey("branch.code"))
    settlement: Mapped[str] = mapped_column(String(9))
    list_code: Mapped[str] = mapped_column(String(10))
    checked_before: Mapped[datetime] = mapped_column(UtcDateTime)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    pace: Mapped[int]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: The last settlement whose entries are all in it; entries are taken in settlement by settlement.
    filled_to: Mapped[str] = mapped_column(String(9), default="", server_default="")
    #: When all of them were.
    filled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: How many entries of the scope an earlier inventory still looks at: they are not in this one as well.
    elsewhere: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Up to when its pace is used up.
    paced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: When an official stopped it before its last day: it ends as on that day.
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: As it was then: entries by state, of closed ones by outcome. It is published.
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class InventoryCheck(db.Model):  # type: ignore[name-defined,misc]
    """An entry in an inventory. `state`, `outcome`, `answer`: codes of `law.inventory`.

    While it is open no other inventory takes the entry in.
    """

    __table_args__ = (
        Index("uq_inventory_check_entry", "inventory_id", "entry_id", unique=True),
        Index("uq_inventory_check_open", "entry_id", unique=True, sqlite_where=text(OPEN_CHECK)),
        # What the clock has to do: bases to ask, people to remind, terms that are over.
        Index("ix_inventory_check_due", "inventory_id", "state", "next_at", "id", sqlite_where=text(OPEN_CHECK)),
        # Counts and lists by state: the rows themselves are not read.
        Index("ix_inventory_check_state", "inventory_id", "state", "outcome", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    inventory_id: Mapped[int] = mapped_column(ForeignKey("inventory.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entry.id"))
    state: Mapped[str] = mapped_column(String(10))
    #: When the clock has to do something about it; None: nothing.
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: When the bases were last asked.
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: Bases that did not answer then, between commas.
    silent: Mapped[str] = mapped_column(String(200), default="", server_default="")
    #: What speaks against it: [ground, [facts]] each, as in law.inventory.CheckFinding.
    found: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    unknown: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    #: The facts of that day, where anything was found or unknown.
    facts: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson(none_as_null=True))
    #: The last day on which the person may answer.
    answer_by: Mapped[date | None]
    answer: Mapped[str] = mapped_column(String(10), default="", server_default="")
    note: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: Who settled it, and in what words, which the person reads.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    words: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(10), default="", server_default="")
