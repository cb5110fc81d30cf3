"""Settlements and branches as catalogs: renamed from a day on, never nameless, never left without a branch."""

from __future__ import annotations

import csv
import io

import pytest

from housing.queries.reference import reference as kept
from housing.queries.reference.names import label_for_key
from housing.queries.reference.settlements import branch_for, settlement_name
from housing.storage.models import Branch
from tests.citizen.steps import begun
from tests.reference.conftest import ending
from tests.reference.steps import stands
from tests.reference.test_rows_file import load

KARAGANDA, REGION, BAIKONYR = "351010000", "350000000", "431910000"
TOWN = {
    "code": "351012000",
    "name_kk": "Жаңа қала",
    "name_ru": "Новый город",
    "parent": REGION,
    "kind": "city_regional",
    "applies": "yes",
    "since": "01.12.2026",
}
NORTH = {"code": "north", "name_kk": "Солтүстік", "name_ru": "Северный", "name_en": "North", "since": "24.11.2026"}


def name(world, code=KARAGANDA):
    with world.app.app_context():
        return settlement_name(code, "ru")


@pytest.mark.parametrize(
    ("village", "told"),
    [
        ("351010500", "351010500, город Караганда"), ("351099100", "351099100, Карагандинская область"),
        ("990000100", "990000100"), ("35101050", "35101050"), ("", ""),
    ],
)  # fmt: skip
def test_a_village_that_the_classifier_lacks_is_told_with_what_it_lies_within(world, village, told):
    assert name(world, village) == told
    with world.app.app_context():
        assert label_for_key("settlements", village, "ru") == told


def drafted(world, code="settlements"):
    with world.app.app_context():
        found = kept.load_catalog_draft(code)
    return [one.key for one in found.edits] if found else []


def test_a_renamed_settlement_bears_its_new_name_from_its_day_and_the_register_keeps_the_code(
    world, drafter, publisher, draft, publish
):
    case = world.settled("nurislam")
    draft(drafter, "settlements", key=KARAGANDA, name_ru="город Новая Караганда", parent=REGION, since="01.12.2026")
    publish(publisher, "settlements")
    assert name(world) == "город Караганда"
    world.clock.ahead(days=8)
    assert name(world) == "город Новая Караганда"
    with world.app.app_context():
        assert world.row(case).settlement == KARAGANDA
    cabinet = world.citizen("nurislam")
    cabinet.get("/?lang=ru")
    assert "город Новая Караганда" in cabinet.get("/cabinet").text


def test_a_settlement_in_use_is_not_ended_and_nothing_is_saved(world, drafter):
    sent = ending(drafter, "settlements", REGION)
    answer = drafter.post(f"/reference/settlements/end?key={REGION}", sent, status=422)
    assert f"“{REGION}” is in use and is not ended" in answer.one("#errors") and drafted(world) == []


def test_a_key_that_came_into_use_after_its_end_was_drafted_stays(world, drafter, publisher, publish):
    drafter.post(f"/reference/settlements/end?key={BAIKONYR}", ending(drafter, "settlements", BAIKONYR))
    with world.app.app_context():
        values = {**TOWN, "parent": BAIKONYR, "applies": False}
        values.pop("since")
        stands("settlements", **values)
    assert "that name it: 1" in publish(publisher, "settlements", 409).text
    with world.app.app_context():
        assert BAIKONYR in kept.load_effective_values("settlements", world.clock().date())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"parent": "999999999"}, "There is no “999999999” in force"),
        ({"code": "12"}, "nine digits"),
        ({"parent": REGION, "kind": "village"}, "Choose one of these"),
    ],
)
def test_what_is_no_place_is_told(world, drafter, draft, words, told):
    assert told in draft(drafter, "settlements", 422, **{**TOWN, **words}).one("#errors")
    assert drafted(world) == []


def test_what_a_row_lies_within_has_to_be_there_on_its_day(world, drafter, publisher, draft, publish):
    later = {**TOWN, "code": "640000000", "parent": "", "kind": "region", "applies": "no", "since": "01.01.2027"}
    draft(drafter, "settlements", **later)
    town = {**TOWN, "code": "641010000", "parent": "640000000", "applies": "no"}
    assert "which is not in force on 01.12.2026" in draft(drafter, "settlements", 422, **town).text
    draft(drafter, "settlements", **{**town, "since": "01.01.2027"})
    publish(publisher, "settlements")
    assert name(world, "641010000") == "Новый город"


def test_no_place_where_one_may_apply_is_left_without_a_branch(world, drafter, publisher, draft, publish):
    draft(drafter, "branches", key="karaganda", serves=KARAGANDA)
    assert "No branch would serve “351610000”" in publish(publisher, "branches", 409).text
    draft(drafter, "branches", key="karaganda", serves=f"{REGION}, 100000000", saw=latest(drafter, "karaganda"))
    assert "Two branches would serve “100000000”" in publish(publisher, "branches", 409).text
    with world.app.app_context():
        assert kept.load_latest_version_number("branches") == 1


def latest(drafter, key):
    return drafter.get(f"/reference/branches?key={key}").form("#catalog-form form")["saw"]


def test_a_place_does_not_lie_within_itself(drafter, publisher, draft, publish):
    draft(drafter, "settlements", key=REGION, parent=KARAGANDA)
    assert "would lie within itself" in publish(publisher, "settlements", 409).text


