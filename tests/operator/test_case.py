"""A case on the screen: what is known and from whom, what the law says, what happened; and that opening it is told."""

from __future__ import annotations

import pytest

from tests.operator.conftest import HTMX

READ = "settle-application-documents-0-reliable"


@pytest.fixture
def viktor(case_of):
    """Everything is known but whether the technical conclusion is reliable."""
    return case_of("viktor")


@pytest.fixture
def ilyas(case_of):
    """The register of immovable property does not answer."""
    return case_of("ilyas")


def facts(page):
    return {
        row.th.get_text(" ", strip=True): row.get_text(" ", strip=True) for row in page.select("#case-facts tbody tr")
    }


def test_opening_a_file_is_written_down_and_nothing_else(officer, viktor, everything, ask):
    before = everything()
    officer.get(f"/operator/case/{viktor}")
    new = everything() - before
    assert len(new) == 1 and not before - everything()
    assert ask("SELECT kind, actor FROM event ORDER BY id DESC LIMIT 1") == [("file.opened", "karaganda-1")]


@pytest.mark.parametrize(
    "path", ["", "/try", "/decide", "/lease/take", "/lease/look", "/lease/leave", "/lease/release"]
)
def test_the_case_of_another_branch_does_not_exist(sits, viktor, path, everything):
    stranger = sits("astana-1")
    before = everything()
    if path:
        stranger.post(f"/operator/case/{viktor}{path}", {"version": "1", "verdict": "register"}, 404)
    else:
        stranger.get(f"/operator/case/{viktor}", 404)
    assert everything() == before


def test_a_number_that_nobody_has_is_not_found(officer):
    officer.get("/operator/case/2611999999", 404)


def test_a_fact_stands_with_its_source_and_time(officer, viktor):
    line = facts(officer.get(f"/operator/case/{viktor}"))["Date of birth"]
    assert line.startswith("Date of birth 14.03.1968 State Database of Natural Persons, 24.11.2026 10:00 request ")
    assert line.endswith("Answered")


def test_a_silent_source_is_unknown_and_asked_again(sits, ilyas):
    told = facts(sits("astana-1").get(f"/operator/case/{ilyas}"))
    line = told["Housing owned now or within the years that the law asks about"]
    assert "— Register of Immovable Property" in line
    assert line.endswith("No answer yet asked again at 10:02")


def test_no_data_held_is_an_answer_of_its_own(officer, viktor):
    assert facts(officer.get(f"/operator/case/{viktor}"))["On record as an orphan in the data bank"].endswith(
        "No data held"
    )


def test_a_paper_that_nobody_read_is_unknown(officer, viktor):
    lines = facts(officer.get(f"/operator/case/{viktor}"))
    assert next(said for name, said in lines.items() if "Technical conclusion" in name).endswith("Not read yet")


def test_the_proposal_names_what_is_missing(officer, viktor):
    page = officer.get(f"/operator/case/{viktor}")
    assert page.one("#case-proposal .box b") == "Review: 1 fact is missing"
    assert page.one("#case-proposal .box li").endswith("Technical conclusion of a certified expert")
    assert [tag["aria-label"] for tag in page.select("#case-proposal > .rules > .warn > svg")] == ["unknown"]


def test_every_requirement_of_this_basis_is_listed(officer, viktor):
    lines = [
        tag.get_text(" ", strip=True) for tag in officer.get(f"/operator/case/{viktor}").select(".rules li > span")
    ]
    assert any(line.startswith("The emergency dwelling is the only one owned today") for line in lines)
    assert not any("orphan" in line and "documents prove" in line for line in lines)


def test_a_ground_that_holds_is_said_with_its_place_in_the_law(officer, case_of):
    page = officer.get(f"/operator/case/{case_of('raushan')}")
    assert page.one("#case-proposal .box.bad b") == "Refuse: a ground for refusal holds"
    held = page.one("#case-proposal .rules .bad")
    assert "Your dwelling recognised as emergency is in another settlement" in held
    assert "Annex 1 to the Rules, refusal 3)" in held


def test_why_it_is_due_then_is_told_day_by_day(officer, viktor):
    days = [tag.get_text(" ", strip=True) for tag in officer.get(f"/operator/case/{viktor}").select("#case-term li")]
    assert days[0].endswith("accepted, 10:00") and days[-1].endswith("working day 3, 18:30")


