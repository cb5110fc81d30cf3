"""A row of words with a number of the law as plain text is not published; what the migration said anew begins then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from housing.law.working_time import ALMATY
from housing.queries.reference import reference as kept
from housing.queries.reference.reference import list_published_rows, load_effective_values
from housing.storage.extensions import db

PLAIN = {"mend_kk": "5 жыл өткен соң", "mend_ru": "Через пять лет", "mend_en": "Once five years have passed"}
#: Somebody has filed; the bank has published words of its own of one ground.
FILED = """INSERT INTO application (iin, name, name_key, status, language, filed_at, created_at, answers, version,
escalation) VALUES ('900101399998', 'X', 'x', 'submitted', 'kk', :now, :now, '{}', 1, 0)"""
CHANGED = """INSERT INTO catalog_version (catalog, number, state, started_from, revision, editors, drafted_at,
decided_by, decided_at, reason) VALUES ('grounds', 2, 'published', 1, 1, '["a"]', :now, 'b', :now, '')"""
OWN_WORDS = """INSERT INTO catalog_row (version_id, catalog, "key", since, "values")
SELECT (SELECT max(id) FROM catalog_version), 'grounds', 'owned_housing', '2026-09-01', "values" FROM catalog_row
WHERE catalog = 'grounds' AND "key" = 'owned_housing'"""
BLANKS = {
    "mend_kk": "{ownership_years} өткен соң",
    "mend_ru": "По истечении {ownership_years_of_in_words}",
    "mend_en": "After {ownership_years_in_words}",
}


def test_a_plain_number_is_refused_with_what_to_write_instead(world, drafter, draft):
    answer = draft(drafter, "grounds", 422, key="owned_housing", **PLAIN, since="25.11.2026")
    told = answer.one("#errors")
    assert "“5 жыл” is written as plain text" in told and "“five years”" in told
    assert "{ownership_years_in_words}" in told
    with world.app.app_context():
        assert kept.load_catalog_draft("grounds") is None


def test_the_same_with_placeholders_is_taken_and_told_in_every_form(world, drafter, publisher, draft, publish):
    form = drafter.get("/reference/grounds?key=owned_housing").one("#catalog-form")
    assert "{ownership_years} – how far back owned housing counts" in form and "{complaint_months_of_in_words}" in form
    draft(drafter, "grounds", key="owned_housing", **BLANKS, since="25.11.2026")
    publish(publisher, "grounds")
    world.clock.ahead(days=1)
    asked = "/hints?basis=no_housing&housing=now&share=whole&show=1&lang="
    for language, said in (("kk", "5 жыл өткен соң"), ("ru", "По истечении пяти лет"), ("en", "After five years")):
        assert said in world.visitor().get(asked + language).one("#hint-owned_housing")


def test_rows_with_plain_numbers_are_not_taken_back_into_force(world, publisher):
    with world.app.app_context():
        version = kept.load_latest_version_number("grounds")
    (form,) = publisher.get("/reference/grounds").html.select("form:has(button[name='version'])")
    answer = publisher.post(form["action"], {"csrf_token": form.input["value"], "version": version}, 409)
    assert "is written as plain text" in answer.text
    with world.app.app_context():
        assert kept.load_latest_version_number("grounds") == version


@pytest.fixture
def before(bare):
    """A database of the last version but one, in which somebody has filed and the bank has words of its own."""
    upgrade()
    downgrade(revision="0025")
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    with db.engine.begin() as connection:
        for statement in FILED, CHANGED, OWN_WORDS:
            connection.execute(text(statement), {"now": now})
    return bare


def test_old_rows_stay_on_their_day_and_new_ones_begin_after_it(before):
    upgrade()
    today = datetime.now(ALMATY).date()
    then, tomorrow = (
        load_effective_values("grounds", today),
        load_effective_values("grounds", today + timedelta(days=1)),
    )
    assert "үш жыл" in then["residence_too_short"]["words"]["kk"]
    assert "{residence_years_in_words}" in tomorrow["residence_too_short"]["words"]["kk"]
    assert then["owned_housing"] == tomorrow["owned_housing"], "the bank's own words stay the bank's"
    assert load_effective_values("law", today)["law"]["complaint_months"] == 3


def test_where_nobody_has_filed_they_begin_on_the_first_day(world):
    with world.app.app_context():
        assert {row.since for row in list_published_rows("messages")} == {date(2026, 7, 12)}
        assert "мұқтаждар есебіне" in load_effective_values("messages", date(2026, 7, 12))["registered"]["text"]["kk"]
