"""How long decisions took: the median of the working time from acceptance, by basis and by branch, in words too."""

from __future__ import annotations

import pytest

from tests.operator.test_dashboard import URL, finding, table
from tests.operator.test_figures import rows

#: As a cell has it.
ZERO, LONG = "0 min", "1 d\N{NO-BREAK SPACE}1 h"
READ = {"settle-application-documents-0-reliable": "yes", "verdict": "register", "note": "Read"}


@pytest.fixture
def decided(world, case_of, sits):
    """One in Almaty at once; one in Karaganda from Tuesday 10:00 to Wednesday 11:10: 420 and 130 working minutes."""
    world.settled("aigerim")
    viktor = case_of("viktor")
    world.clock.ahead(days=1, minutes=70)
    officer = sits("karaganda-1")
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    officer.post(f"/operator/case/{viktor}/decide", {**form, **READ})


def test_the_median_stands_by_basis_and_by_branch(decided, sits):
    page = sits("head-office").get(URL)
    took = table(page, "took")
    assert took["No housing"] == ["1", "0", ZERO] == took["Almaty branch"]
    assert took["Emergency housing"] == ["1", "550", LONG] == took["Karaganda branch"]
    assert took["All decisions"] == ["2", "0", ZERO], "the lower of the two in the middle"
    assert took["Astana branch"] == ["0", "–", "–"]
    assert finding(page, "took") == "Half of the decisions took no more working time than 0 min"


def test_a_supervisor_is_told_of_their_own_branch_alone(decided, sits):
    page = sits("karaganda-head").get(URL)
    took = table(page, "took")
    assert took["All decisions"] == ["1", "550", LONG] and "Karaganda branch" not in took
    assert finding(page, "took") == "Half of the decisions took no more working time than 1 d 1 h"
    assert table(sits("astana-head").get(URL), "took")["All decisions"] == ["0", "–", "–"]


def test_where_nothing_was_decided_it_says_so(sits):
    page = sits("head-office").get(URL)
    assert finding(page, "took") == "There are no decisions in these days"
    assert not page.select("section[aria-labelledby=took] svg")


def test_the_file_says_the_same(decided, sits):
    lines = rows(sits("head-office").get("/operator/figures"))
    told = {column: value for what, line, column, value in lines if line == "Emergency housing" and "accept" in what}
    assert told == {"Decisions": "1", "Median, working minutes": "550", "In words": LONG}
