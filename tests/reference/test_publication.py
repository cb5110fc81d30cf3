"""What a publication walks through, and what a catalog may add to it: hooks, called with one value, once."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from inspect import unwrap
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

import housing
from housing.actions.reference import draft_row as drafting
from housing.actions.reference import publish as publishing
from housing.actions.reference.publication import Publication
from housing.actions.reference.publication_hooks import HOOKS, PublicationHooks
from housing.queries.reference import reference as kept
from housing.queries.reference.moved_terms import MovedTerm
from housing.reference import difference
from housing.reference_data import catalogs as declared
from housing.reference_data.catalog_schema import BreakingChange
from housing.reference_data.catalogs import find_catalog
from tests.reference.conftest import CAUSE, DAY_OFF
from tests.reference.steps import stands
from tests.reference.test_hours import SHORTER
from tests.reference.test_places import KARAGANDA, NORTH, REGION

ROOMS = 6
HOUSE = Path(housing.__file__).parent
#: Beneath everything: the clock, and the keys of encrypted columns, at which every transaction looks.
BENEATH = {"config", "encryption"}
BODY = {"how_en": "1 Abai street", "since": "24.11.2026"}
DRAFTS: dict[str, dict[str, str]] = {
    "causes": CAUSE,
    "days": DAY_OFF,
    "hours": {"key": "provider", **SHORTER},
    "branches": {**NORTH, "serves": "352410000"},
    "settlements": {"key": KARAGANDA, "name_ru": "город Новая Караганда", "parent": REGION, "since": "01.12.2026"},
    "complaint_bodies": {"key": "bank", **BODY},
}


def room_of(code: CodeType) -> str:
    """The package of a function under `housing`, of actions and queries with the subject; "" elsewhere."""
    path = Path(code.co_filename)
    if not path.is_relative_to(HOUSE):
        return ""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:2] if parts[0] in ("actions", "queries") else parts[:1])


class Walk:
    """The rooms of the functions that run from the first line of a view on, hooks apart."""

    def __init__(self, view: Callable[..., Any], hooks: set[CodeType]) -> None:
        self.view, self.hooks = unwrap(view).__code__, hooks
        self.rooms = {room_of(self.view)}
        self.within: list[CodeType] = []

    def note_frame(self, frame: FrameType, event: str, _arg: object) -> None:
        code = frame.f_code
        if event == "return" and self.within and self.within[-1] is code:
            self.within.pop()
        elif event == "call" and (code is self.view or code in self.hooks):
            self.within.append(code)
        elif event == "call" and self.within == [self.view] and room_of(code):
            self.rooms.add(room_of(code))


def hook_codes() -> set[CodeType]:
    hooks = [hook for one in HOOKS.values() for hook in one if hook is not None]
    guards = [guard for catalog in declared.CATALOGS for guard in catalog.reference_guards]
    return {hook.__code__ for hook in [*hooks, *guards]}


@contextmanager
def walking(view: Callable[..., Any]) -> Iterator[Walk]:
    walk, before = Walk(view, hook_codes()), sys.getprofile()
    sys.setprofile(walk.note_frame)
    try:
        yield walk
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("catalog", DRAFTS)
def test_publishing_any_catalog_walks_at_most_six_rooms(world, drafter, publisher, draft, publish, catalog):
    """Counted are the packages under `housing` (of actions and queries with the subject) of which a function runs from
    the first line of the view to its answer, which comes after the commit. Not counted are `config`, which has the
    clock, `encryption`, at whose file every transaction looks, and what a hook of the catalog calls: that is what the
    catalog adds, and is read there.
    """
    world.settled("viktor")
    draft(drafter, catalog, **DRAFTS[catalog])
    with walking(difference.difference_publish) as walk:
        publish(publisher, catalog)
    assert {"reference", "actions.reference", "storage"} <= walk.rooms
    assert len(walk.rooms - BENEATH) <= ROOMS, sorted(walk.rooms - BENEATH)


@pytest.fixture
def heard(monkeypatch):
    """What the hook of a catalog that has none was called with."""
    called: list[Publication] = []
    hooks = PublicationHooks(after_publication=lambda _db, publication: called.append(publication))
    monkeypatch.setitem(HOOKS, "causes", hooks)
    return called


def test_the_hook_is_called_once_with_what_is_published_by_whom_and_when(
    world, heard, drafter, publisher, draft, publish
):
    draft(drafter, "causes", **CAUSE, since="26.11.2026")
    assert not heard
    publish(publisher, "causes")
    (publication,) = heard
    assert (publication.catalog.code, publication.login, publication.now) == ("causes", "administrator", world.clock())
    assert [(row.key, row.since.isoformat(), row.values["position"]) for row in publication.rows] == [
        ("power", "2026-11-26", 9)
    ]
    form = publisher.get("/reference/causes").form("#catalog-history form")
    publisher.post("/reference/causes/roll-back", {**form, "version": "2"})
    assert [(row.key, row.values) for row in heard[-1].rows] == [("power", None)] and len(heard) == 2


def test_a_hook_that_refuses_leaves_the_draft_as_it_was(monkeypatch, world, drafter, publisher, draft, publish):
    def refuse(_db: object, publication: Publication) -> None:
        raise BreakingChange("Nothing of this", {})

    monkeypatch.setitem(HOOKS, "causes", PublicationHooks(after_publication=refuse))
    draft(drafter, "causes", **CAUSE)
    assert "Nothing of this" in publish(publisher, "causes", 409).text
    with world.app.app_context():
        assert kept.load_catalog_draft("causes") and kept.load_latest_version_number("causes") == 1


def test_a_draft_that_took_the_place_of_the_one_that_was_looked_at_is_not_published(monkeypatch, world, drafter, draft):
    draft(drafter, "causes", **CAUSE)
    catalog, water = find_catalog("causes"), {"name": dict.fromkeys(("kk", "ru", "en"), "H2O"), "position": 8}

    def replace_draft(_code: str, _rows: object, now: datetime) -> list[MovedTerm]:
        publishing.return_draft(catalog, 1, "Another one", "administrator", now)
        drafting.draft_row(catalog, ("water", date(2026, 12, 1), {**water, "code": "water"}), 0, "head-office", now)
        return []

    monkeypatch.setitem(HOOKS, "causes", PublicationHooks(list_moved_terms=replace_draft))
    with world.app.app_context():
        with pytest.raises(publishing.DraftChangedMeanwhile):
            publishing.publish_draft(catalog, 1, "administrator", world.clock())
        assert [one.key for one in kept.load_catalog_draft("causes").edits] == ["water"]


ANOTHER_VERSION = """
    INSERT INTO catalog_version (catalog, number, state, started_from, revision, editors, drafted_at, reason)
    SELECT catalog, 3, state, 2, revision, editors, drafted_at, reason FROM catalog_version
    WHERE catalog = 'causes' AND number = 2"""
ITS_ROW = """
    INSERT INTO catalog_row (version_id, catalog, key, since, "values")
    SELECT max(id), 'causes', 'power', '2026-11-21', NULL FROM catalog_version"""


def test_a_version_that_another_process_published_a_moment_ago_is_taken_back_whole(world, tmp_path):
    """Rows are kept in memory for two seconds: by these that version would have changed nothing."""
    cause = {"code": "power", "position": 1, "name": {"kk": "Жарық өшті", "ru": "Не было света", "en": "Power failure"}}
    with world.app.app_context():
        stands("causes", since=date(2026, 11, 20), **cause)
        before = kept.list_published_rows("causes")
    with sqlite3.connect(tmp_path / "kezek.db") as other:
        other.execute(ANOTHER_VERSION)
        other.execute(ITS_ROW)
    with world.app.app_context():
        assert kept.list_published_rows("causes") is before, "this process has not heard of it"
        publishing.roll_back_version(find_catalog("causes"), 3, "administrator", world.clock())
        assert kept.load_effective_values("causes", world.clock().date())["power"] == cause
