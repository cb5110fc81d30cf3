"""Mobile Citizens Base: kk Мобильді азаматтар базасы (МАБ), ru База мобильных граждан (БМГ).

Rules, point 16: an SMS goes only to a subscriber number of a mobile operator that is registered and connected to the
portal account; a number typed into a form is not enough, and to a landline none goes. Order No. 58 of 25.01.2016 says
how a number gets there. Assumed, as the interface is unpublished (registries/schemas/mobile_base.xsd): `phone` in
international form, `registered` and `connected`, both true or false.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Protocol

from housing.labels import N_
from housing.text.typed_numbers import is_mobile

NAME = "mobile_base"
TITLE = N_("Mobile Citizens Base")
#: What `Linked.state` is where the number is of no mobile operator of Kazakhstan.
NO_MOBILE = "no_mobile"
#: As XML Schema writes it.
TRUE = ("true", "1")


class Reply(Protocol):
    """`state` as the gateway of the registries names it; `data`, an element, only where it is "answered"."""

    @property
    def state(self) -> str: ...
    @property
    def data(self) -> Any: ...


class Gateway(Protocol):
    """The transport of the registries serves this base too."""

    def send(self, service: str, iin: str) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Linked:
    """`phone`: a mobile number, "+7" and ten digits. None: not linked where `state` is "answered"; linked, but no
    mobile one, where it is NO_MOBILE; else not known.
    """

    state: str
    phone: str | None = field(repr=False)

    @property
    def is_told(self) -> bool:
        """The base has said where an SMS may go, or that it may go nowhere."""
        return self.state in ("answered", NO_MOBILE)


def linked_number(gateway: Gateway, iin: str) -> Linked:
    """The number registered and connected to the person's portal account. Never raises."""
    reply = gateway.send(NAME, iin)
    if reply.state != "answered":
        return Linked(str(reply.state), None)
    if not all(reply.data.findtext(name) in TRUE for name in ("registered", "connected")):
        return Linked("answered", None)
    phone = reply.data.findtext("phone")
    if not phone or not re.fullmatch(r"\+7[0-9]{10}", phone):
        return Linked("unavailable", None)
    return Linked("answered", phone) if is_mobile(phone) else Linked(NO_MOBILE, None)
