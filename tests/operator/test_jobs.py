"""The administrator's table of jobs: how the last rounds went, what needs somebody first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from housing import jobs
from housing.actions.journal.keep_rounds import keep_rounds
from housing.labels.job_labels import JOB_NAMES
from tests.judge import LANGUAGES

URL = "/operator/jobs"


@pytest.fixture
def rounds(world):
    """Writes the last round of jobs: name, how long ago, failures in a row."""

    def write(*rows):
        told = [
            {
                "name": name,
                "every": 3600 if name == "terms" else 2,
                "began_at": world.clock() - ago,
                "took": 0.25,
                "worked_at": world.clock() - ago,
                "done": 7,
                "failures": failures,
                "failed_at": world.clock() - ago if failures else None,
                "fault": "LookupError at check.py:1",
            }
            for name, ago, failures in rows
        ]
        with world.app.app_context():
            keep_rounds(told)

    return write


def line_of(page, name):
    (link,) = page.select(f'tbody a[href$="/operator/job/{name}"]')
    return link.find_parent("tr").get_text(" ", strip=True)


def test_every_job_of_the_clock_has_words_and_stands_there(sits):
    assert list(JOB_NAMES) == [job.name for job in jobs.JOBS]
    assert len(sits("administrator").get(URL).select("tbody tr")) == len(jobs.JOBS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_read_in_every_language(world, rounds, language):
    rounds(("deliver", timedelta(seconds=2), 1), ("check", timedelta(hours=2), 0))
    page = world.official("administrator", language).get(URL)
    assert page.select("tbody .tag.bad")


def test_what_breaks_off_and_what_does_not_come_round_stands_first(sits, rounds):
    rounds(("deliver", timedelta(seconds=2), 0), ("check", timedelta(minutes=11), 0), ("seal", timedelta(seconds=2), 3))
    page = sits("administrator").get(URL)
    first, second = (one.get_text(" ", strip=True) for one in page.select("tbody tr")[:2])
    assert "Notices are sealed" in first and "breaks off" in first
    assert "State databases are asked" in second and "does not come round" in second
    assert "goes round" in line_of(page, "deliver") and "0.25" in line_of(page, "deliver")


def test_of_a_job_that_seldom_comes_round_it_says_when(sits, rounds):
    rounds(("terms", timedelta(minutes=20), 0), ("check", timedelta(seconds=1), 0))
    page = sits("administrator").get(URL)
    assert line_of(page, "terms").endswith("24.11.2026 10:40") and line_of(page, "check").endswith("every 2 s")
