"""What the values of a row, and the rows of a catalog together, have to keep to beside what each field takes. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from housing.labels import N_
from housing.reference_data.fields import InvalidValueError

Values = Mapping[str, Any]
#: This machine: what goes there is heard by nobody on the way.
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def validate_hours(values: Values) -> None:
    """A working day has time before lunch and after it. Raises InvalidValueError."""
    if not values["opens"] < values["lunch_begins"] <= values["lunch_ends"] < values["closes"]:
        raise InvalidValueError(
            N_("The day opens, then lunch begins and ends, then the day closes: put these times in order")
        )


def validate_recipients(values: Values) -> None:
    """A step tells somebody; the last one, at which the term is broken, comes when no time is left.

    Raises InvalidValueError.
    """
    if not any(values[role] for role in ("operator", "supervisor", "head_office")):
        raise InvalidValueError(N_("Somebody has to be told: choose at least one"))
    if values["step"].endswith("_3") and values["minutes"]:
        raise InvalidValueError(N_("The third step says that the term is broken: it comes at 0 minutes"))


def validate_steps(rows: Mapping[str, Values]) -> None:
    """Of a term no step comes before the one that goes before it. Raises InvalidValueError."""
    for key, values in sorted(rows.items()):
        term, _, level = key.rpartition("_")
        before = rows.get(f"{term}_{int(level) - 1}")
        if before and before["minutes"] <= values["minutes"]:
            raise InvalidValueError(
                N_("A later step of a term would come before an earlier one: each has fewer minutes left")
            )


def validate_source(values: Values) -> None:
    """How a state base is asked: its service, its address if it has one, and its hours if it has any.

    Raises InvalidValueError.
    """
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,80}", values["service"]):
        raise InvalidValueError(N_("The service is named by Latin letters, digits, points, hyphens and underscores"))
    if values["address"]:
        validate_address(values["address"])
    begins, ends = values["answers_from"], values["answers_until"]
    if bool(begins) != bool(ends) or (begins and begins >= ends):
        raise InvalidValueError(N_("Write both hours, the earlier one first, or none: then it answers round the clock"))
    if any("%" in words for words in values["name"].values()):
        raise InvalidValueError(N_("A name has no per cent sign"))


def validate_address(address: str) -> None:
    """An address of https, or of this machine, without anything that belongs to nobody but us.

    Raises InvalidValueError.
    """
    parts = split_address(address)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidValueError(N_("An address begins with https:// and names a host"))
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise InvalidValueError(N_("No name, password or question belongs into an address"))
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise InvalidValueError(N_("Only this machine is asked without encryption: write https://"))


def split_address(address: str) -> SplitResult | None:
    """None where it is no address: other letters, a port that is none."""
    try:
        parts = urlsplit(address)
        known = parts.port is None or parts.port > 0
    except ValueError:
        return None
    return parts if known and re.fullmatch(r"[!-~]+", address) else None