def test_a_new_branch_serves_what_it_names_and_is_known_to_the_staff(world, drafter, publisher, draft, publish):
    draft(drafter, "branches", **NORTH, serves="352410000")
    publish(publisher, "branches")
    with world.app.app_context():
        assert (branch_for("352410000"), branch_for(KARAGANDA)) == ("north", "karaganda")
        from housing.storage.extensions import db

        assert db.session.get(Branch, "north") is not None
    assert "North" in publisher.get("/operator/staff-accounts?lang=en").text


def test_a_branch_with_staff_is_not_ended_and_another_one_is(world, drafter, publisher, draft, publish):
    sent = ending(drafter, "branches", "karaganda")
    answer = drafter.post("/reference/branches/end?key=karaganda", sent, status=422)
    assert "that name it: 2" in answer.text and drafted(world, "branches") == []
    draft(drafter, "branches", **NORTH, serves="352410000")
    publish(publisher, "branches")
    drafter.post("/reference/branches/end?key=north", ending(drafter, "branches", "north"))
    publish(publisher, "branches")
    with world.app.app_context():
        assert branch_for("352410000") == "karaganda"


def test_a_version_whose_key_is_in_use_is_not_taken_back(drafter, publisher, draft, publish, world):
    draft(drafter, "settlements", **{**TOWN, "since": "24.11.2026"})
    publish(publisher, "settlements")
    world.settled("nurislam", settlement=TOWN["code"])
    form = publisher.get("/reference/settlements").form("#catalog-history form")
    answer = publisher.post("/reference/settlements/roll-back", {**form, "version": "2"}, status=409)
    assert f"“{TOWN['code']}” is in use" in answer.text and name(world, TOWN["code"]) == "Новый город"


def test_a_settlement_that_takes_no_more_applications_is_chosen_anew(world, drafter, publisher, draft, publish):
    browser = begun(world)
    browser.post("/apply/settlement", {"settlement": KARAGANDA})
    assert row(browser.get("/apply/tasks"), "Settlement").endswith("Done")
    draft(drafter, "settlements", key=KARAGANDA, parent=REGION, applies="no", since="24.11.2026")
    publish(publisher, "settlements")
    assert row(browser.get("/apply/tasks"), "Settlement").endswith("To do")
    assert browser.post("/apply/settlement", {"settlement": KARAGANDA}, status=422)


def row(page, title):
    return next(" ".join(li.get_text(" ").split()) for li in page.select("ul.tasks li") if title in li.get_text())


def test_the_file_of_settlements_comes_in_again_as_it_went_out(world, drafter):
    content = drafter.client.get("/reference/settlements/rows").data.decode("utf-8-sig")
    rows = [{**line, "since": "2026-12-01"} for line in csv.DictReader(io.StringIO(content))]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    load(drafter, out.getvalue().encode(), "settlements")
    with world.app.app_context():
        standing = kept.load_effective_values("settlements", world.clock().date())
        assert {one.key: one.after for one in kept.load_catalog_draft("settlements").edits} == standing and len(
            rows
        ) > 300


def test_rows_of_one_file_may_name_one_another(world, drafter):
    head = "code,name_kk,name_ru,parent,kind,applies,since\n"
    town, region = "641010000,Қ,Г,640000000,district,no,01.12.2026\n", "640000000,О,О,,region,no,01.12.2026\n"
    load(drafter, (head + town + region).encode(), "settlements")
    assert drafted(world) == ["640000000", "641010000"]


def test_several_hundred_rows_stand_on_pages(drafter):
    first = drafter.get("/reference/settlements")
    assert len(first.select("#catalog-rows tbody tr")) == 50 and "302 rows" in first.one("#catalog-rows")
    assert [link["rel"] for link in first.select(".pager a")] == [["next"]]
    last = drafter.get("/reference/settlements?page=7")
    assert len(last.select("#catalog-rows tbody tr")) == 2 and last.select(".pager a[rel=prev]")
    assert drafter.get("/reference/settlements?page=99").one("#catalog-rows") == last.one("#catalog-rows")
    assert drafter.get("/reference/settlements?page=-1&q=Караганда&lang=ru").select("#catalog-rows tbody tr")


def test_a_script_in_a_name_stays_words(world, drafter, publisher, draft, publish):
    nasty = "<script>alert(1)</script>"
    draft(drafter, "settlements", key=KARAGANDA, name_kk=nasty, parent=REGION, since="24.11.2026")
    publish(publisher, "settlements")
    page = begun(world, "zhanna").get("/apply/settlement?lang=kk")
    assert nasty in page.one("#settlement") and "<script>alert" not in page.html.decode()
    assert "<script>alert" not in drafter.get("/reference/settlements?lang=kk").html.decode()


def test_the_queue_knows_the_new_names_at_once(world, drafter, publisher, draft, publish):
    world.settled("viktor")
    officer = world.official("karaganda-1")
    assert "город Караганда" in officer.get("/operator/queue?lang=ru").text
    draft(drafter, "settlements", key=KARAGANDA, name_ru="город К.", parent=REGION, since="24.11.2026")
    publish(publisher, "settlements")
    draft(drafter, "branches", key="karaganda", name_ru="Филиал К.", since="24.11.2026")
    publish(publisher, "branches")
    page = officer.get("/operator/queue?lang=ru")
    assert "город К." in page.text and "Филиал К." in page.one("h1")
