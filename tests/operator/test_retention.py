"""Erasure after the term, for administrator and auditor; and what officials, people and strangers are told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from housing.actions.retention.erase_kind import iter_erased
from housing.nightly_jobs import sweep_kinds
from housing.reference_data.retention_kinds import CASE_KINDS, RETENTION_KINDS
from housing.storage.extensions import db
from housing.storage.models import Answer, Notice
from tests.citizen.steps import number_of, refused

URL = "/operator/retention"
ERASED = ("erased on", "өшірілді", "стёрт")


@pytest.fixture
def erased(world, clock):
    """A refused case so many days later, erased by its terms; the day."""

    def make(days):
        case = refused(world, "marat")
        clock.ahead(minutes=15)
        world.work()
        clock.go(clock() + timedelta(days=days))
        with world.app.app_context():
            for kind in CASE_KINDS:
                list(iter_erased(kind, clock()))
        return case

    return make


def test_every_kind_stands_there_with_its_term_and_its_last_round(world, clock):
    page = world.official("administrator", "en").get(URL)
    assert len(page.select("tbody tr")) == len(RETENTION_KINDS) and "There has been no round yet" in page.text
    with world.app.app_context():
        sweep_kinds("system", clock())
    assert "The last round:" in world.official("auditor", "en").get(URL).text


def test_counting_erases_nothing_and_says_so(world, clock):
    refused(world, "marat")
    clock.ahead(minutes=15)
    world.work()
    clock.go(clock() + timedelta(days=3 * 366 + 2))
    page = world.official("administrator", "en").get(f"{URL}?count=1")
    rows = {row.select_one("th").get_text(): row.select("td")[-1].get_text() for row in page.select("tbody tr")}
    assert rows["Answers of the state databases as they came"] == "1" and "Nothing was erased by counting" in page.text
    with world.app.app_context():
        assert all(db.session.scalars(select(Answer.raw)).all())


def test_the_console_counts_and_erases(world, clock):
    refused(world, "marat")
    clock.ahead(minutes=15)
    world.work()
    clock.go(clock() + timedelta(days=3 * 366 + 2))
    dry = world.app.test_cli_runner().invoke(args=["retention", "--dry-run"])
    assert "answers\t36 months\t1" in dry.stdout and "erased" not in dry.stdout
    done = world.app.test_cli_runner().invoke(args=["retention"])
    assert done.exit_code == 0 and "erased" in done.stdout
    assert "answers\t36 months\t0" in world.app.test_cli_runner().invoke(args=["retention", "--dry-run"]).stdout


def test_an_answer_that_was_erased_says_when_and_under_which_term(world, erased):
    case = erased(3 * 366 + 2)
    with world.app.app_context():
        request = db.session.scalars(select(Answer.request_id).where(Answer.application_id == case)).first()
    official = world.official("astana-1", "en")
    page = official.get(f"/operator/case/{number_of(world, 'marat')}/answer/{request}")
    assert page.text.count("under the term of 36 months") == 2 and "Nothing came back" not in page.text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_of_an_erased_file_open_and_say_what_became_of_it(world, erased, language):
    case = erased(5 * 366 + 2)
    number, day = number_of(world, "marat"), f"{world.clock():%d.%m.%Y}"
    with world.app.app_context():
        notice = db.session.scalars(select(Notice).where(Notice.application_id == case)).one()
        code, of_notice = notice.code, notice.number
    person, official = world.citizen("marat", language), world.official("astana-1", language)
    for browser, address in (
        (person, f"/cabinet/application/{number}"),
        (person, f"/cabinet/notice/{of_notice}"),
        (official, f"/operator/case/{number}"),
        (official, f"/operator/case/{number}/notice"),
        (world.visitor(), f"/verify/{code}?lang={language}"),
    ):
        said = browser.get(address).text
        assert day in said and any(word in said for word in ERASED), address
    for address in ("/cabinet", f"/cabinet/receipt/{number}", f"/cabinet/complaint/{number}", "/cabinet/my-data"):
        person.get(address)
    person.get(f"/cabinet/signature/{number}", status=404)
    assert not person.get(f"/cabinet/application/{number}").select("a[href^='/cabinet/again/']")
    person.get(f"/cabinet/again/{number}")


def test_the_pdf_of_an_erased_notice_says_so_and_bears_no_seal_of_its_day(world, erased):
    case = erased(5 * 366 + 2)
    with world.app.app_context():
        number = db.session.scalars(select(Notice.number).where(Notice.application_id == case)).one()
    answer = world.citizen("marat").client.get(f"/cabinet/notice/{number}.pdf")
    assert answer.status_code == 200 and b"/ByteRange" not in answer.data and len(answer.data) > 1000
    answer.close()
