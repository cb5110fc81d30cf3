"""A file as its sender sent it, beside the paper that was made of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.encrypted import EncryptedBytes, EncryptedJson
from housing.storage.extensions import db


class SentFile(db.Model):  # type: ignore[name-defined,misc]
    """Its hash is `Paper.received_sha256`, whether a virus was looked for in both is `Paper.scan`.

    `content` is never previewed; empty where a virus was found. `signatures`: those that a PDF bore and what was found
    of each when it came (`actions.judge_signatures`). Papers from before the table have none.
    """

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(EncryptedBytes, deferred=True)
    signatures: Mapped[list[dict[str, Any]]] = mapped_column(EncryptedJson)
