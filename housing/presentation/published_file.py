"""The file of a published list: CSV (RFC 4180) with a place, a register number and a queue date in every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from housing.law.working_time import ALMATY

HEAD = "place,number,queue_date\r\n"
#: Lines of a part.
PART = 500


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


def write_parts(lines: Iterable[str], between: str) -> Iterator[Part]:
    """`lines`: in the order of the list, each without its place, and behind `between` the moment of its key.

    Nothing but the first key of a part is taken apart: a list of the country has a million lines.
    """
    rest, place = iter(lines), 1
    while some := list(islice(rest, PART)):
        told = "".join([f"{nth},{line.partition(between)[0]}\r\n" for nth, line in enumerate(some, place)])
        shown, _between, kept = some[0].partition(between)
        first = datetime.fromisoformat(kept).replace(tzinfo=UTC)
        yield Part(place, first, shown.partition(",")[0], told.encode("ascii"))
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
