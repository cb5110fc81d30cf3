"""The recipe of the README: an entry of CATALOGS, and its screens, its file, its history and its rules are there."""

from __future__ import annotations

import pytest

from housing.queries.reference import reference as kept
from housing.reference import catalogs as index
from housing.reference_data import catalogs as declared
from housing.reference_data.catalog_schema import BreakingChange, Catalog, Holder
from housing.reference_data.effective_rows import effective_on
from housing.reference_data.fields import Field
from tests.reference.conftest import ending
from tests.reference.test_rows_file import load

COUNTERS = Catalog(
    "counters", "Counters", "Where papers are handed in.",
    Field("code", "Code", "code"),
    (
        Field("name", "Name", "words", most=60),
        Field("opens", "Opens on", "date"),
        Field("wait", "Wait", "minutes", "In working minutes", most=480),
        Field("ramp", "Has a ramp", "yes_no"),
    ),
)  # fmt: skip
SENT = {
    "code": "north", "name_kk": "Солтүстік", "name_ru": "Северный", "name_en": "North", "opens": "01.02.2027",
    "wait": "15", "ramp": "yes", "since": "24.11.2026",
}  # fmt: skip
KEPT = {
    "code": "north",
    "name": {"kk": "Солтүстік", "ru": "Северный", "en": "North"},
    "opens": "2027-02-01",
    "wait": 15,
    "ramp": True,
}


@pytest.fixture(autouse=True)
def a_new_entry(monkeypatch):
    for room in (declared, index):
        monkeypatch.setattr(room, "CATALOGS", (*declared.CATALOGS, COUNTERS))


def test_a_new_entry_is_a_list_a_form_a_history_and_a_file(world, drafter, publisher, draft, publish):
    assert "Counters" in drafter.get("/reference/").one("table")
    draft(drafter, "counters", **SENT)
    publish(publisher, "counters")
    with world.app.app_context():
        assert kept.load_effective_values("counters", world.clock().date())["north"] == KEPT
    page = drafter.get("/reference/counters")
    assert [cell.get_text() for cell in page.select("#catalog-rows tbody tr > *")][:5] == [
        "Edit north",
        "North",
        "01.02.2027",
        "15",
        "yes",
    ]
    assert "Version 1 published" in page.one("#catalog-history")
    out = drafter.client.get("/reference/counters/rows").text
    assert "north,Солтүстік,Северный,North,2027-02-01,15,yes,2026-11-24" in out
    load(drafter, out.replace("Северный", "Север").replace("2026-11-24", "2026-12-01").encode(), "counters")
    assert "Север" in drafter.get("/reference/counters/difference?lang=ru").one("#difference-edits")


def test_a_new_entry_refuses_what_its_fields_do_not_take(drafter, draft):
    answer = draft(drafter, "counters", 422, **{**SENT, "wait": "481", "opens": "31.02.2027", "ramp": ""})
    assert len(answer.select("#errors li")) == 3


def test_a_new_entry_says_what_names_its_keys_and_what_has_to_hold(
    monkeypatch, world, drafter, publisher, draft, publish
):
    def require_ramp(rows_of, first):
        rows = effective_on(rows_of("counters"), first).values()
        if not any(row.values["ramp"] for row in rows):
            raise BreakingChange("No counter has a ramp", {})

    hooked = COUNTERS._replace(held_by=(Holder("active_staff", ("branch_code",)),), reference_guards=(require_ramp,))
    monkeypatch.setattr(declared, "CATALOGS", (*declared.CATALOGS[:-1], hooked))
    draft(drafter, "counters", **{**SENT, "code": "shymkent", "ramp": "no"})
    assert "No counter has a ramp" in publish(publisher, "counters", 409).text
    draft(drafter, "counters", **{**SENT, "code": "shymkent"}, saw=str(latest_row(world)))
    publish(publisher, "counters")
    held = ending(drafter, "counters", "shymkent")
    answer = drafter.post("/reference/counters/end?key=shymkent", held, status=422)
    assert "“shymkent” is in use and is not ended" in answer.text and "name it: 2" in answer.text


def latest_row(world):
    with world.app.app_context():
        return kept.load_latest_row_id("counters", "shymkent")
