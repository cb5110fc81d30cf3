"""How far an inventory is, in numbers, and who stands behind each of them."""

from __future__ import annotations

import pytest

from housing.actions.register import check_entry
from tests.inventories import KARAGANDA, answers, begun

FLAT = {"owner": "applicant", "settlement": KARAGANDA, "share": "1/1", "from": "2026-12-01", "until": None}


@pytest.fixture
def going(world, enter, monkeypatch):
    """One is in need, one has bought, one's registry is silent; an inventory has looked at all three."""
    names = ["Әлиев", "Бекова", "Ғани"]
    numbers = [enter(name, 200 - nth, basis="no_housing", answers={"consent": True}) for nth, name in enumerate(names)]
    weather = [{}, {"real_property": {"dwellings": [FLAT]}}, {"silent": ("state_housing",)}]

    def ask(taken, gateway):
        return answers(taken.iin, taken.at, **weather[int(taken.iin[-1]) - 1])

    monkeypatch.setattr(check_entry, "ask_again", ask)
    made = begun(world, name="Winter")
    world.work()
    return f"/register/inventory/{made}", numbers


def numbers(page):
    return {
        " ".join(row.th.get_text(" ").split()): row.td.get_text(strip=True)
        for row in page.select("#inventory-progress tbody tr")
    }


def test_the_page_tells_where_everybody_stands(going, supervisor):
    url, _ = going
    page = supervisor.get(url)
    assert page.one("h1") == "Winter the whole country"
    assert [one.get_text() for one in page.select(".tiles dd")] == ["3", "1", "0", "0"]
    assert numbers(page) == {
        "The person is asked": "1",
        "Nothing has changed": "1",
        "To be asked again: a state database was silent": "1",
    }
    assert "Settled: 1 of 3" in page.one("#inventory-progress svg title")


def test_each_number_leads_to_its_entries(going, supervisor):
    url, (_fine, bought, silent) = going
    (row,) = supervisor.get(f"{url}?at=asked").select("section[aria-labelledby=entries] tbody tr")
    assert "Бекова" in row.get_text() and bought[-3:] in row.get_text()
    (row,) = supervisor.get(f"{url}?at=silent_now").select("section[aria-labelledby=entries] tbody tr")
    assert "Ғани" in row.get_text() and silent[-3:] in row.get_text()
    assert "Nobody stands there." in supervisor.get(f"{url}?at=answered").text
    assert not supervisor.get(f"{url}?at=everything").select("section[aria-labelledby=entries]")


def test_pages_of_entries_follow_one_another(world, enter, sits, monkeypatch):
    monkeypatch.setattr("housing.queries.register.inventories.PAGE", 2)
    for nth in range(5):
        enter(f"Кім{nth}", 100 + nth)
    made = begun(world, days=0)
    world.clock.ahead(days=2)
    world.work()
    supervisor = sits("karaganda-head")
    page, seen = supervisor.get(f"/register/inventory/{made}?at=not_asked"), []
    while True:
        seen += [row.th.get_text() for row in page.select("section[aria-labelledby=entries] tbody tr")]
        following = page.select("a[rel=next]")
        if not following:
            break
        page = supervisor.get(following[0]["href"])
    assert len(seen) == len(set(seen)) == 5


def test_while_it_goes_on_its_numbers_come_by_themselves(going, supervisor):
    url, _ = going
    asks = supervisor.get(url).select("#inventory-progress")[0]["hx-get"]
    part = supervisor.client.get(asks, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert part.lstrip().startswith('<div id="inventory-progress"') and "<html" not in part


def test_another_branch_sees_the_numbers_of_the_country_and_none_of_the_names(going, sits):
    url, _ = going
    page = sits("astana-head").get(f"{url}?at=asked")
    assert numbers(page)["The person is asked"] == "1" and "Бекова" not in page.text


def test_one_of_another_branch_is_not_there(world, sits):
    made = begun(world, login="karaganda-head")
    assert sits("astana-head").client.get(f"/register/inventory/{made}").status_code == 404


def test_one_that_was_begun_by_mistake_is_stopped_and_says_who_was_not_reached(world, enter, supervisor):
    enter("Кім", 200)
    made = begun(world, login="karaganda-head", starts_on=world.clock().date())
    url = f"/register/inventory/{made}"
    supervisor.post(f"{url}/stop", supervisor.get(url).form(f"form[action='{url}/stop']"))
    supervisor.post(f"{url}/stop", {})
    assert "being stopped" in supervisor.get(url).one("#inventory-progress")
    world.work()
    page = supervisor.get(url)
    assert numbers(page) == {"Not reached: its turn did not come": "1"} and not page.select("main form[method=post]")


def test_a_branch_does_not_stop_the_countrys(going, sits):
    url, _ = going
    head = sits("karaganda-head")
    assert not head.get(url).select(f"form[action='{url}/stop']")
    head.post(f"{url}/stop", {})
    assert "goes on" in head.get(url).one("#inventory-progress")


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999"])
def test_a_number_that_there_is_not_is_not_found(supervisor, number):
    for screen in ("inventory", "inventory-entry"):
        assert supervisor.client.get(f"/register/{screen}/{number}").status_code == 404


@pytest.mark.parametrize("after", ["99999999999999999999", "-5", "x"])
def test_a_page_that_there_is_not_harms_nothing(going, supervisor, after):
    url, _ = going
    assert "Winter" in supervisor.get(f"{url}?at=asked&after={after}").one("h1")
