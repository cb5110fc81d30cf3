"""The figures: they agree with the cases, with one another and with their charts; each branch sees its own."""

from __future__ import annotations

import pytest

from tests.citizen import steps

URL = "/operator/dashboard"


@pytest.fixture
def office(sits):
    return sits("head-office")


def table(page, key):
    """Row → cells of the table of a section."""
    rows = page.select(f"section[aria-labelledby={key}] tbody tr")
    cells = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in rows]
    return {row[0]: row[1:] for row in cells}


def finding(page, key):
    return page.one(f"section[aria-labelledby={key}] > p")


def test_an_empty_house_has_figures_too(office):
    page = office.get(URL)
    assert page.h1.startswith("Figures all branches")
    assert finding(page, "terms") == "Decided in time: 0 of 0" and finding(page, "reasons") == "Refusals: 0"
    assert {cells[0] for cells in table(page, "ages").values()} == {"0"}
    assert page.select("section[aria-labelledby=reasons] svg[role=img]") == []


def test_what_was_decided_and_what_waits_is_counted(world, office):
    world.settled("aigerim"), world.settled("viktor"), steps.refused(world, "marat")
    page = office.get(URL)
    assert table(page, "flows")["24.11.2026"] == ["3", "0", "1", "1", "0", "0", "1"]
    assert table(page, "terms")["24.11.2026"] == ["2", "0"]
    assert table(page, "ages")["Accepted today"] == ["1"]
    assert finding(page, "flows") == "Filed: 3, decided or withdrawn: 2, open now: 1"
    assert sum(int(times) for _, times in table(page, "reasons").values()) >= 1
    assert finding(page, "reasons").startswith("Refusals: 1. Most often not met: ")


def test_a_decision_after_its_term_is_late_and_an_open_case_past_it_is_told(world, office):
    world.filed("aigerim")
    world.clock.ahead(days=7)
    late = world.settled("viktor")
    world.clock.ahead(days=9)
    page = world.official("head-office").get(f"{URL}?lang=en")
    terms = table(page, "terms")
    assert world.status(late) == "with_operator"
    assert [cells for cells in terms.values() if cells != ["0", "0"]] == [["0", "1"]]
    assert finding(page, "ages") == "Open now: 1, past their term: 1"
    assert table(page, "bases")["No housing"] == ["0", "1", "0.0"]


def test_load_stands_by_official_and_says_what_nobody_holds(world, supervisor, officer, case_of):
    number = case_of("viktor")
    nobody = table(supervisor.get(URL), "load")["Nobody, or the system"]
    assert nobody == ["1", "0", "0", "0", "0"]
    officer.post(f"/operator/queue/{number}/claim")
    load = table(supervisor.get(URL), "load")
    assert load["Вебер Анна"] == ["1", "0", "0", "0", "0"] and load["Nobody, or the system"][0] == "0"
    assert set(load) == {"Вебер Анна", "Мұқашев Ерболат Талғатұлы", "Nobody, or the system"}


def test_a_silent_base_shows(world, stage, office):
    stage.silent.add("civil_registry")
    world.settled("aigerim")
    silent = {name: int(cells[1]) for name, cells in table(office.get(URL), "sources").items()}
    assert sum(bool(count) for count in silent.values()) == 1


def test_a_supervisor_sees_their_own_branch_alone(world, sits, case_of):
    case_of("viktor")
    assert finding(sits("karaganda-head").get(URL), "ages").startswith("Open now: 1")
    stranger = sits("astana-head")
    assert finding(stranger.get(URL), "ages").startswith("Open now: 0")
    assert "Вебер Анна" not in stranger.get(URL).text
    assert not stranger.get(URL).select("select[name=branch]")
    stranger.get(f"{URL}?branch=karaganda", 404)


@pytest.mark.parametrize("login", ["head-office", "auditor"])
def test_the_head_office_and_the_auditor_choose_a_branch(sits, case_of, login):
    case_of("viktor")
    reader = sits(login)
    assert finding(reader.get(f"{URL}?branch=karaganda"), "ages").startswith("Open now: 1")
    assert finding(reader.get(f"{URL}?branch=astana"), "ages").startswith("Open now: 0")
    reader.get(f"{URL}?branch=atlantis", 404)


@pytest.mark.parametrize("login", ["karaganda-1", "administrator", "helpline"])
def test_the_figures_are_not_for_everybody(sits, login):
    sits(login).get(URL, 403)


@pytest.mark.parametrize(("asked", "shown"), [("7", 7), ("30", 30), ("90", 90), ("0", 30), ("x", 30), ("9" * 40, 30)])
def test_the_period_is_one_of_three(office, asked, shown):
    page = office.get(f"{URL}?days={asked}")
    assert page.select("select[name=days] option[selected]")[0]["value"] == str(shown)


def test_every_chart_says_what_it_shows_and_has_its_numbers_beside_it(world, office):
    world.settled("viktor"), steps.refused(world, "marat")
    page = office.get(URL)
    charts = page.select("main svg[role=img]")
    assert len(charts) == 7
    for svg in charts:
        section = svg.find_parent("section")
        assert svg.title.get_text() == section.select_one("p").get_text() and svg.desc.get_text()
        assert section.select_one("details table tbody tr")
    assert not page.select("main svg [style], main svg [fill]")


def test_the_height_of_a_column_is_its_number(world, office):
    """130 units of the drawing are the whole scale, which ends at 4 here."""
    world.settled("aigerim"), world.settled("viktor")
    filed, gone = office.get(URL).select("section[aria-labelledby=flows] .chart rect")
    assert (filed["class"], filed["height"], gone["class"], gone["height"]) == (["f1"], "65.0", ["f4"], "32.5")


def test_looking_asks_the_same_few_questions_however_many_cases_there_are(world, office, count_statements):
    office.get(URL)
    with count_statements() as few:
        office.get(URL)
    world.settled("aigerim"), world.settled("viktor"), steps.refused(world, "marat")
    office.get(URL)
    with count_statements() as many:
        office.get(URL)
    assert len(many) == len(few) <= 14


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_screen_speaks_three_languages(office, language):
    assert office.get(f"{URL}?lang={language}").html.html["lang"] == language
