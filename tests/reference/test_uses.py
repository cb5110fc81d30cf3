"""How many things name a key, on a day and later: rows of other catalogs and of its own, drafted ones too."""

from __future__ import annotations

from datetime import date

import pytest

from housing.queries.reference.reference import list_published_rows
from housing.queries.reference.row_faults import check_rows
from housing.queries.reference.uses import KEY, count_uses, select_holder_count
from housing.reference_data.catalog_schema import BreakingChange
from housing.reference_data.catalogs import CATALOGS, find_catalog
from housing.reference_data.effective_rows import Row
from tests.reference.steps import stands

SETTLEMENTS, BRANCHES = find_catalog("settlements"), find_catalog("branches")
DAY, LATER = date(2026, 12, 1), date(2027, 1, 1)
ASTANA, REGION, BAIKONYR = "710000000", "350000000", "431910000"


def town(parent=BAIKONYR, code="431912000"):
    names = {"name_kk": "Қ", "name_ru": "Г"}
    return {"code": code, "parent": parent, "kind": "district", "applies": False, **names}


@pytest.fixture(autouse=True)
def here(world):
    with world.app.app_context():
        yield


def test_rows_of_other_catalogs_and_of_its_own_are_counted():
    assert count_uses(SETTLEMENTS, REGION, DAY) == 14, "the branch that serves it, and what lies within it"
    assert count_uses(SETTLEMENTS, BAIKONYR, DAY) == 0


def test_a_row_that_begins_later_counts_and_one_that_was_followed_does_not():
    stands("settlements", since=LATER, **town())
    assert count_uses(SETTLEMENTS, BAIKONYR, DAY) == 1
    stands("settlements", since=LATER, **town(parent=REGION))
    assert count_uses(SETTLEMENTS, BAIKONYR, DAY) == 0


def test_what_ends_together_is_not_in_each_others_way():
    stands("settlements", **town())
    both = [Row(BAIKONYR, DAY, None, 9), Row("431912000", DAY, None, 9)]
    check_rows(SETTLEMENTS, both, [*list_published_rows("settlements"), *both])
    with pytest.raises(BreakingChange):
        check_rows(SETTLEMENTS, both[:1], [*list_published_rows("settlements"), *both[:1]])


def test_staff_count_and_who_is_no_longer_active_does_not(world):
    from housing.storage.extensions import db
    from housing.storage.models import Staff

    assert count_uses(BRANCHES, "shymkent", DAY) == 2
    db.session.query(Staff).filter_by(branch_code="shymkent").update({"active": False})
    assert count_uses(BRANCHES, "shymkent", DAY) == 0 and count_uses(BRANCHES, "nowhere", DAY) == 0


@pytest.mark.parametrize("holder", [one for catalog in CATALOGS for one in catalog.held_by], ids=str)
def test_what_a_declaration_says_of_its_holders_can_be_counted(holder):
    from housing.storage.extensions import db

    assert db.session.scalar(select_holder_count(holder), {KEY.key: "nowhere"}) == 0
