"""The file of a published list: CSV (RFC 4180) with a place, a register number and a queue date in every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from housing.law.working_time import ALMATY

HEAD = "place,number,queue_date\r\n"
#: Lines of a part.
PART = 500
#: Of a moment, to its seconds.
LENGTH = 19


class PublishedRow(NamedTuple):
    """A line as it is read again; `registered_at`: to the second, by the clocks of Kazakhstan."""

    place: int
    number: str
    registered_at: datetime


class Part(NamedTuple):
    """Lines from one place on, with the key of the first."""

    first_place: int
    first_registered_at: datetime
    first_number: str
    lines: bytes


def write_parts(keys: Iterable[tuple[datetime, str]]) -> Iterator[Part]:
    """`keys`: queue date and number, in the order of the list."""
    rest, place = iter(keys), 1
    while some := list(islice(rest, PART)):
        lines = "".join(
            f"{nth},{number},{registered_at.astimezone(ALMATY).isoformat(' ')[:LENGTH]}\r\n"
            for nth, (registered_at, number) in enumerate(some, place)
        )
        yield Part(place, *some[0], lines.encode("ascii"))
        place += len(some)


def read_lines(lines: bytes) -> list[PublishedRow]:
    return [read_line(line) for line in lines.decode("ascii").split("\r\n") if line]


def read_page(lines: bytes, place: int, most: int) -> list[PublishedRow]:
    """So many lines of a part from a place on; the others are not read."""
    told = lines.decode("ascii").split("\r\n")[:-1]
    at = place - read_line(told[0]).place if told else 0
    return [read_line(line) for line in told[at : at + most]]


def read_line(line: str) -> PublishedRow:
    place, number, moment = line.split(",")
    return PublishedRow(int(place), number, datetime.fromisoformat(moment).replace(tzinfo=ALMATY))
