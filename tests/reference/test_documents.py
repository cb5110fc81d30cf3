"""Kinds of documents as a catalog: which basis asks for which, on a day, and what the person is told."""

from __future__ import annotations

from datetime import date

from housing.law.facts import REQUIRED_DOCUMENTS
from housing.queries.reference.papers import KINDS, load_required_papers
from tests.citizen.steps import attached, begun
from tests.reference.conftest import ending
from tests.reference.test_places import row

DAY = date(2026, 11, 24)


def yes_no(**asked):
    return {basis: asked.get(basis, "no") for basis in ("no_housing", "emergency_housing", "orphan_documents")}


def test_at_first_each_basis_asks_for_what_the_order_names(world):
    with world.app.app_context():
        assert load_required_papers(DAY) == REQUIRED_DOCUMENTS and load_required_papers() == REQUIRED_DOCUMENTS


def test_the_kinds_are_those_of_the_contract(world):
    from housing.law.fact_fields import DOCUMENTS
    from housing.reference_data.catalogs import find_catalog

    assert KINDS == DOCUMENTS == tuple(find_catalog("documents").key.choices)


def test_a_basis_asks_for_a_document_from_its_day(world, drafter, publisher, draft, publish):
    draft(drafter, "documents", key="other", **yes_no(no_housing="yes"), since="01.12.2026")
    publish(publisher, "documents")
    browser = begun(world)
    browser.post("/apply/basis", {"basis": "no_housing"})
    assert "Documents" not in titles(browser.get("/apply/tasks"))
    with world.app.app_context():
        assert load_required_papers(date(2026, 12, 1))["no_housing"] == (
            "other",
        ) and "no_housing" not in load_required_papers(DAY)
    world.clock.ahead(days=8)
    browser = begun(world)
    assert row(browser.get("/apply/tasks"), "Documents").endswith("To do")
    attached(browser, "other")
    assert row(browser.get("/apply/tasks"), "Documents").endswith("Done")


def titles(page):
    return [link.get_text() for link in page.select("ul.tasks a")]


def test_name_and_hint_come_from_the_catalog(world, drafter, publisher, draft, publish):
    nasty = dict.fromkeys(("hint_kk", "hint_ru", "hint_en"), "<script>alert(1)</script>")
    sent = {"name_en": "An expert's conclusion", **nasty, **yes_no(emergency_housing="yes"), "since": "24.11.2026"}
    draft(drafter, "documents", key="technical_conclusion", **sent)
    publish(publisher, "documents")
    browser = begun(world, "viktor")
    browser.post("/apply/basis", {"basis": "emergency_housing"})
    page = browser.get("/apply/documents")
    assert "An expert's conclusion <script>alert(1)</script>" in page.text
    assert "<script>alert" not in page.html.decode()


def test_one_of_several_is_enough_and_a_single_one_is_not_called_so(world, drafter, publisher, draft, publish):
    browser = begun(world, "amirkhan")
    browser.post("/apply/basis", {"basis": "orphan_documents"})
    assert "One of these is enough" in browser.get("/apply/documents").text
    draft(drafter, "documents", key="representative_proof", **yes_no(), since="24.11.2026")
    publish(publisher, "documents")
    assert "One of these is enough" not in browser.get("/apply/documents").text


def test_a_kind_of_the_contract_stays(drafter):
    assert not drafter.get("/reference/documents?key=other").select("form[action*='/end']")
    sent = {**ending(drafter, "causes", "absence"), "key": "other", "saw": "0"}
    saw = drafter.get("/reference/documents?key=other").form("#catalog-form form")["saw"]
    answer = drafter.post("/reference/documents/end?key=other", {**sent, "saw": saw}, status=422)
    assert "may be changed, but not ended" in answer.text
