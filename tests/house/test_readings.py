"""Whoever is shown a person on a page has read of them, and the journal knows (docs/adr/0024)."""

from __future__ import annotations

from housing.labels.unjournalled import UNJOURNALLED
from tests.house.doors import DOORS
from tests.house.house import tell
from tests.house.read_walk import fill, walk
from tests.house.staff_doors import STAFF_DOORS

#: Of the demo's own stage nobody reads anything: its people are invented.
WALKED = {name: door for name, door in {**DOORS, **STAFF_DOORS}.items() if not name.startswith("demo.")}


def test_every_reading_of_a_persons_file_is_written_down(world, browsers, places):
    steps = list(walk(world, browsers, WALKED, fill(world, places)))
    silent = [one for one in steps if one.is_silent]
    tell("write_readings.py has a verb for it:", [one.said for one in silent if one.endpoint not in UNJOURNALLED])
    tell(
        "These are written down, or show nobody: take them out:",
        sorted(UNJOURNALLED.keys() - {one.endpoint for one in silent}),
    )
    shown = {one.endpoint for one in steps if one.shown}
    assert {"operator.preview", "register.entries_file", "public.verify"} <= shown
