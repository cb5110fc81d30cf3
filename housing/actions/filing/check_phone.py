"""To ask the Mobile Citizens Base now which number is linked to a person's portal account (Rules, point 16)."""

from __future__ import annotations

from datetime import datetime, timedelta

from housing.gateways.mobile_base import linked_number
from housing.registries.gateway import Gateway
from housing.storage.models import PhoneCheck
from housing.storage.transaction import transaction

#: Between two questions about one person: presses in a row are one question.
PAUSE = timedelta(seconds=30)


def check_phone(iin: str, last: datetime | None, gateway: Gateway, now: datetime) -> bool:
    """Asks and keeps the answer; False where it was asked just now. `last`: when it was asked by hand before."""
    if last and timedelta() <= now - last < PAUSE:
        return False
    linked = linked_number(gateway, iin)
    with transaction() as db:
        db.merge(PhoneCheck(iin=iin, state=str(linked.state), phone=linked.phone, at=now))
    return True
