"""The values of facts as JSON writes them, and which of them stand in which object.

A converter takes a value that is there, and raises one of MISREAD where it is none of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from housing.law.facts import BASES, ESTABLISHABLE
from housing.law.working_time import ALMATY

STATUSES = ("citizen", "kandas", "other")
OWNERS = ("applicant", "family")
SIGNERS = ("self", "representative")
ENDINGS = ("sale", "gift", "exchange", "bought_out", "inheritance_left", "destroyed", "other")
DOCUMENTS = ("technical_conclusion", "orphan_proof", "representative_proof", "other")
#: What a converter raises of a value that it cannot take, or whoever expected an object and found none.
MISREAD = (ValueError, TypeError, ZeroDivisionError, OverflowError, LookupError, AttributeError)
#: Days, codes and shares repeat from line to line: so many of each are read once.
CACHE_SIZE = 32_768
A_DAY = re.compile(r"(18|19|20|21)\d\d-\d\d-\d\d")
A_KATO_CODE = re.compile(r"[0-9]{9}|")
A_SHARE = re.compile(r"[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,9})?")


@lru_cache(CACHE_SIZE)
def parse_day(raw: str) -> date:
    if not isinstance(raw, str) or not A_DAY.fullmatch(raw):
        raise ValueError(raw)
    return date.fromisoformat(raw)


def parse_moment(raw: Any) -> datetime:
    """ISO 8601; without an offset it is the time of Asia/Almaty, the only zone of the country."""
    if not isinstance(raw, str):
        raise TypeError(raw)
    read = datetime.fromisoformat(raw)
    return read.astimezone(ALMATY) if read.tzinfo else read.replace(tzinfo=ALMATY)


def parse_boolean(raw: Any) -> bool:
    if raw is not True and raw is not False:
        raise TypeError(raw)
    return raw


def parse_text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise TypeError(raw)
    return raw


@lru_cache(CACHE_SIZE)
def parse_kato_code(raw: str) -> str:
    """A KATO code; "" is nowhere."""
    if not A_KATO_CODE.fullmatch(parse_text(raw)):
        raise ValueError(raw)
    return raw


def parse_kato_code_or_none(raw: str) -> str | None:
    """The code of a place that must be somewhere: "" says nothing."""
    return parse_kato_code(raw) or None


@lru_cache(CACHE_SIZE)
def parse_share(raw: str) -> Fraction:
    if not A_SHARE.fullmatch(parse_text(raw)):
        raise ValueError(raw)
    part = Fraction(raw)
    if not 0 < part <= 1:
        raise ValueError(raw)
    return part


class Field(NamedTuple):
    """A value of an object. `convert` takes what is there, or raises one of MISREAD. `wanted`: that, in words."""

    name: str
    convert: Callable[[Any], Any]
    wanted: str


def choice_field(name: str, allowed: tuple[str, ...]) -> Field:
    return Field(name, {one: one for one in allowed}.__getitem__, " or ".join(allowed))


def day_field(name: str, wanted: str = "a date like 1990-01-01") -> Field:
    return Field(name, parse_day, wanted)


def boolean_fields(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, parse_boolean, "true, false or null") for name in names)


def text_field(name: str) -> Field:
    return Field(name, parse_text, "text")


A_CODE = "a KATO code of nine digits"
#: Without these two nothing can be judged.
APPLICATION_REQUIRED = choice_field("basis", BASES), Field("filed_at", parse_moment, "a date and time in ISO 8601")
APPLICATION = (
    Field("settlement", parse_kato_code_or_none, A_CODE),
    choice_field("by", SIGNERS),
)
APPLICANT = (
    day_field("born"),
    choice_field("status", STATUSES),
    Field("registered_in", parse_kato_code, A_CODE),
    day_field("registered_since"),
    *boolean_fields("consent", "orphan_on_record", "orphan_proven", "on_register", "in_republican_base"),
    *boolean_fields("uses_state_dwelling", "privatised_state_dwelling", "state_supported_mortgage"),
)
DOCUMENT = (choice_field("kind", DOCUMENTS), *boolean_fields("reliable"))
MEMBER = (text_field("relation"), day_field("born"), *boolean_fields("consent"))
DWELLING = (
    day_field("until", "a date like 1990-01-01, or null"),
    choice_field("owner", OWNERS),
    Field("settlement", parse_kato_code_or_none, A_CODE),
    Field("share", parse_share, "a fraction like 1/4"),
    choice_field("until_by", ENDINGS),
    *boolean_fields("fit", "emergency", "share_counts", "stands"),
    text_field("id"),
)
WORSENING_REQUIRED = choice_field("what", ESTABLISHABLE), day_field("on")
