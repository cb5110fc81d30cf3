"""Which keys people's data is encrypted with: never a key, only which it is."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import db


class DataKey(db.Model):  # type: ignore[name-defined,misc]
    """A key of the file outside (`encryption.data_keys`). None at all: nothing of this database was ever encrypted.

    `finished`: of key 0, nothing that was written before it is left anywhere in the file; of another one, no value is
    encrypted by a key before it.
    """

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fingerprint: Mapped[str] = mapped_column(String(16))
    finished: Mapped[bool]
