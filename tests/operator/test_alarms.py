"""What needs an administrator: what is wrong, since when, what to do; and who is at it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from housing.backup_jobs import backup_job, drill_job
from housing.labels.alarm_labels import ALARM_LABELS
from housing.queries.journal import alarms
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import Event, InvariantCheck, RowSealCheck
from housing.storage.transaction import transaction
from housing.web.job_watch import JOB_WATCH, JobWatch
from tests.backup_runs import with_backups
from tests.judge import LANGUAGES, judge
from tests.public.test_health import Running

URL = "/operator/alarms"


@pytest.fixture
def administrator(sits):
    return sits("administrator")


@pytest.fixture
def well(world, tmp_path):
    """Jobs run and there is a folder of backups: nothing is wrong."""
    (tmp_path / "backups").mkdir()
    with_backups(world.app, folder=tmp_path / "backups")
    world.app.extensions["scheduler"] = Running(True)
    with world.app.app_context():
        assert backup_job(world.clock()) == drill_job(world.clock()) == 1
    return tmp_path / "backups"


@pytest.fixture
def listed(administrator):
    """The alarms of the page, in words."""
    return lambda: [one.get_text(" ", strip=True) for one in administrator.get(URL).select("main ul.list > li")]


def write(world, *kinds, **detail):
    with world.app.app_context(), transaction():
        for kind in kinds:
            audit.record(kind, "system", world.clock(), **detail)


def keep(world, row):
    with world.app.app_context(), transaction() as session:
        session.add(row)


def test_where_all_is_well_the_page_says_so_and_the_menu_counts_nothing(well, administrator):
    shown = administrator.get(URL)
    assert "Nothing is wrong" in shown.one(".box.ok") and not shown.select(".menu .count")


def test_it_is_where_an_administrator_begins(administrator):
    assert administrator.get(URL).select("a.brand")[0]["href"] == URL


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_can_be_wrong_is_told_in_every_language(world, administrator, language, monkeypatch):
    every = [alarms.Alarm(code, world.clock(), ("name",)) for code in ALARM_LABELS]
    monkeypatch.setattr("housing.operator.alarms.list_record_alarms", lambda *_: iter(every))
    page = administrator.get(f"{URL}?lang={language}")
    judge(page)
    assert len(page.select("main ul.list > li")) == len(every) + 1


def test_a_backup_that_failed_is_told_since_the_first_time_and_ends_with_the_next_one(world, well, listed):
    first = world.clock()
    write(world, "backup.failed", fault="disk")
    world.clock.go(first + timedelta(hours=1))
    write(world, "backup.failed", fault="disk")
    (told,) = listed()
    assert "The backup of the night failed" in told and "24.11.2026 10:00" in told and "make room" in told
    write(world, "backup.made")
    assert listed() == []


def test_backups_and_drills_that_are_overdue_are_told(well, listed, monkeypatch):
    monkeypatch.setattr(alarms, "OLDEST", timedelta(0))
    monkeypatch.setattr(alarms, "OLDEST_DRILL", timedelta(0))
    told = " ".join(listed())
    assert "no backup of the last day and a half" in told and "restored on trial for more than nine days" in told


def test_a_drill_that_failed_is_told(world, well, listed):
    write(world, "drill.failed", fault="seals", file="x", seconds=3)
    assert "could not be restored on trial" in listed()[0]


def test_what_the_nights_found_is_told_since_they_found_it_first(world, well, listed):
    at, rows = world.clock(), {"whole": True, "rows": 1, "last": 1, "event_id": 1, "faults": []}
    for nights, found in enumerate((0, 2, 3)):
        keep(world, RowSealCheck(at=at + timedelta(days=nights), found=found, **rows))
        keep(
            world, InvariantCheck(at=at + timedelta(days=nights), milliseconds=1, found={"x": [1, []]} if found else {})
        )
    seals, rules = listed()
    assert "do not fit their seals" in seals and "25.11.2026" in seals
    assert "what must never be" in rules and "25.11.2026" in rules


def test_checks_that_were_not_made_are_told(world, well, listed):
    keep(world, InvariantCheck(at=world.clock() - timedelta(hours=40), milliseconds=1, found={}))
    assert "nightly checks did not come to their end" in listed()[0]


def test_a_disk_that_is_nearly_full_is_told(well, listed, monkeypatch):
    monkeypatch.setattr(alarms, "LEAST_FREE", 10**18)
    assert "The disk is nearly full" in listed()[0]


def test_a_job_that_does_not_come_to_its_end_is_told_by_its_name(world, well, listed):
    passed = [0.0]
    world.app.extensions[JOB_WATCH] = watch = JobWatch(lambda: passed[0])
    watch.expect("deliver", 3)
    watch.note("deliver", failed=True)
    passed[0] = 601.0
    assert listed() == []
    passed[0] = 660.0
    (told,) = listed()
    assert "A job does not come to its end" in told and "deliver" in told and "24.11.2026 09:49" in told
    watch.note("deliver", failed=False)
    assert listed() == []


def test_where_no_job_runs_it_is_told(world, well, listed):
    world.app.extensions["scheduler"] = Running(False)
    assert "No job runs" in listed()[0]


def test_whoever_is_at_it_is_named_once_and_it_is_not_counted_any_more(world, well, administrator):
    write(world, "backup.failed", fault="disk")
    assert administrator.get(URL).one(".menu .count").startswith("1")
    form = administrator.get(URL).form("form[action$='/acknowledge']")
    for _ in range(2):
        administrator.post(f"{URL}/acknowledge", form)
    shown = administrator.get(URL)
    assert not shown.select(".menu .count") and "Acknowledged by:" in shown.one("main ul.list")
    with world.app.app_context():
        assert db.session.query(Event).filter_by(kind="alarm.acknowledged", actor="administrator").count() == 1


def test_who_acknowledged_is_believed_for_a_week_and_for_no_later_alarm(
    world, well, administrator, listed, monkeypatch
):
    keep(world, InvariantCheck(at=world.clock(), milliseconds=1, found={"x": [1, []]}))
    administrator.post(f"{URL}/acknowledge", administrator.get(URL).form("form[action$='/acknowledge']"))
    assert "somebody is at it" in listed()[0]
    keep(world, InvariantCheck(at=world.clock(), milliseconds=1, found={"x": [1, []], "y": [1, []]}))
    assert listed()[0].startswith("new")
    keep(world, InvariantCheck(at=world.clock(), milliseconds=1, found={"x": [1, []]}))
    assert "somebody is at it" in listed()[0]
    monkeypatch.setattr(alarms, "BELIEVED", timedelta(0))
    assert listed()[0].startswith("new")


def test_what_is_no_alarm_is_not_acknowledged(well, administrator):
    administrator.post(f"{URL}/acknowledge", {"alarm": "nothing", "mark": ""}, 404)
    administrator.post(f"{URL}/acknowledge", {"alarm": "room", "mark": ""})
    assert not administrator.get(URL).select("main ul.list")
