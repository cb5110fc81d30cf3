"""The law of every day, read once for many applications, is the law that each of them would be judged by alone."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from housing.law.parameters import NoLawInForce
from housing.law.working_time import DAY
from housing.queries.reference.law import list_laws, load_effective_law, load_law_periods
from housing.storage.extensions import db
from tests.reference.steps import stands

NUMBERS = {
    "law": "law", "source": {"kk": "№ 200 бұйрық", "ru": "Приказ № 200", "en": "Order No. 200"},
    "counted_share": "any", "ownership_window_years": 2, "worsening_window_years": 2, "adult_from_years": 18,
    "orphan_until_years": 29, "residence_years": 5, "residence_cities": ["750000000"],
}  # fmt: skip
#: Days on which something changes: numbers, a paper, both on one day.
NUMBERS_FROM, PAPERS_FROM, BOTH_FROM = date(2026, 12, 1), date(2026, 12, 10), date(2027, 1, 5)


def test_on_every_day_it_is_the_law_of_that_day(world):
    asked = {"kind": "other", "no_housing": True, "emergency_housing": False, "orphan_documents": True}
    with world.app.app_context():
        stands("law", since=NUMBERS_FROM, **NUMBERS)
        stands("documents", since=PAPERS_FROM, **asked)
        stands("law", since=BOTH_FROM, **{**NUMBERS, "residence_years": 4})
        stands("documents", since=BOTH_FROM, **{**asked, "no_housing": False})
        periods, first = load_law_periods(), list_laws()[0].since
        days = [first + n * DAY for n in range((BOTH_FROM - first).days + 10)]
        alone = [load_effective_law(day) for day in days]
        assert [periods.law_on(day) for day in days] == alone
        assert len(set(alone)) == 4, "the law before, other numbers, another paper, both"
        with pytest.raises(NoLawInForce):
            periods.law_on(first - DAY)


def test_without_any_numbers_there_is_no_law_on_any_day(world):
    with world.app.app_context():
        db.session.execute(text("DELETE FROM catalog_row WHERE catalog = 'law'"))
        with pytest.raises(NoLawInForce):
            load_law_periods().law_on(date(2026, 12, 1))
        db.session.rollback()
