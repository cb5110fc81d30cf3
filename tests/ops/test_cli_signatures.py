"""`flask signatures verify`: what was signed is looked at again, as of its own time."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import timedelta

import pytest

from app import create_app
from tests.citizen.steps import answered
from tests.citizen.test_check_code import CODE, SEND, URL, code_of
from tests.conftest import TUESDAY, outside_for, settings_for
from tests.world import Clock

#: The digest of another document.
OTHER = hashlib.sha256(b"{}").hexdigest()


@pytest.fixture
def verify(world):
    """Runs the command: its exit code and what it prints."""

    def run():
        done = world.app.test_cli_runner().invoke(args=["signatures", "verify"])
        return done.exit_code, done.output.strip().splitlines()

    return run


@pytest.fixture
def change(tmp_path):
    def execute(sql, *values):
        with sqlite3.connect(tmp_path / "kezek.db") as connection:
            assert connection.execute(sql, values).rowcount == 1

    return execute


@pytest.fixture
def signed_by_code(world):
    browser = answered(world)
    page = browser.post(SEND, browser.get(URL).form(f"form[action='{SEND}']"), 200)
    browser.post(CODE, {**page.form(f"form[action='{CODE}']"), "code": code_of(world)})


def test_both_ways_hold_also_years_later(world, ocsp, signed_by_code, verify):
    world.filed("viktor")
    world.clock.go(world.clock() + timedelta(days=900))
    assert verify() == (0, ["2 signatures checked, 0 do not hold"])


def test_nothing_stored_is_nothing_broken(verify):
    assert verify() == (0, ["0 signatures checked, 0 do not hold"])


@pytest.mark.parametrize("command", [["signatures", "verify"], ["audit", "verify"], ["replay"]])
def test_where_there_is_no_database_yet_one_line_says_so(tmp_path, authority, command):
    settings = settings_for(tmp_path / "new")
    app = create_app(settings, outside_for(settings, Clock(TUESDAY), authority, None))
    done = app.test_cli_runner().invoke(args=command)
    assert (done.exit_code, done.output) == (1, "There is no database yet: start Kezek once, it makes one.\n")


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE signature SET document = CAST(document || x'20' AS BLOB)", "the document was changed"),
        (f"UPDATE signature SET document = x'7b7d', sha256 = '{OTHER}'", "CONTENT_MISMATCH"),
        ("UPDATE signature SET cms = x'3000'", "MALFORMED_CMS"),
        ("UPDATE signature SET signer_iin = '900101399998'", "it is another person's, or by another key"),
        ("UPDATE signature SET revocation_evidence = x'3000'", "OCSP_MALFORMED"),
        ("UPDATE signature SET verified_at = '2051-01-01 00:00:00.000000'", "CERT_EXPIRED"),
    ],
)  # fmt: skip
def test_what_was_touched_is_named(world, ocsp, verify, change, sql, fault):
    world.filed("viktor")
    change(sql)
    code, lines = verify()
    assert (code, lines) == (1, [f"application 2611000001: {fault}", "1 signatures checked, 1 do not hold"])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE signature SET signer_iin = '900101399998'",
        "UPDATE signature SET code_id = 2",
        "UPDATE signature SET seal = zeroblob(64)",
        "UPDATE signature SET verified_at = '2026-11-24 05:00:01.000000'",
    ],
)
def test_a_seal_holds_over_document_code_person_and_time(signed_by_code, verify, change, sql):
    change(sql)
    assert verify()[1][0] == "application 2611000001: the seal is not over this document and code"
