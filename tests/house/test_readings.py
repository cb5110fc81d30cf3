"""Whoever is shown a person has read of them, and the journal knows; strangers are shown nobody (docs/adr/0024)."""

from __future__ import annotations

import pytest

from housing.labels.unjournalled import UNJOURNALLED
from tests.house.doors import DOORS
from tests.house.house import tell
from tests.house.read_walk import OWNED, fill, walk, walk_elsewhere
from tests.house.staff_doors import STAFF_DOORS

#: Of the demo's own stage nobody reads anything: its people are invented.
WALKED = {name: door for name, door in {**DOORS, **STAFF_DOORS}.items() if not name.startswith("demo.")}
#: What the walks of this run have found: the tests look at the same two walks.
FOUND = {}


@pytest.fixture
def walks(request):
    """The steps of strangers, then those of who may pass; walked once, for the world of it is large."""
    if not FOUND:
        world, browsers, places = (request.getfixturevalue(name) for name in ("world", "browsers", "places"))
        there = fill(world, places)
        strangers = {name: door for name, door in WALKED.items() if name not in UNJOURNALLED | {"public.verify": ""}}
        FOUND["elsewhere"] = list(walk_elsewhere(world, strangers, there))
        FOUND["here"] = list(walk(world, browsers, WALKED, there))
    return FOUND


def test_every_reading_of_a_persons_file_is_written_down(walks):
    silent = [one for one in walks["here"] if one.is_silent]
    tell("write_readings.py has a verb for it:", [one.said for one in silent if one.endpoint not in UNJOURNALLED])
    idle = sorted(UNJOURNALLED.keys() - {one.endpoint for one in silent})
    tell("These are written down, or show nobody: take them out:", idle)
    shown = {one.endpoint for one in walks["here"] if one.shown}
    assert {"operator.preview", "register.entries_file", "public.verify"} <= shown


def test_another_branch_and_another_person_are_shown_nobody(walks):
    tell("Not theirs, and shown:", [one.said for one in walks["elsewhere"] if one.shown])
    tell("Not theirs, and written about:", [one.said for one in walks["elsewhere"] if one.named])


def test_what_belongs_to_somebody_is_not_there_for_strangers(walks):
    """A draft is not among them: whoever sends to it sends to their own, and is led there."""
    urls = {name: door.url for name, door in WALKED.items() if not door.url.startswith("/apply/")}
    owned = [one for one in walks["elsewhere"] if OWNED.search(urls.get(one.endpoint, ""))]
    tell("403 and 404 are the answers:", [one.said for one in owned if one.status not in (403, 404)])
    assert len(owned) > 200
