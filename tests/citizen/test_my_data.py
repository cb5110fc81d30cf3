"""My data: what is held, whence and how long; one file of it, of the person alone; a draft erased on request."""

from __future__ import annotations

import io
import json
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Answer, Application, Event
from housing.storage.transaction import transaction
from tests.citizen.steps import begun, english, number_of, refused

URL = "/cabinet/my-data"


def take(browser):
    form = browser.get(URL).form("form[action$='/file']")
    answer = browser.client.post(f"{URL}/file", data=form)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert "no-store" in answer.headers["Cache-Control"] and "attachment" in answer.headers["Content-Disposition"]
    packed = ZipFile(io.BytesIO(answer.get_data()))
    answer.close()
    return json.loads(packed.read("data.json")), packed


def test_who_has_nothing_is_told_so(world):
    page = english(world, "dina").get(URL)
    assert "My data" in page.h1 and "You have begun nothing that was not filed" in page.text
    assert not page.select("form[action$='/erase']")


def test_the_page_says_what_is_held_and_for_how_long(world):
    world.settled("viktor")
    page = english(world, "viktor").get(URL)
    rows = {row.select_one("b").get_text(): row.get_text(" ", strip=True) for row in page.select("main ul.card li")}
    assert "5 years" in rows["Applications that were filed, as they were signed"]
    answers = rows["Answers of the state databases"]
    assert "36 months" in answers and "From whom : state databases" in answers.replace("whom:", "whom :")
    assert page.select("a[href='/cabinet/readings']")


def test_of_a_draft_alone_the_term_of_a_draft_is_told(world):
    page = begun(world, "olzhas").get(URL)
    answers = next(one.get_text(" ", strip=True) for one in page.select("main ul.card li") if "databases" in one.b.text)
    assert "12 months from the last change" in answers


def test_the_file_holds_what_is_the_persons_own(world):
    refused(world, "marat")
    told, packed = take(english(world, "marat"))
    (case,) = told["applications"]
    assert case["number"] == number_of(world, "marat") and case["status"] == "refused" and case["decisions"]
    assert {one["source"] for one in case["state_databases"]} >= {"natural_persons", "real_property"}
    assert f"signed/{case['number']}.json" in packed.namelist()
    assert len([one for one in packed.namelist() if one.startswith("notices/")]) >= 2


def test_documents_go_with_it(world):
    world.filed("viktor")
    _told, packed = take(english(world, "viktor"))
    papers = [one for one in packed.namelist() if one.startswith("documents/")]
    assert len(papers) == 1 and packed.read(papers[0]).startswith(b"%PDF")


@pytest.mark.parametrize("key", ["aigerim", "dauren", "marat"])
def test_of_the_family_it_holds_nothing_that_a_database_said(world, key):
    case = world.settled(key)
    told, _packed = take(english(world, key))
    with world.app.app_context():
        own = world.who(key).iin
        answers = db.session.scalars(select(Answer).where(Answer.application_id == case)).all()
        others = {one.about for one in answers} - {own}
        for one in answers:
            others |= {str(member.get("iin")) for member in one.facts.get("family", ())} - {own, "None"}
        names = {member["name"] for one in answers for member in one.facts.get("family", ()) if member.get("name")}
    said = json.dumps(told["applications"][0]["state_databases"], ensure_ascii=False)
    assert not [one for one in others | names if one in said] and own in told["iin"]


def test_a_stranger_finds_nothing_of_another_in_their_file(world):
    refused(world, "marat")
    told, packed = take(english(world, "dina"))
    assert told["applications"] == [] and packed.namelist() == ["data.json"]
    assert world.who("marat").iin not in packed.read("data.json").decode()


def test_what_somebody_else_began_about_them_and_never_filed_is_not_in_it(world):
    with world.app.app_context(), transaction() as session:
        given = {"name": "X", "name_key": "x", "language": "kk", "status": "draft", "created_at": world.clock()}
        session.add(Application(iin=world.who("dina").iin, representative_iin=world.who("marat").iin, **given))
    told, _packed = take(english(world, "dina"))
    assert told["applications"] == [] and "Nothing but this session" not in english(world, "dina").get(URL).text


def test_that_it_was_taken_stands_in_the_journal(world):
    case = refused(world, "marat")
    take(english(world, "marat"))
    with world.app.app_context():
        rows = db.session.execute(select(Event.application_id, Event.actor, Event.detail).filter_by(kind="data.taken"))
        assert [tuple(row) for row in rows] == [(case, "citizen", {})]


def test_whoever_asks_again_and_again_waits(world):
    browser = english(world, "dina")
    for _ in range(3):
        take(browser)
    browser.post(f"{URL}/file", browser.get(URL).form("form[action$='/file']"), status=429)


def test_a_draft_is_erased_with_a_deliberate_yes(world):
    browser = begun(world, "olzhas")
    form = browser.get(URL).form("form[action$='/erase']")
    refusal = browser.post(f"{URL}/erase", {name: value for name, value in form.items() if name != "sure"}, status=422)
    assert "Tick the box if you want to erase what you began" in refusal.one("#errors")
    browser.post(f"{URL}/erase", {**form, "sure": "y"})
    page = browser.get(f"{URL}?erased=1")
    assert "What you had begun is erased" in page.text and not page.select("form[action$='/erase']")
    with world.app.app_context():
        assert db.session.scalars(select(Application.status)).all() == ["erased"]
    assert "Start an application" in browser.get("/cabinet").text


def test_what_was_filed_is_not_offered_for_erasure(world):
    world.settled("viktor")
    page = english(world, "viktor").get(URL)
    assert not page.select("form[action$='/erase']") and "is kept for its term even if you ask for less" in page.text
