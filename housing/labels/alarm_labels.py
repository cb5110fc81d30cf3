"""What an administrator has to see to: what is wrong, and what to do, by the code of `queries.journal.alarms`."""

from __future__ import annotations

from typing import NamedTuple

from housing.labels import N_


class AlarmLabel(NamedTuple):
    """`page`: the endpoint that shows more of it; "" where none does."""

    wrong: str
    remedy: str
    page: str = ""


BACKUPS, PROOF, CHECK = "operator.backups", "operator.proof", "operator.invariants"
ALARM_LABELS = {
    "backup_none": AlarmLabel(
        N_("No backup is configured"),
        N_("Name a folder by KEZEK_BACKUP_FOLDER and start Kezek again."),
        BACKUPS,
    ),
    "backup_failed": AlarmLabel(
        N_("The backup of the night failed"),
        N_("Look at why, make room or mend the folder: it is tried again every hour."),
        BACKUPS,
    ),
    "backup_missing": AlarmLabel(
        N_("There is no backup of the last day and a half"),
        N_("See whether the folder can be reached; flask backup FILE makes one now."),
        BACKUPS,
    ),
    "drill_failed": AlarmLabel(
        N_("The last backup could not be restored on trial"),
        N_("Do not rely on that file: make another backup now and keep the older ones."),
        BACKUPS,
    ),
    "drill_overdue": AlarmLabel(
        N_("No backup was restored on trial for more than nine days"),
        N_("See in the log why the job “drill” does not run."),
        BACKUPS,
    ),
    "seals": AlarmLabel(
        N_("Records do not fit their seals"),
        N_("Keep the database file as it is, tell the auditor, and compare it with the last backup."),
        PROOF,
    ),
    "invariants": AlarmLabel(
        N_("The nightly check found what must never be"),
        N_("The page of the check says for each rule what to do."),
        CHECK,
    ),
    "counts": AlarmLabel(
        N_("Counts that are kept differ from the records"),
        N_("Nobody is shown a wrong one; flask register rebuild-index and flask figures rebuild-index count anew."),
    ),
    "check_overdue": AlarmLabel(
        N_("The nightly checks did not come to their end for a day and a half"),
        N_("See in the log why the jobs “verify” and “invariants” do not run."),
        CHECK,
    ),
    "room": AlarmLabel(
        N_("The disk is nearly full"),
        N_("Make room: without it nothing can be saved, and no backup is made."),
    ),
    "flush": AlarmLabel(
        N_("The disk did not confirm what was written; nothing more is written"),
        N_("Look at the disk, then start Kezek again."),
    ),
    "scheduler": AlarmLabel(
        N_("No job runs"),
        N_("Start Kezek again: without its jobs no application is decided and no message goes out."),
    ),
    "job": AlarmLabel(
        N_("A job does not come to its end"),
        N_("Look for its name in the log; start Kezek again if it hangs."),
    ),
    "clock": AlarmLabel(
        N_("The server's clock jumped; nothing is filed"),
        N_("Set it right; if it is right, flask maintenance accept-clock says so."),
    ),
    "held": AlarmLabel(
        N_("Messages are held back since a restore"),
        N_("Find out which went out after the backup, then let the others go."),
        BACKUPS,
    ),
    "source": AlarmLabel(
        N_("A state database does not answer"),
        N_("Tell its owner; applications wait, and it can be switched off for a time in the reference data."),
    ),
}
#: What happened, by the kind of the journal's row: none of it is of a case.
ALARM_EVENTS = {"alarm.acknowledged": N_("An alarm was acknowledged")}
ALARM_DETAILS = {"alarm": N_("Alarm"), "mark": N_("Which")}
