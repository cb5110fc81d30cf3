"""Which keys people's data is encrypted with, and what each is still needed for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from housing.encryption.data_keys import LOOK_UP
from housing.storage.encrypted import data_keys
from housing.storage.extensions import db
from housing.storage.models import DataKey


@dataclass(frozen=True, slots=True)
class KnownKey:
    """`finished`: of the newest one, nothing is encrypted by another any more."""

    number: int
    fingerprint: str
    finished: bool
    is_newest: bool

    @property
    def looks_up(self) -> bool:
        return self.number == LOOK_UP


def list_data_keys() -> list[KnownKey]:
    newest = data_keys().load().newest
    rows = db.session.execute(select(DataKey.number, DataKey.fingerprint, DataKey.finished).order_by(DataKey.number))
    return [KnownKey(**row._asdict(), is_newest=row.number == newest) for row in rows]
