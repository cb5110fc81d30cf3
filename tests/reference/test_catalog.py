"""One catalog: a row is drafted, published by another, stands from its day on, and is taken back; nobody overwrites."""

from __future__ import annotations

import pytest

from housing.queries.reference import reference as kept
from housing.reference_data.catalogs import CATALOGS
from tests.reference.conftest import CAUSE
from tests.reference.steps import stands


def standing(world, code="causes"):
    from housing.law.working_time import ALMATY

    with world.app.app_context():
        return kept.load_effective_values(code, world.clock().astimezone(ALMATY).date())


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda one: one.code)
def test_every_catalog_has_its_screen_in_three_languages(drafter, catalog):
    for language in ("kk", "ru", "en"):
        page = drafter.get(f"/reference/{catalog.code}?lang={language}")
        assert page.select("#catalog-form form") and page.select("h1")


def test_a_row_counts_only_after_another_person_published_it(world, drafter, publisher, draft, publish):
    draft(drafter, "causes", **CAUSE)
    assert "power" not in standing(world)
    publish(publisher, "causes")
    assert standing(world)["power"]["name"]["ru"] == "Не было света"
    assert "Version 2 published" in publisher.get("/reference/causes").one("#catalog-history")


def test_whoever_wrote_in_a_draft_does_not_publish_it(world, drafter, draft):
    draft(drafter, "causes", **CAUSE)
    assert not drafter.get("/reference/causes/difference").select("form[action$='/publish']")
    with world.app.app_context():
        revision = kept.load_catalog_draft("causes").version.revision
    answer = drafter.post(
        "/reference/causes/publish",
        {"csrf_token": drafter.csrf(), "revision": str(revision), "compared": "y", "touched": "y"},
        status=409,
    )
    assert "somebody else publishes it" in answer.text and "power" not in standing(world)


def test_a_draft_that_changed_meanwhile_is_not_published_unseen(world, drafter, publisher, draft, publish):
    draft(drafter, "causes", **CAUSE)
    form = publisher.get("/reference/causes/difference").form("form[action$='/publish']")
    draft(drafter, "causes", **{**CAUSE, "code": "flood"})
    answer = publisher.post("/reference/causes/publish", {**form, "compared": "y", "touched": "y"}, status=409)
    assert "has changed since you looked" in answer.text and "flood" not in standing(world)


def test_a_draft_begun_after_the_one_that_was_looked_at_is_not_published_unseen(world, drafter, publisher, draft):
    draft(drafter, "causes", **CAUSE)
    page = publisher.get("/reference/causes/difference")
    publisher.post("/reference/causes/return", {**page.form("form[action$='/return']"), "reason": "Compare the code"})
    draft(drafter, "causes", **{**CAUSE, "code": "flood"})
    seen = {**page.form("form[action$='/publish']"), "compared": "y", "touched": "y"}
    answer = publisher.post("/reference/causes/publish", seen, status=409)
    assert "has changed since you looked" in answer.text and "flood" not in standing(world)


def test_a_stale_edit_is_refused_and_both_versions_are_shown(world, drafter, publisher, draft):
    mine = drafter.get("/reference/causes?key=workload").form("#catalog-form form")
    draft(publisher, "causes", key="workload", name_en="Far too much work")
    answer = drafter.post("/reference/causes/draft?key=workload", {**mine, "name_en": "A heavy load"}, status=409)
    both = answer.one("#catalog-conflict")
    assert "Far too much work" in both and "A heavy load" in both
    with world.app.app_context():
        assert [edit.after["name"]["en"] for edit in kept.load_catalog_draft("causes").edits] == ["Far too much work"]
    drafter.post("/reference/causes/draft?key=workload", answer.form("#catalog-form form"))
    with world.app.app_context():
        assert [edit.after["name"]["en"] for edit in kept.load_catalog_draft("causes").edits] == ["A heavy load"]


def test_a_row_takes_effect_on_its_day_and_the_past_stays(world, drafter, publisher, draft, publish):
    draft(drafter, "second_look", key="lot", value="40", since="01.12.2026")
    publish(publisher, "second_look")
    assert standing(world, "second_look")["lot"]["value"] == 0, "in the tests the rules are off"
    world.clock.ahead(days=8)
    assert standing(world, "second_look")["lot"]["value"] == 40


def test_of_a_future_row_that_is_taken_back_only_what_counts_is_shown(world, drafter, publisher, draft, publish):
    draft(drafter, "second_look", key="lot", value="40", since="01.12.2026")
    publish(publisher, "second_look")
    form = publisher.get("/reference/second_look").form("#catalog-history form")
    publisher.post("/reference/second_look/roll-back", {**form, "version": "2"})
    (row,) = publisher.get("/reference/second_look?when=future").select("#catalog-rows tbody tr")
    assert "40" not in [cell.get_text(strip=True) for cell in row.select("td")], row.get_text(" ")


