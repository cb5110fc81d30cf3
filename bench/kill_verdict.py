"""After the kills: what the clients were told beside what stands in the database, on the phones and in the files."""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select, text

from bench.bench import Line
from bench.load_clients import Ledger
from bench.load_world import LoadWorld
from housing.actions.journal.prove_backup import prove_backup
from housing.backups.errors import BackupError
from housing.nightly_jobs import KEPT_COUNTS
from housing.queries.journal.invariants import find_violations
from housing.queries.journal.proof import prove_records
from housing.queries.journal.replay import replay_decisions
from housing.storage.extensions import db
from housing.storage.models import Application, CatalogRow, CatalogVersion, Message
from housing.web.current import now

#: What a decision that was acknowledged may have become.
DECIDED = ("registered", "refused", "second_look")
#: Cases that were decided by an act, and by each how often it is decided, told and written down.
OF_EACH = """
SELECT a.id, (SELECT count(*) FROM decision d WHERE d.application_id = a.id),
 (SELECT count(*) FROM event e WHERE e.application_id = a.id AND e.kind IN ('application.registered',
  'application.refused')),
 (SELECT count(*) FROM notice n WHERE n.application_id = a.id),
 (SELECT count(*) FROM message m WHERE m.application_id = a.id AND m.kind IN ('registered', 'refused')
  AND m.channel = 'sms')
FROM application a WHERE a.status IN ('registered', 'refused')
 AND EXISTS (SELECT 1 FROM event e WHERE e.application_id = a.id)
"""
LISTS_TWICE = (
    "SELECT count(*) FROM (SELECT 1 FROM published_list GROUP BY settlement, list_code, month HAVING count(*) > 1)"
)
LISTS = "SELECT count(*) FROM published_list"


def verdict(world: LoadWorld, ledger: Ledger) -> list[Line]:
    """Within the application's context, with nothing else at work."""
    return [
        *filings(world, ledger),
        *decisions(ledger),
        *messages(world),
        *publications(ledger),
        backups(ledger),
        *proofs(),
        *log_lines(world),
        *answers(ledger),
    ]


def none(what: str, found: int) -> Line:
    return Line(what, f"{found:,}", "0", found == 0)


def some(what: str, found: int) -> Line:
    return Line(what, f"{found:,}", "> 0", found > 0)


def filings(world: LoadWorld, ledger: Ledger) -> list[Line]:
    numbers = Counter(db.session.scalars(select(Application.number).where(Application.number.is_not(None))))
    rows = db.session.execute(select(Application.iin, Application.status).where(Application.number.is_not(None)))
    filed, ours = Counter(row.iin for row in rows), set(world.applicants)
    return [
        some("applications whose filing was acknowledged", len(ledger.filed)),
        none("filings acknowledged and lost", len(set(ledger.filed) - set(numbers))),
        none("numbers that two applications bear", sum(many > 1 for many in numbers.values())),
        none("people who have filed twice", sum(many > 1 for iin, many in filed.items() if iin in ours)),
    ]


def decisions(ledger: Ledger) -> list[Line]:
    rows = db.session.execute(select(Application.number, Application.status).where(Application.number.is_not(None)))
    status = {row.number: row.status for row in rows}
    each = db.session.execute(text(OF_EACH)).all()
    uneven = sum(set(counts) != {1} for _, *counts in each)
    return [
        some("decisions of officials that were acknowledged", len(ledger.decided)),
        none("decisions acknowledged and lost", sum(status.get(number) not in DECIDED for number in ledger.decided)),
        some("cases decided, by officials and by the machine", len(each)),
        none("cases without one decision, entry, notice, message each", uneven),
    ]


def messages(world: LoadWorld) -> list[Line]:
    """The provider takes twice what it is given twice; a message is the same one by its key."""
    came = Counter(sms.key for sms in world.stage.messages)
    sent = db.session.scalars(
        select(Message.provider_id).where(Message.channel == "sms", Message.state.in_(("sent", "delivered")))
    )
    waiting = select(func.count()).where(Message.state == "waiting", Message.channel == "sms", Message.in_doubt)
    return [
        some("messages handed over to the provider", came.total()),
        none("messages handed over twice", sum(many > 1 for many in came.values())),
        none("messages said to be sent that never came", len(set(sent) - set(came))),
        none("messages still in doubt", db.session.scalar(waiting) or 0),
    ]


def publications(ledger: Ledger) -> list[Line]:
    rows = select(CatalogRow.key).join(CatalogVersion, CatalogRow.version_id == CatalogVersion.id)
    published = Counter(db.session.scalars(rows.where(CatalogVersion.state == "published")))
    versions = select(func.count()).group_by(CatalogVersion.catalog, CatalogVersion.number)
    twice = sum(many > 1 for many in db.session.scalars(versions.where(CatalogVersion.state == "published")))
    return [
        some("rows of reference data whose publication was acknowledged", len(ledger.published)),
        none("of them not published once", sum(published[code] != 1 for code in ledger.published)),
        none("versions that bear one number", twice),
        some("lists of months published", int(db.session.execute(text(LISTS)).scalar_one())),
        none("lists published twice", int(db.session.execute(text(LISTS_TWICE)).scalar_one())),
    ]


def backups(ledger: Ledger) -> Line:
    """Each is unpacked and proven as a restore would."""
    bad = 0
    for file in ledger.backups:
        with tempfile.TemporaryDirectory() as scratch:
            try:
                prove_backup(file, None, Path(scratch) / "proven.db")
            except (BackupError, OSError) as fault:
                print(f"{file.name}: {fault}", file=sys.stderr)
                bad += 1
    return Line("backups that were acknowledged, of them not proven", f"{len(ledger.backups)}, {bad}", "0", bad == 0)


def proofs() -> list[Line]:
    """As the console has them: `audit verify`, `audit invariants`, `replay`."""
    found, broken = prove_records(True), find_violations(now(), KEPT_COUNTS)
    differ = [one.number for one in replay_decisions(None) if one.now and not one.cancelled]
    for fault in (*found.faults, *broken.items(), *differ):
        print(fault, file=sys.stderr)
    return [
        Line("entries of the journal, whole", f"{found.events:,}", "unbroken", found.broken_at is None),
        none(f"of {found.rows:,} rows those that do not fit their seals", found.found),
        none("invariants broken", len(broken)),
        none("decisions that come out otherwise when they are decided anew", len(differ)),
    ]


def log_lines(world: LoadWorld) -> list[Line]:
    told = world.log.read_text(encoding="utf-8", errors="replace")
    integrity = current_app.extensions["sqlalchemy"].engine
    with integrity.connect() as connection:
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    return [
        Line("the file of the database", str(sound), "ok", sound == "ok"),
        none("alarms in the log", len(re.findall(r"\bALARM\b", told))),
        none("traces of errors in the log", told.count("Traceback")),
    ]


def answers(ledger: Ledger) -> list[Line]:
    """A line that broke is a kill; whoever was answered was answered well."""
    statuses = Counter(status for _, status, _ in ledger.asked)
    bad = sum(many for status, many in statuses.items() if status >= 500)
    return [
        some("requests", sum(statuses.values())),
        Line("of them cut off by a kill", f"{statuses[0]:,}", "", True),
        none("answers 5xx", bad),
    ]
