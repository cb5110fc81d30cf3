"""The journal, walked from its first row."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.hash_chain import GENESIS_HASH, hash_event
from housing.storage.models import Event


class ChainVerdict(NamedTuple):
    """`broken_at`: the first row whose hash is not that of what it says, or None."""

    checked: int
    broken_at: int | None


def check_chain() -> ChainVerdict:
    previous, checked = GENESIS_HASH, 0
    for event in db.session.scalars(select(Event).order_by(Event.id).execution_options(yield_per=1000)):
        said = hash_event(previous, event.at, event.kind, event.actor, event.application_id, event.detail)
        if event.previous != previous or event.hash != said:
            return ChainVerdict(checked, event.id)
        previous, checked = event.hash, checked + 1
    return ChainVerdict(checked, None)