def test_a_version_is_taken_back_in_one_step(world, drafter, publisher, draft, publish):
    before = standing(world)
    draft(drafter, "causes", key="workload", name_en="Far too much work")
    publish(publisher, "causes")
    assert standing(world) != before
    page = publisher.get("/reference/causes")
    publisher.post("/reference/causes/roll-back", {**page.form("#catalog-history form"), "version": "2"})
    assert standing(world) == before
    assert "Version 3 takes back version 2" in publisher.get("/reference/causes").one("#catalog-history")


def test_the_first_version_and_an_older_one_are_not_taken_back(drafter):
    for number in ("1", "7", "x"):
        sent = {"csrf_token": drafter.csrf(), "version": number}
        assert "published last" in drafter.post("/reference/causes/roll-back", sent, status=409).text


def test_a_day_that_has_been_is_refused_with_words(world, drafter, draft):
    answer = draft(drafter, "second_look", 422, key="lot", value="40", since="23.11.2026")
    assert "This day has been" in answer.text
    past = {"day": "23.11.2026", "working": "no", "decree": "Too late"}
    assert "This day has been" in draft(drafter, "days", 422, **past).text
    with world.app.app_context():
        assert kept.load_catalog_draft("days") is None and kept.load_catalog_draft("second_look") is None


def test_a_draft_whose_day_has_passed_is_not_published(world, drafter, publisher, draft, publish):
    draft(drafter, "second_look", key="lot", value="40", since="25.11.2026")
    world.clock.ahead(days=2)
    publisher, answer = world.official("administrator"), None
    publisher.get("/reference/?lang=en")
    answer = publish(publisher, "second_look", 409)
    assert "a day that has been" in answer.text and standing(world, "second_look")["lot"]["value"] == 0


def test_a_lasting_row_is_not_ended_and_another_one_is(world, drafter, publisher, publish):
    saw = drafter.get("/reference/second_look?key=lot").form("#catalog-form form")["saw"]
    sent = {"csrf_token": drafter.csrf(), "key": "lot", "since": "01.12.2026", "saw": saw}
    assert "not ended" in drafter.post("/reference/second_look/end?key=lot", sent, status=422).text
    form = drafter.get("/reference/causes?key=absence").form("form[action*='/end']")
    drafter.post("/reference/causes/end?key=absence", form)
    publish(publisher, "causes")
    assert "absence" not in standing(world)


def test_a_draft_is_returned_with_a_reason_and_an_empty_one_is_dropped(world, drafter, publisher, draft):
    draft(drafter, "causes", **CAUSE)
    form = publisher.get("/reference/causes/difference").form("form[action$='/return']")
    assert "Write why" in publisher.post("/reference/causes/return", form, status=422).text
    publisher.post("/reference/causes/return", {**form, "reason": "Compare the code"})
    assert "Compare the code" in drafter.get("/reference/causes").one("#catalog-history")
    draft(drafter, "causes", **CAUSE)
    form = drafter.get("/reference/causes/difference").form("#difference-edits form")
    drafter.post("/reference/causes/take-out", form)
    assert "Draft, dropped" in drafter.get("/reference/causes").one("#catalog-history")


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "{{ 7*7 }}", "{% include 'base.html' %}", "=1+1"])
def test_words_stay_words_wherever_they_are_shown(world, drafter, words):
    with world.app.app_context():
        stands("causes", code="nasty", name={"kk": words, "ru": words, "en": words}, position=1)
    page = drafter.get("/reference/causes")
    assert words in page.one("#catalog-rows") and "<script>alert" not in page.html.decode()
    supervisor = world.official("karaganda-head")
    assert supervisor.get("/operator/inbox").status == 200
    assert ("'" + words if words[0] == "=" else words) in drafter.client.get("/reference/causes/rows").text


def test_rows_are_sought_and_sorted(drafter):
    assert "workload" not in drafter.get("/reference/causes?q=дерекқор&lang=kk").one("#catalog-rows")
    rows = drafter.get("/reference/causes?sort=-code&lang=en").select("#catalog-rows tbody th")
    assert [row.get_text() for row in rows] == sorted((row.get_text() for row in rows), reverse=True)


def test_an_auditor_reads_and_changes_nothing(world):
    auditor = world.official("auditor")
    page = auditor.get("/reference/causes")
    assert page.select("#catalog-rows tbody tr") and not page.select("#catalog-form, #catalog-history form")


def test_a_summary_of_errors_names_each_field_and_leads_to_it(drafter, draft):
    answer = draft(drafter, "causes", 422, code="power", position="", name_kk="", name_ru="", name_en="")
    told = {link["href"]: link.get_text() for link in answer.select("#errors a")}
    assert len(told) == 4 and all(answer.select(f"{field}[aria-invalid]") for field in told)
    for field, name in (("#name_kk", "in Kazakh"), ("#name_ru", "in Russian"), ("#position", "Place in the list")):
        assert name.casefold() in told[field].partition(":")[0].casefold()
