"""To put a proven backup in the place of the database: what is lost is told, decided by two, and written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from housing.actions.journal.make_backup import BackupSource
from housing.actions.journal.prove_backup import Proof, prove_backup
from housing.backups.database_copy import database_file
from housing.backups.gap import Gap, measure_gap
from housing.backups.locks import instance_stopped, scratch_folder
from housing.backups.replacement import replace_database
from housing.queries.journal.proof import current_head, head_file
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import Staff
from housing.storage.other_database import open_database
from housing.storage.row_seals.watch import journal_keys
from housing.storage.transaction import transaction

APPROVERS = ("head_office", "administrator")
#: So many numbers stand in the row of the journal; how many there are stands beside.
MAX_NUMBERS = 1_000


@dataclass(frozen=True, slots=True)
class Approval:
    """Who decided that what is missing is lost, and why."""

    logins: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept`: where the old database lies now, None where there was none."""

    proof: Proof
    gap: Gap
    kept: Path | None


class GapNotApproved(Exception):
    """Something would be lost, and not two people of the head office or the administration have decided so."""

    def __init__(self, gap: Gap, unfit: tuple[str, ...]) -> None:
        super().__init__("not approved")
        self.gap, self.unfit = gap, unfit


def restore_backup(file: Path, source: BackupSource, approval: Approval, now: datetime) -> Restored:
    """Nothing is replaced before everything is right. Raises BackupError, GapNotApproved."""
    database = database_file(source.database)
    # This process has the old one open too.
    db.session.remove()
    db.engine.dispose()
    with instance_stopped(database), scratch_folder(database) as place:
        fresh = place / "restored.db"
        proof = prove_backup(file, source.key, fresh)
        gap = measure_gap(database, fresh)
        with open_database(fresh):
            if gap.is_open:
                require_approval(gap, approval)
            record_restore(file, proof, gap, approval, now)
            head = current_head()
        kept = replace_database(database, fresh, now)
        if head:
            # What was lost beyond it has just been decided and written down.
            head_file().write(journal_keys(), head)
        return Restored(proof, gap, kept)


def require_approval(gap: Gap, approval: Approval) -> None:
    """By the accounts of the restored database."""
    wanted = select(Staff.login).where(Staff.role.in_(APPROVERS), Staff.active)
    fit = set(db.session.scalars(wanted)) & set(approval.logins)
    if len(fit) < 2 or not approval.reason.strip():
        raise GapNotApproved(gap, tuple(sorted(set(approval.logins) - fit)))


def record_restore(file: Path, proof: Proof, gap: Gap, approval: Approval, now: datetime) -> None:
    """The row that bridges the gap; `lost_events` None: nobody knows how many."""
    with transaction():
        audit.record(
            "journal.restored",
            "console",
            now,
            file=file.name,
            head=proof.manifest.head_id,
            head_hash=proof.manifest.head_hash,
            lost_events=gap.lost_events,
            messages=gap.messages,
            lost_head=gap.head.id,
            lost_head_hash=gap.head.hash,
            numbers=list(gap.numbers[:MAX_NUMBERS]),
            approved_by=sorted(set(approval.logins)),
            reason=approval.reason.strip(),
        )
