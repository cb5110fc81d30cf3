"""The removal of an entry on its page: proposed, heard, confirmed or given up, told; with HTMX and without it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.register.hear_removal import state_opinion
from housing.storage.extensions import db
from housing.storage.models import Paper, RegisterEntry, Removal
from tests.citizen.steps import upload

FILLED = {
    "ground": "got_state_housing",
    "on": "20.11.2026",
    "document": "Contract No. 17 of 20.11.2026",
    "note": "The keys were handed over",
    "note_language": "ru",
}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def number(world):
    """Dauren stands on the register of Karaganda."""
    case = world.settled("dauren")
    with world.app.app_context():
        return db.session.scalars(select(RegisterEntry.number).filter_by(application_id=case)).one()


@pytest.fixture
def address(number):
    return f"/register/removal/{number}"


@pytest.fixture
def proposed(address, sits):
    browser = sits("karaganda-1")
    browser.post(address, {**browser.get(address).form("#removal-form"), **FILLED})
    return address


@pytest.fixture
def heard(world, proposed):
    world.clock.ahead(days=6)
    return proposed


def removal(world):
    with world.app.app_context():
        return db.session.scalars(select(Removal).order_by(Removal.id.desc())).first()


def state(page):
    return page.one("#removal-state h2")


def act(browser, address, verb, **sent):
    form = browser.get(address).form(f"form[action$='/{verb}']")
    return browser.post(f"{address}/{verb}", {**form, **sent})


def test_an_official_proposes_it_with_ground_day_and_document(world, address, sits):
    browser = sits("karaganda-1")
    browser.post(address, {**browser.get(address).form("#removal-form"), **FILLED})
    page = browser.get(address)
    assert state(page) == "A removal waits for a second official"
    told = page.one("#removal-state")
    assert "Contract No. 17" in told and "20.11.2026" in told and "may answer until" in told
    assert removal(world).note_language == "ru"


def test_the_page_offers_no_ground_that_is_none(address, sits):
    page = sits("karaganda-1").get(address)
    assert not page.select("input[value=employment_ended]") and not page.select("input[value=own_wish]")
    assert "A kandas has received citizenship" in page.one("section[aria-labelledby=no-ground]")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ground": ""}, "ground"),
        ({"on": "32.11.2026"}, "on"),
        ({"on": "25.12.2026"}, "on"),
        ({"document": ""}, "document"),
        ({"note": ""}, "note"),
        ({"ground": "no_grounds"}, "reason"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_proposed(world, address, sits, wrong, field):
    browser = sits("karaganda-1")
    page = browser.post(address, {**browser.get(address).form("#removal-form"), **FILLED, **wrong}, status=422)
    assert page.select(f"#{field}-error") and page.one("#errors")
    assert removal(world) is None


def test_a_copy_of_the_document_is_kept_with_it_and_not_with_what_the_person_filed(world, address, sits):
    browser = sits("karaganda-1")
    form = {**browser.get(address).form("#removal-form"), **FILLED, "file": upload(name="contract.pdf")}
    browser.post(address, form)
    page = browser.get(address)
    kept = removal(world).paper_id
    assert kept and page.select(f"a[href='/register/removal-paper/{kept}']")
    with world.app.app_context():
        assert db.session.get_one(Paper, kept).filename == "contract.pdf"
    assert "contract" not in world.citizen("dauren").get(f"/cabinet/application/{case_number(world)}").text


def case_number(world):
    with world.app.app_context():
        return world.row(removal(world).application_id).number


def test_before_the_person_was_heard_the_supervisor_has_nothing_to_confirm(proposed, sits):
    page = sits("karaganda-head").get(proposed)
    assert not page.select("form[action$='/confirm']") and page.select("form[action$='/return']")


def test_once_they_have_answered_it_may_be_confirmed_and_their_words_stand_there(world, proposed, sits):
    with world.app.app_context():
        state_opinion(removal(world).id, world.who("dauren"), "objects", "It is my brother's", world.clock())
    page = sits("karaganda-head").get(proposed)
    assert "It is my brother's" in page.one("#removal-state") and page.select("form[action$='/confirm']")


def test_another_official_confirms_it_and_the_page_says_what_became_of_it(world, heard, sits):
    browser = sits("karaganda-head")
    act(browser, heard, "confirm")
    page = browser.get(heard)
    assert state(page) == "Removed from the register" and "Nothing shows yet that the person was told" in page.text
    assert removal(world).state == "confirmed"


def test_to_htmx_the_answer_is_the_part_that_a_reload_shows(heard, sits):
    browser = sits("karaganda-head")
    form = browser.get(heard).form("form[action$='/confirm']")
    part = browser.post(f"{heard}/confirm", form, 200, **HTMX)
    assert part.select("#removal-state") and not part.select("nav.menu")
    assert state(browser.get(heard)) == state(part)


def test_it_is_returned_with_words_and_taken_back_by_its_proposer_alone(world, proposed, sits):
    head, first = sits("karaganda-head"), sits("karaganda-1")
    assert not head.get(proposed).select("form[action$='/take-back']")
    form = head.get(proposed).form("form[action$='/return']")
    assert head.post(f"{proposed}/return", form, status=422).select("#comment-error")
    head.post(f"{proposed}/return", {**form, "comment": "Which flat?"})
    page = first.get(proposed)
    assert state(page) == "A removal was returned" and "Which flat?" in page.text and page.select("#removal-form")
    first.post(proposed, {**page.form("#removal-form"), **FILLED})
    act(first, proposed, "take-back")
    assert state(first.get(proposed)) == "A removal was taken back"


def test_a_page_from_before_decides_nothing(heard, sits):
    head = sits("karaganda-head")
    form = head.get(heard).form("form[action$='/confirm']")
    act(sits("karaganda-1"), heard, "take-back")
    page = head.post(f"{heard}/confirm", form, status=409)
    assert "Nothing was changed" in page.one("#removal-state")


def test_that_the_notice_went_on_paper_is_written_down(world, heard, sits):
    act(sits("karaganda-head"), heard, "confirm")
    browser = sits("karaganda-1")
    form = browser.get(heard).form("form[action$='/told']")
    assert browser.post(f"{heard}/told", {**form, "day": "25.12.2026"}, status=422).select("#day-error")
    browser.post(f"{heard}/told", {**form, "day": "30.11.2026"})
    assert removal(world).told_by == "paper" and "handed over or sent on paper" in browser.get(heard).text


def test_another_branch_does_not_find_it_and_the_auditor_changes_nothing(address, sits):
    sits("astana-1").get(address, 404)
    page = sits("auditor").get(address)
    assert not page.select("#removal-form") and not page.select("#removal-state form")


def test_it_is_reached_from_the_case_and_from_the_entry(world, number, address, sits):
    assert sits("karaganda-head").get(f"/register/entry/{number}").select(f"a[href='{address}']")
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry).filter_by(number=number)).one()
        case = world.row(entry.application_id).number
    assert sits("karaganda-1").get(f"/operator/case/{case}").select(f"a[href='{address}']")


def test_the_case_of_who_was_removed_still_shows_decision_and_removal(world, heard, sits):
    act(sits("karaganda-head"), heard, "confirm")
    page = sits("karaganda-head").get(f"/operator/case/{case_number(world)}")
    decided = page.one("#case-decision")
    assert "Removed from the register" in decided and page.select(f"#case-decision a[href='{heard}']")
    assert not page.select("a[href$='/reissue']"), "the notice in force is not that of the decision"
    sits("karaganda-head").get(f"/operator/case/{case_number(world)}/reissue", 404)


@pytest.fixture
def hers(world):
    """The page of Aigerim, with whom a family is registered."""
    case = world.settled("aigerim", category="")
    world.clock.ahead(days=2)
    with world.app.app_context():
        return (
            f"/register/removal/{db.session.scalars(select(RegisterEntry).filter_by(application_id=case)).one().number}"
        )


DIED = {**FILLED, "ground": "died", "on": "24.11.2026", "document": "Қайтыс болу туралы жазба"}


def test_the_place_of_the_dead_ends_only_where_it_is_said_of_each_of_the_family(world, hers, sits):
    browser = sits("almaty-1")
    form = {**browser.get(hers).form("#removal-form"), **DIED}
    assert "of whom it is not known, the place stays" in browser.post(hers, form, 422).one("#errors")
    said = {name: "left_family" for name in form if name.startswith("gone_")}
    assert len(said) == len(world.person("aigerim").family)
    assert "proves that nobody of the family stays" in browser.post(hers, form | said, 422).one("#errors")
    browser.post(hers, form | said | {"family_document": "Мекенжай анықтамасы"})
    page = browser.get(hers)
    assert "Мекенжай анықтамасы" in page.one("#removal-state") and "was registered together" in page.text
    assert not any(one.iin in page.html.decode() for one in world.person("aigerim").family)
    world.clock.ahead(days=6)
    act(sits("almaty-head"), hers, "confirm")
    assert removal(world).state == "confirmed"
