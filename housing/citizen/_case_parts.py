"""What several screens of an application share: whom it waits for, its place on the register, how its status looks."""

from __future__ import annotations

from typing import NamedTuple

from housing.labels import GENERAL_LIST
from housing.law.lifecycle import CATEGORY_NOT_CONFIRMED, JOINED, STATUSES, Status
from housing.presentation.charts import Section
from housing.presentation.place_sections import build_place_section, describe_shifts
from housing.queries.filing.awaited_consents import AwaitedConsent, list_awaited_consents
from housing.queries.filing.cabinet import CabinetCase
from housing.queries.register.place import QueuePlace, load_queue_place
from housing.queries.register.place_history import load_place_history
from housing.queries.register.published import ListKey, load_newest_month
from housing.web.current import now


def list_visible_consents(case: CabinetCase) -> list[AwaitedConsent]:
    """Nobody, where the family is none of this representative's business yet: nothing but a word names them."""
    return list_awaited_consents(case.id) if case.is_open and case.name else []


def displayed_status(case: CabinetCase) -> Status:
    """Of two applications in one settlement an upheld complaint keeps one place: the other's says so."""
    place = case.place
    if place is None and case.status == "registered":
        return JOINED
    if place and place.category_declared and place.list_code == GENERAL_LIST:
        return CATEGORY_NOT_CONFIRMED
    return STATUSES[case.status]


def queue_place(case: CabinetCase) -> QueuePlace | None:
    return load_queue_place(case.id) if case.place else None


class PlaceMoves(NamedTuple):
    """Why a place moved: how many by which cause, and month by month where there is more than one."""

    shifts: list[tuple[str, str]]
    section: Section | None
    #: The newest month whose list is published, as 2026-11.
    published: str | None


def place_moves(case: CabinetCase) -> PlaceMoves | None:
    """Since the person stands in the list in which they stand now, within the last months."""
    if case.place is None:
        return None
    history = load_place_history(case.place.id, now())[-1]
    months = history.months
    section = build_place_section(history.begins_at, months) if len(months) > 1 else None
    return PlaceMoves(describe_shifts(months), section, load_newest_month(ListKey(*history.standing.position[:2])))
