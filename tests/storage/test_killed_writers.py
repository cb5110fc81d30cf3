"""Several file at once when the plug is pulled: whoever was told so has filed, of nobody there is a half."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from random import Random

import pytest

from housing.actions.filing.submit import file_application
from housing.queries.journal.journal import check_chain
from housing.storage.models import Signature
from tests.conftest import TUESDAY
from tests.other_process import OtherProcess
from tests.storage.test_durability import another_process

WRITERS, FILINGS = 6, 60
#: (status, signatures, messages, requests burnt, rows of the journal) of who has filed, and of who has not.
FILED, NOT_FILED = ("accepted", 1, 1, 1, 2), ("draft", 0, 0, 0, 0)
STANDS = """SELECT a.status,
(SELECT count(*) FROM signature WHERE application_id = a.id),
(SELECT count(*) FROM message WHERE application_id = a.id),
(SELECT count(*) FROM spent_challenge WHERE sha256 = ?),
(SELECT count(*) FROM event WHERE application_id = a.id AND kind LIKE 'application.%')
FROM application a WHERE a.id = ?"""


def file_at_once(folder, authority_folder, drafts):
    """What the other process does: files these, some at a time, and says each as soon as that is acknowledged."""
    world = another_process(folder, authority_folder)

    def file(draft, iin):
        with world.app.app_context():
            filed = file_application({"application": draft, "version": 1}, iin, evidence_of(draft, iin), TUESDAY)
        os.write(1, f"{filed}\n".encode())

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda one: file(*one), drafts))
    time.sleep(600)


def payload_of(draft):
    return f"the application {draft}".encode()


def evidence_of(draft, iin):
    payload = payload_of(draft)
    return Signature(
        way="eds",
        document=payload,
        sha256=hashlib.sha256(payload).hexdigest(),
        cms=b"signed",
        certificate=b"of somebody",
        signer_iin=iin,
        verified_at=TUESDAY,
        verifier="a test",
        revocation="none",
    )


@pytest.fixture
def drafts(world, tmp_path):
    """So many drafts that lack nothing but the signature: (id, IIN) of each."""
    draft, iins = world.drafted("aigerim"), [f"{number:012}" for number in range(FILINGS)]
    with closing(sqlite3.connect(tmp_path / "kezek.db")) as raw, raw:
        names = [column[1] for column in raw.execute("PRAGMA table_info(application)") if column[1] != "id"]
        copied = ", ".join({"iin": "?", "version": "1"}.get(name, name) for name in names)
        copy = f"INSERT INTO application ({', '.join(names)}) SELECT {copied} FROM application WHERE id = ?"
        return [(raw.execute(copy, (iin, draft)).lastrowid, iin) for iin in iins]


@pytest.fixture
def killed_after(app, tmp_path, authority, drafts):
    """Kills the process a moment after so many were acknowledged; every one that it had acknowledged."""

    def kill(acknowledged, moment):
        process = OtherProcess(file_at_once, str(tmp_path), str(authority.folder), drafts)
        told = [process.stdout.readline() for _ in range(acknowledged)]
        time.sleep(moment)
        process.kill()
        told += process.stdout.readlines()
        process.end()
        return {int(line) for line in told}

    return kill


@pytest.mark.parametrize("acknowledged", [1, 9, 24])
def test_of_many_who_file_at_once_a_kill_loses_nobody_who_was_told(world, tmp_path, drafts, killed_after, acknowledged):
    told = killed_after(acknowledged, Random().uniform(0, 0.03))
    with closing(sqlite3.connect(tmp_path / "kezek.db")) as raw:
        asked = {draft: (hashlib.sha256(payload_of(draft)).hexdigest(), draft) for draft, _ in drafts}
        stands = {draft: raw.execute(STANDS, given).fetchone() for draft, given in asked.items()}
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(told) >= acknowledged
    assert {stands[draft] for draft in told} == {FILED}
    assert set(stands.values()) <= {FILED, NOT_FILED}
    with world.app.app_context():
        assert check_chain().broken_at is None