def test_the_history_is_told_newest_first(officer, viktor):
    officer.post(f"/operator/case/{viktor}/lease/take")
    told = [
        tag.get_text(" ", strip=True)
        for tag in officer.get(f"/operator/case/{viktor}").select("#case-history .timeline b")
    ]
    assert told == ["Claimed", "Checked and handed to an official", "Accepted", "Signed and filed: with EDS"]


def test_who_opens_a_case_again_and_again_does_not_bury_its_history(officer, viktor):
    """A page that is left gives the lease back: taken and given back by one official is told once, as the newest."""
    for _ in range(60):
        officer.post(f"/operator/case/{viktor}/lease/take")
        officer.post(f"/operator/case/{viktor}/lease/release")
    officer.post(f"/operator/case/{viktor}/lease/take")
    found = officer.get(f"/operator/case/{viktor}").select("#case-history .timeline b")
    told = [tag.get_text(" ", strip=True) for tag in found]
    assert told == ["Claimed ×61", "Checked and handed to an official", "Accepted", "Signed and filed: with EDS"]


def test_what_repeats_itself_is_told_once(world, sits, ilyas):
    for _ in range(3):
        world.clock.ahead(minutes=6)
        world.work()
    told = sits("astana-1").get(f"/operator/case/{ilyas}").one("#case-history .timeline li:first-child")
    assert told.startswith("A database did not answer ×4 : Register of Immovable Property")


def test_a_person_s_earlier_applications_are_shown(world, officer, case_of):
    first = case_of("raushan")
    world.work()
    form = officer.get(f"/operator/case/{first}").form("#case-form")
    officer.post(f"/operator/case/{first}/decide", {**form, "verdict": "refuse"})
    second = case_of("raushan")
    page = officer.get(f"/operator/case/{second}")
    assert [tag["href"] for tag in page.select("#case-history .list a")] == [f"/operator/case/{first}"]


def test_a_case_that_a_colleague_holds_can_be_read_but_not_decided(officer, supervisor, viktor):
    officer.post(f"/operator/case/{viktor}/lease/take")
    page = supervisor.get(f"/operator/case/{viktor}")
    assert "Вебер Анна" in page.one(".casehead .lease")
    assert not page.select("#case-form")
    supervisor.post(f"/operator/case/{viktor}/lease/take", status=409)


def test_a_case_is_taken_and_given_back(officer, viktor):
    assert officer.post(f"/operator/case/{viktor}/lease/take").location == f"/operator/case/{viktor}"
    assert officer.get(f"/operator/case/{viktor}").one(".casehead .lease").startswith("Yours")
    assert officer.post(f"/operator/case/{viktor}/lease/release").location == "/operator/queue"
    assert officer.get(f"/operator/case/{viktor}").one(".casehead .lease") == "Nobody"


def test_to_try_a_finding_changes_nothing(officer, viktor, everything):
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    before = everything()
    page = officer.post(f"/operator/case/{viktor}/try", {**form, READ: "no"}, 200)
    assert everything() == before
    assert page.one("#case-proposal .box b") == "Refuse: a ground for refusal holds"
    assert page.html.select_one(f"input[name={READ}][checked]")["value"] == "no"


def test_the_answer_to_a_try_is_part_of_the_page(officer, viktor):
    sent = {**officer.get(f"/operator/case/{viktor}").form("#case-form"), READ: "yes"}
    part = officer.post(f"/operator/case/{viktor}/try", sent, 200, **HTMX).response.get_data(as_text=True).strip()
    whole = officer.post(f"/operator/case/{viktor}/try", sent, 200).response.get_data(as_text=True)
    assert part.startswith('<section class="card flow-s" id="case-proposal"') and part in whole
    assert "Register: every requirement is met" in part


def test_a_try_tells_what_could_not_be_read(officer, viktor):
    sent = {"established": "worsened_damage", "established_on": "31.02.2024", "established_by": "A ruling"}
    page = officer.post(f"/operator/case/{viktor}/try", sent, 422, **HTMX)
    assert page.one("#case-proposal > .error") == "When: Write a day that has come, for example 31.01.2024"
