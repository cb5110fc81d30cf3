"""A technical break is announced on every page, keeps everybody out but who can end it, and costs nobody anything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from housing.jobs import JOBS, run_job
from tests.judge import LANGUAGES, judge

URL = "/operator/maintenance"
EVENING = {"day": "24.11.2026", "begins": "22:00", "ends": "01:30"}


@pytest.fixture
def administrator(sits):
    return sits("administrator")


@pytest.fixture
def announce(administrator):
    def send(**changed):
        return administrator.post(f"{URL}/announce", {**EVENING, **changed})

    return send


def banner(page):
    return [one.get_text() for one in page.select("header [role=status]")]


def test_it_is_announced_to_everybody_beforehand_and_called_off(world, administrator, announce, sits):
    people = [world.visitor_in("en"), world.citizen("aigerim", "en"), sits("karaganda-1")]
    for before, one in zip(("/", "/cabinet", "/operator/queue"), people, strict=True):
        assert not banner(one.get(before))
    announce()
    for path, one in zip(("/", "/cabinet", "/operator/queue"), people, strict=True):
        (told,) = banner(one.get(path))
        assert "24.11.2026" in told and "22:00" in told and "01:30" in told
    administrator.post(f"{URL}/end", {})
    assert not banner(people[2].get("/operator/queue"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_it_lasts_a_page_says_so_and_until_when(world, announce, language):
    visitor = world.visitor_in(language)
    announce()
    world.clock.ahead(hours=13)
    page = visitor.get("/", 503)
    judge(page)
    assert page.html.html["lang"] == language and page.response.headers["Retry-After"] == "3600"
    world.clock.ahead(hours=2, minutes=30)
    visitor.get("/")


def test_an_open_form_keeps_its_answers_over_a_break(world, administrator, announce):
    world.drafted("aigerim")
    browser = world.citizen("aigerim", "en")
    form = browser.get("/apply/contact").form("main form")
    announce(begins="09:00", ends="10:10")
    page = browser.post("/apply/contact", {**form, "phone": "+7 701 111 22 33"}, 503)
    administrator.post(f"{URL}/end", {})
    browser.post("/apply/contact", page.form("main form"))
    assert browser.get("/apply/contact").form("main form")["phone"] == "+77011112233"


def test_jobs_that_change_things_rest_and_terms_run_on(world, announce):
    case = world.filed("aigerim")
    with world.app.app_context():
        due = world.row(case).due_at
    announce(begins="09:00", ends="12:00")
    for job in JOBS:
        run_job(world.app, job)
    assert world.status(case) == "accepted"
    world.clock.ahead(hours=2, minutes=1)
    world.work()
    assert world.status(case) == "registered"
    with world.app.app_context():
        assert world.row(case).due_at == due


def test_an_administrator_signs_in_and_ends_it_and_machines_are_answered(world, announce):
    announce(begins="09:00", ends="12:00")
    visitor = world.app.test_client()
    assert visitor.get("/healthz").status_code == 200
    assert visitor.get("/readyz").json["maintenance"].startswith("under way until 2026-11-24T12:00")
    late = world.at_desk("administrator")
    assert "A technical break is under way" in late.get(f"{URL}?lang=en").one("main .box.warn")
    late.post(f"{URL}/end", {})
    world.visitor().get("/")


@pytest.mark.parametrize("wrong", [("begins", "9"), ("day", "soon"), ("ends", "24:30"), ("day", "22.11.2026")])
def test_what_is_no_break_is_refused(administrator, wrong):
    sent = {**EVENING, **dict([wrong])}
    assert administrator.post(f"{URL}/announce", sent, 422).select(".errors li")
    assert not banner(administrator.get(URL))


def test_the_console_announces_and_ends_it_too(world):
    run = world.app.test_cli_runner().invoke
    assert run(args=["maintenance", "end"]).exit_code == 1
    assert run(args=["maintenance", "announce", "--until", "soon"]).exit_code == 2
    assert run(args=["maintenance", "announce", "--until", "2026-11-24T09:00"]).exit_code == 2
    assert run(args=["maintenance", "announce", "--until", "2026-11-24T11:00"]).exit_code == 0
    world.visitor().get("/", 503)
    assert run(args=["maintenance", "end"]).exit_code == 0
    world.visitor().get("/")


def test_a_torn_file_keeps_nobody_out(world, tmp_path):
    (tmp_path / "technical-break.json").write_text('{"starts_at": "2026-')
    world.visitor().get("/")


def test_an_announcement_is_over_when_its_time_is(world, announce, administrator):
    announce()
    world.clock.go(world.clock() + timedelta(days=2))
    assert world.app.test_client().get("/readyz").json.get("maintenance") is None
