"""Where an antivirus is asked: a paper waits for it, is clean, or is taken away; its silence turns nobody off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from housing.actions.filing.scan import scan_paper
from housing.gateways.antivirus import Clamd
from housing.jobs import JOBS, run_job
from housing.queries.cases.due_work import list_papers_to_scan
from housing.storage.extensions import db
from housing.storage.models import Application, Paper, SentFile
from tests.citizen.steps import attached, english, rows, signed, upload
from tests.gateways.clamd_double import EICAR_FOUND, OK, ClamdDouble
from tests.papers import pdf

URL, KIND = "/apply/documents", "technical_conclusion"
NOBODY = "127.0.0.1:9"


def asks(world, address):
    """From now on the antivirus is asked there."""
    world.app.extensions["services"] = replace(world.app.extensions["services"], antivirus=Clamd(address, timeout=1))


def job(world):
    run_job(world.app, next(one for one in JOBS if one.name == "scan"))


def kept(world):
    with world.app.app_context():
        return [(paper.scan, bool(paper.content)) for paper in db.session.query(Paper)]


@pytest.fixture
def viktor(world):
    """Everything answered but the documents."""
    world.drafted("viktor")
    browser = english(world, "viktor")
    browser.post(f"{URL}/1/remove")
    return browser


def test_a_clean_paper_is_told_to_be_clean(world, viktor):
    with ClamdDouble(OK) as double:
        asks(world, double.address)
        attached(viktor, KIND)
        assert kept(world) == [("clean", True)] and double.received[0].startswith(b"%PDF-")
    assert "no viruses" in viktor.get(URL).one("#documents-list li")
    viktor.get("/apply/check")


def test_what_came_is_looked_at_beside_what_is_kept(world, viktor):
    attached(viktor, KIND)
    sent = pdf(2)

    def says(content):
        return EICAR_FOUND if content == sent else OK

    with ClamdDouble(says) as double:
        asks(world, double.address)
        assert "A virus was found" in attached(viktor, KIND, sent, status=422).text
    assert len(double.received) == 2 and kept(world) == [("none", True)]


def test_a_virus_found_later_in_what_came_takes_both_away(world, viktor):
    asks(world, NOBODY)
    sent = pdf(2)
    attached(viktor, KIND, sent)
    with ClamdDouble(lambda content: EICAR_FOUND if content == sent else OK) as double:
        asks(world, double.address)
        job(world)
    assert kept(world) == [("infected", False)]
    with world.app.app_context():
        assert [bytes(one.content) for one in db.session.query(SentFile)] == [b""]


def test_a_paper_with_a_virus_is_refused_in_words_and_the_one_before_stays(world, viktor):
    attached(viktor, KIND)
    with ClamdDouble(EICAR_FOUND) as double:
        asks(world, double.address)
        page = attached(viktor, KIND, status=422)
    assert "A virus was found" in page.one(f"#{KIND}-file-error") and "EICAR" not in page.text
    assert kept(world) == [("none", True)]


def test_while_the_antivirus_is_silent_the_paper_waits_and_nothing_is_signed(world, viktor):
    asks(world, NOBODY)
    assert attached(viktor, KIND).location == URL
    page = viktor.get(URL)
    assert "Being checked" in page.one("#documents-list li")
    assert "usually within a minute" in page.one("#documents-list")
    assert page.html.select_one("#documents-list")["hx-trigger"] == "every 5s"
    assert not page.select("#documents-list a"), "what may bear a virus is opened by nobody"
    viktor.get("/cabinet/document/1", 404)
    assert viktor.get("/apply/check", 303).location == f"{URL}?turned_back=1"
    assert "can be signed once" in viktor.get(f"{URL}?turned_back=1").text
    assert "Being checked for viruses" in viktor.get("/apply/tasks").text


def test_the_list_looks_again_by_itself_and_says_only_what_is_new(world, viktor):
    asks(world, NOBODY)
    attached(viktor, KIND)
    again = viktor.get(URL).html.select_one("#documents-list")["hx-get"]
    assert viktor.get(again, 204, **{"HX-Request": "true"}).text == ""
    with ClamdDouble(OK) as double:
        asks(world, double.address)
        job(world)
    part = viktor.get(again, **{"HX-Request": "true"})
    assert "no viruses" in part.one("#documents-list li") and not part.select("[data-upload]")
    assert not part.html.select_one("#documents-list").has_attr("hx-get")
    viktor.get("/apply/check")


def test_the_job_asks_until_it_is_answered(world, viktor):
    asks(world, NOBODY)
    attached(viktor, KIND)
    job(world)
    assert kept(world) == [("waiting", True)]
    with ClamdDouble(OK) as double:
        asks(world, double.address)
        job(world)
        job(world)
        assert kept(world) == [("clean", True)] and len(double.received) == 2, "what is kept, and what came"


def test_a_virus_found_later_takes_the_paper_away_and_its_owner_is_told_which(world, viktor):
    asks(world, NOBODY)
    attached(viktor, KIND, name="Conclusion.pdf")
    with ClamdDouble(EICAR_FOUND) as double:
        asks(world, double.address)
        job(world)
    assert kept(world) == [("infected", False)]
    told = viktor.get(URL).one("#documents-list li")
    assert "Conclusion.pdf" in told and "A virus was found" in told and "photograph" in told
    assert "was not kept" in viktor.get("/apply/tasks").text and viktor.get("/apply/check", 303)
    viktor.get("/cabinet/document/1", 404)


def test_another_file_in_its_place_ends_it(world, viktor):
    asks(world, NOBODY)
    attached(viktor, KIND)
    with ClamdDouble(EICAR_FOUND) as double:
        asks(world, double.address)
        job(world)
        double.says = OK
        attached(viktor, KIND)
    assert kept(world) == [("clean", True)]
    viktor.get("/apply/check")


def test_a_document_of_a_dispute_is_waited_for_too(world):
    world.drafted("marat")
    asks(world, NOBODY)
    browser = english(world, "marat")
    sent = {"dwelling-0-note": "sold", "dwelling-0-document": upload()}
    browser.post("/apply/facts/dwelling-0/dispute", sent)
    assert "Being checked for viruses" in browser.get("/apply/tasks").text
    assert browser.get("/apply/check", 303).location.startswith(URL)
    with ClamdDouble(OK) as double:
        asks(world, double.address)
        job(world)
    browser.get("/apply/check")
    assert "Documents" not in browser.get("/apply/tasks").one("[aria-labelledby=part-2]")


def test_what_was_frozen_before_a_paper_began_to_wait_is_not_filed(world, viktor):
    """The version alone would let it pass: the state of a paper is no part of what is signed."""
    attached(viktor, KIND)
    sent = signed(world, viktor, "viktor")
    with world.app.app_context():
        db.session.query(Paper).update({"scan": "waiting"})
        db.session.commit()
    viktor.post("/apply/check", sent, 303)
    assert rows(world, "viktor") == ["draft"]


def test_a_virus_found_asks_for_a_new_signature(world, viktor):
    asks(world, NOBODY)
    attached(viktor, KIND)
    with world.app.app_context():
        before = db.session.query(Application.version).scalar()
    with ClamdDouble(EICAR_FOUND) as double:
        asks(world, double.address)
        job(world)
    with world.app.app_context():
        assert db.session.query(Application.version).scalar() == before + 1


def test_a_verdict_counts_for_the_bytes_that_were_looked_at_alone(world, viktor):
    """While they are looked at another file comes in their place, and is given the same number."""
    asks(world, NOBODY)
    attached(viktor, KIND)

    def meanwhile(content):
        viktor.post(f"{URL}/1/remove")
        attached(viktor, KIND, pdf(2))
        return OK

    with ClamdDouble(meanwhile) as double:
        looked_at = Clamd(double.address)
        with world.app.app_context():
            (paper,) = list_papers_to_scan()
            assert scan_paper(paper, looked_at, world.clock()) is False
            assert list_papers_to_scan() == [paper]
    assert kept(world) == [("waiting", True)]


def test_where_nobody_looks_nothing_waits(world, viktor):
    attached(viktor, KIND)
    job(world)
    assert kept(world) == [("none", True)]
    assert "viruses" not in viktor.get(URL).one("#documents-list")
    viktor.get("/apply/check")
