"""What the journal, the console and the administrator's pages say of backups and of the instance as a whole.

The console says it in English.
"""

from __future__ import annotations

from housing.labels import N_

#: Why a backup was not made, or is not taken back: by code, of `backups.errors.BackupError` and of rows of the journal.
BACKUP_FAULTS = {
    "exists": N_("There is a file of this name already: give another name"),
    "not_sqlite": N_("The database is not SQLite: the bank's own tools back it up and restore it (pg_dump)"),
    "no_database": N_("There is no database yet: start Kezek once, it makes one."),
    "busy": N_("Another backup, drill or restore is under way, or the database could not be read in time"),
    "no_room": N_("There is not enough room on the disk"),
    "disk": N_("The file or its folder cannot be read or written"),
    "foreign": N_("This is no backup of Kezek"),
    "cut": N_("The file is cut off: its end is missing"),
    "changed": N_("The file was changed or is damaged: its digest does not fit"),
    "no_key": N_("The backup is encrypted: KEZEK_BACKUP_KEY must name the file with its key"),
    "wrong_key": N_("The backup was encrypted with another key"),
    "newer": N_("The backup was made by a newer Kezek: restore it with that one"),
    "damaged": N_("The database itself is damaged: SQLite finds faults in it"),
    "counts": N_("The database does not hold what the backup says of it"),
    "chain": N_("The journal was changed: a row does not follow from the one before"),
    "no_data_keys": N_("The keys of people's data are missing or are others: without them nothing can be read"),
    "no_journal_keys": N_("The journal's keys are missing or are others: without them nothing can be proven"),
    "seals": N_("A row does not fit its seal: it was changed past Kezek"),
    "replay": N_("Decisions come out otherwise from their stored facts: use the version of Kezek that made the backup"),
    "serving": N_("Kezek is running on this database: stop it first"),
    "behind": N_("It went back, or stands before the last event of the journal."),
    "ahead": N_("It jumped far ahead."),
    "no_backup": N_("There is no backup in the folder yet"),
}
#: How it stands with the backups, by what `/readyz` says of it.
BACKUP_STATES = {
    "well": N_("The last backup is there and not older than a day and a half."),
    "none configured: KEZEK_BACKUP_FOLDER is not set": N_(
        "No backup is configured: nobody saves this database. KEZEK_BACKUP_FOLDER names the folder."
    ),
    "the last backup failed": N_("The last backup failed: it is tried again every hour."),
    "there is no backup of the last day and a half": N_("There is no backup of the last day and a half."),
}
#: What happened, by the kind of the journal's row: none of it is of a case.
BACKUP_EVENTS = {
    "backup.made": N_("A backup was made"),
    "backup.failed": N_("A backup could not be made"),
    "drill.passed": N_("A backup was restored on trial and is right"),
    "drill.failed": N_("A backup could not be restored on trial"),
    "journal.restored": N_("The database was restored from a backup"),
    "messages.released": N_("Messages held back after a restore go out again"),
    "maintenance.announced": N_("A technical break was announced"),
    "maintenance.ended": N_("A technical break was ended or called off"),
    "job.paused": N_("A job was paused"),
    "job.resumed": N_("A paused job goes on"),
    "job.asked": N_("A round of a job was asked for"),
    "clock.accepted": N_("The server's clock had jumped and was accepted as right"),
}
#: Details of the journal's rows about backups.
BACKUP_DETAILS = {
    "file": N_("File"), "size": N_("Bytes"), "head": N_("Last row of the journal"),
    "head_hash": N_("Its hash"), "encrypted": N_("Encrypted"), "seconds": N_("Seconds"), "fault": N_("What is wrong"),
    "lost_events": N_("Rows of the journal that are missing"), "lost_head": N_("Last row of the journal before"),
    "lost_head_hash": N_("Hash of that row"), "numbers": N_("Applications with acts that are missing"),
    "messages": N_("Messages that had gone on since"),
    "approved_by": N_("Decided by"),
    "job": N_("Job"), "starts_at": N_("From"), "ends_at": N_("Until"),
}  # fmt: skip
