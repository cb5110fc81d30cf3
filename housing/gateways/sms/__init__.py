"""SMS through a provider's HTTP interface. Two shapes are known: smsc.kz and Mobizon (KEZEK_SMS_PROVIDER).

What is guaranteed: a message that was definitely accepted is not handed over again. One whose answer was lost is first
asked for by its key, and goes out again only where the provider says that it has none: at most once, as far as the
provider's own book is right; and at least once, as long as the outbox tries. Neither provider promises that a second
message under the same key is dropped, so nothing here rests on that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from housing.gateways.sms.mobizon import Mobizon
from housing.gateways.sms.smsc import Smsc
from housing.gateways.sms.spoken import (
    ALARMING,
    Delivery,
    Sent,
    SmsAnswerLost,
    SmsDelayed,
    SmsFailed,
    SmsRefused,
)


class Provider(Protocol):
    """What a provider can be asked. Every method raises SmsFailed."""

    def send(self, phone: str, text: str, key: str) -> Sent:
        """Hands one message over. `phone`: "+7" and ten digits; `key`: the same for every attempt at the message."""

    def status(self, provider_id: str, phone: str) -> Delivery:
        """What became of a message that was accepted."""

    def find(self, key: str, phone: str, text: str) -> Sent | None:
        """A message whose answer was lost, if the provider took it; None where it says that it has none."""


#: By the name in the settings: what makes it of address, login and secret.
PROVIDERS: dict[str, Callable[[str, str, str], Provider]] = {"smsc": Smsc, "mobizon": Mobizon}


def provider_of(name: str, url: str, login: str, secret: str) -> Provider:
    """`login` is empty where the provider knows a key alone; `secret`: the password or the key."""
    return PROVIDERS[name](url.rstrip("/"), login, secret)


__all__ = [
    "ALARMING",
    "PROVIDERS",
    "Delivery",
    "SmsAnswerLost",
    "SmsRefused",
    "Provider",
    "Sent",
    "SmsFailed",
    "SmsDelayed",
    "provider_of",
]
