"""The categories of article 74(1) as a catalog: offered and named as they stand, kept where somebody is in one."""

from __future__ import annotations

import pytest

from housing.queries.reference import reference as kept
from housing.storage.extensions import db
from housing.storage.models import Notice, RegisterEntry, Signature
from tests.citizen.steps import answered, begun, english, signed
from tests.reference.conftest import ending
from tests.reference.test_places import row

NEW = {
    "code": "C11",
    "name_kk": "Жаңа санат",
    "name_ru": "Новая категория",
    "name_en": "A new category",
    "position": "11",
    "since": "24.11.2026",
}
RENAMED = {"name_kk": "Ірі отбасылар", "name_ru": "Большие семьи", "name_en": "Big families"}


@pytest.fixture
def end(drafter):
    def send(key, status=303):
        return drafter.post(f"/reference/categories/end?key={key}", ending(drafter, "categories", key), status=status)

    return send


def offered(page):
    return [radio["value"] for radio in page.select("input[type=radio]")]


@pytest.mark.parametrize(("who", "key"), [("aigerim", "C7"), ("dauren", "C9")])
def test_a_category_of_somebody_on_the_register_is_not_ended_and_nothing_is_saved(world, end, who, key):
    """Whether they stand in its list, or in the general one until the databases confirm it."""
    world.settled(who)
    told = end(key, 422).one("#errors")
    assert f"“{key}” is in use and is not ended" in told and told.endswith("name it: 1")
    with world.app.app_context():
        assert kept.load_catalog_draft("categories") is None


def test_a_category_that_somebody_chose_after_its_end_was_drafted_stays(world, publisher, publish, end):
    end("C3")
    world.filed("zhanna", category="C3")
    assert "“C3” is in use and is not ended" in publish(publisher, "categories", 409).text
    with world.app.app_context():
        assert kept.load_latest_version_number("categories") == 1 and kept.load_catalog_draft("categories") is not None


def test_a_category_that_has_ended_is_offered_no_more_and_is_chosen_anew(world, publisher, publish, end):
    browser = begun(world)
    browser.post("/apply/category", {"category": "C3"})
    assert row(browser.get("/apply/tasks"), "Category").endswith("Done")
    end("C3")
    publish(publisher, "categories")
    page = browser.get("/apply/tasks")
    assert row(page, "Category").endswith("To do") and "Veterans of combat" in page.text
    assert "C3" not in offered(browser.get("/apply/category"))
    browser.post("/apply/category", {"category": "C3"}, status=422)


def test_what_ended_while_it_was_being_signed_is_not_filed(world, publisher, publish, end):
    from housing.actions.signin.challenge import ChallengeSpent

    draft = world.drafted("zhanna", category="C3")
    end("C3")
    publish(publisher, "categories")
    with pytest.raises(ChallengeSpent):
        world.signed("zhanna", draft)
    assert world.status(draft) == "draft"


def test_a_renamed_category_leaves_what_was_signed_and_issued_as_it_was(world, drafter, publisher, draft, publish):
    browser = answered(world, category={"category": "C7"})
    browser.post("/apply/check", signed(world, browser, "aigerim"))
    world.work()
    draft(drafter, "categories", key="C7", **RENAMED, since="01.12.2026")
    publish(publisher, "categories")
    assert "Large families" in english(world, "aigerim").get("/cabinet").text
    world.clock.ahead(days=8)
    assert "Big families" in english(world, "aigerim").get("/cabinet").text
    with world.app.app_context():
        issued, filed = db.session.query(Notice).one().texts["ru"], db.session.query(Signature).one().document.decode()
        entry = db.session.query(RegisterEntry).one()
        assert (entry.list_code, entry.category_declared) == ("C7", "C7")
    assert all("Многодетные семьи" in text and "Большие" not in text for text in (issued, filed))


def test_a_new_category_is_offered_has_a_list_and_may_be_confirmed(world, drafter, publisher, draft, publish):
    draft(drafter, "categories", **NEW)
    publish(publisher, "categories")
    assert offered(begun(world).get("/apply/category"))[-1] == "C11"
    assert "A new category" in world.official("karaganda-1").get("/operator/queue?list=C11&lang=en").text
    case = world.filed("zhanna", category="C11")
    assert "A new category" in case_page(world, case).text


def case_page(world, case):
    world.work()
    officer = world.official("karaganda-1")
    with world.app.app_context():
        number = world.row(case).number
    return officer.get(f"/operator/case/{number}?lang=en")


@pytest.mark.parametrize("code", ["K1", "C0", "C100", "c1", "general"])
def test_only_a_code_by_which_databases_confirm_is_taken(world, drafter, draft, code):
    assert "The code of a category is C and a number" in draft(drafter, "categories", 422, **{**NEW, "code": code}).text


def test_words_of_a_category_stay_words(world, drafter, publisher, draft, publish):
    nasty = dict.fromkeys(("name_kk", "name_ru", "name_en"), "<script>alert(1)</script>")
    draft(drafter, "categories", key="C3", **nasty, since="24.11.2026")
    publish(publisher, "categories")
    page = begun(world).get("/apply/category")
    assert "<script>alert(1)</script>" in page.text and "<script>alert" not in page.html.decode()
