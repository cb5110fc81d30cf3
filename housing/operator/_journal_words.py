"""The words of the journal: what each kind of row, each detail of it and each code in one is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from housing.labels import BASIS, EVENTS, MESSAGE_KINDS, N_, ROLES, TERM_CAUSES
from housing.labels.alarm_labels import ALARM_DETAILS, ALARM_EVENTS, ALARM_LABELS
from housing.labels.backup_labels import BACKUP_DETAILS, BACKUP_EVENTS, BACKUP_FAULTS
from housing.labels.fact_labels import REPRESENTS
from housing.labels.job_labels import JOB_NAMES
from housing.labels.message_labels import MESSAGE_CLOSED
from housing.labels.reason_labels import RESET_REASONS, SENT_FILE_REASONS
from housing.labels.seal_labels import SEAL_DETAILS, SEAL_EVENTS
from housing.law import removal, removal_clock, review_rules
from housing.law.inventory import CHECK_ANSWERS, CHECK_OUTCOMES, CHECK_STATES
from housing.law.lifecycle import STATUSES
from housing.law.register_changes import CHANGES, OUTCOMES
from housing.reference_data.retention_kinds import RETENTION_TITLES, UNIT_WORDS

#: By the kind of the row; a crowd of invented people is there in a demo alone.
EVENT_LABELS: dict[str, str] = {
    **EVENTS,
    **BACKUP_EVENTS,
    **SEAL_EVENTS,
    **ALARM_EVENTS,
    "demo.crowd_added": N_("A crowd of invented people was added"),
}
YES_NO = {True: N_("yes"), False: N_("no")}
#: What a detail is called, by its name in the row.
DETAIL_LABELS: dict[str, str] = {
    "after": N_("Now"), "asked": N_("Asked"), "basis": N_("Basis"), "before": N_("Before"), "branch": N_("Branch"),
    "breach": N_("The term is broken"), "by": N_("By what"), "by_version": N_("By version"),
    "carried_from": N_("Answers taken from"), "catalog": N_("Catalog"), "category": N_("Category"),
    "cause": N_("Cause"), "complaint": N_("Complaint"), "confirmed": N_("Confirmed by a state database"),
    "due_at": N_("Due"), "entries": N_("Entries on the register"), "fact": N_("Fact"), "found": N_("Found"),
    "heard": N_("Number of the hearing"),
    "grounds": N_("Grounds"), "holder": N_("Held by"), "keys": N_("Rows"), "kind": N_("Kind"), "late": N_("Late"),
    "level": N_("Step"), "login": N_("Login"), "new": N_("New number"), "number": N_("Number"),
    "old": N_("Old number"), "outcome": N_("Outcome"), "people": N_("People"), "purpose": N_("What for"),
    "reason": N_("Reason"), "relation": N_("Quality"), "replaced": N_("Instead of another"),
    "request": N_("Request number"), "result": N_("Result"), "right": N_("Answered rightly"), "role": N_("Role"),
    "roles": N_("Told"), "rows": N_("Number of rows"), "scan": N_("Antivirus"), "seed": N_("Seed"),
    "sessions": N_("Number of sessions"), "sha256": N_("Fingerprint"), "signed_by": N_("Way of signing"),
    "silent": N_("Did not answer"), "simulation": N_("Trial"), "staff": N_("Number of the account"),
    "statement": N_("Statement"), "act": N_("Number of the act"),
    "subject": N_("Of what"), "taken_out": N_("Taken out"), "times": N_("How often"), "to": N_("To whom"),
    "told": N_("Told"), "topics": N_("Questions"), "unknown": N_("Unknown"), "value": N_("Finding"),
    "version": N_("Version"), "was": N_("Before"), "what": N_("What"), "why": N_("Why a second look"),
    "judged": N_("Judged"), "left_out": N_("Left out"), "notice": N_("Notice"),
    "register_number": N_("Register number"), "ground": N_("Ground"), "how": N_("How it is known"),
    "removal": N_("Number of the removal"), "opinion": N_("What the person says"),
    "message": N_("Number of the message"), "since": N_("From the day"), "until": N_("To the day"),
    "actor": N_("Who"), "paper": N_("Document"), "inventory": N_("Inventory"), "against": N_("Speaks against it"),
    "answers": N_("Answers of databases"), "answer": N_("Answer"), "settlement": N_("Settlement"),
    "numbers": N_("Numbers"), "list": N_("List"), "first": N_("From the day"), "last": N_("To the day"),
    "state": N_("State"), "cases": N_("Number of cases"), "erased": N_("Erased"), "term": N_("Term"),
    "unit": N_("Counted in"),
}  # fmt: skip
#: An inventory that has ended tells how many entries stood where.
INVENTORY_LABELS = {**CHECK_OUTCOMES, **{code: words for code, (*_look, words) in CHECK_STATES.items()}}
DETAIL_LABELS = {
    **RETENTION_TITLES,
    **BACKUP_DETAILS,
    **SEAL_DETAILS,
    **ALARM_DETAILS,
    **INVENTORY_LABELS,
    **DETAIL_LABELS,
}
TOPIC_LABELS = {
    "basis": N_("Basis"), "settlement": N_("Settlement"), "category": N_("Category"), "phone": N_("Phone"),
    "email": N_("E-mail"), "agrees_smaller": N_("Smaller dwelling"), "statements": N_("Statements"),
    "living_with": N_("Family"), "language": N_("Language"),
}  # fmt: skip
#: Codes of our own, by the name of the detail.
CODE_LABELS: dict[str, Mapping[Any, str]] = {
    "alarm": {code: one.wrong for code, one in ALARM_LABELS.items()},
    "basis": {code: one.short for code, one in BASIS.items()},
    "job": JOB_NAMES,
    "role": ROLES,
    "roles": ROLES,
    "relation": REPRESENTS,
    "was": {code: one.words for code, one in STATUSES.items()},
    "why": review_rules.REASON_LABELS,
    "told": MESSAGE_KINDS,
    "cause": TERM_CAUSES,
    "level": {0: N_("Second look")},
    "reason": {
        **RESET_REASONS,
        **MESSAGE_CLOSED,
        **SENT_FILE_REASONS,
        "console": N_("from the server's console"),
        "password": N_("wrong password"),
        "code": N_("wrong code"),
        "paused": N_("too many tries"),
    },
    "by": {
        "iin": N_("by IIN"),
        "number": N_("by number"),
        "name": N_("by name"),
        "authenticator": N_("authenticator"),
        "recovery": N_("recovery code"),
    },
    "what": {
        "case": N_("the case"),
        "entry": N_("the entry on the register"),
        "removal": N_("the removal from the register"),
        "document": N_("a document"),
        "notice": N_("a notice"),
        "complaint": N_("a complaint"),
        "answer": N_("an answer of a state database"),
        "register": N_("the register"),
        "figures": N_("the figures"),
        "open": N_("the open applications"),
        "statement": N_("a statement"),
        "inventory": N_("the entry in an inventory"),
        "preview": N_("the preview of a notice"),
        "queue": N_("the queue"),
        "changes": N_("reported changes"),
        "removals": N_("removals"),
        "checks": N_("an inventory"),
        "alerts": N_("alerts"),
        "trial": N_("a trial of other numbers"),
        **CHANGES,
        **RETENTION_TITLES,
    },
    "unit": UNIT_WORDS,
    "state": {"left": N_("Left the register")},
    "answer": CHECK_ANSWERS,
    "ground": {code: one.words for code, one in removal.GROUNDS.items()},
    "how": removal_clock.TOLD_BY,
    "opinion": removal.OPINIONS,
    "fault": BACKUP_FAULTS,
    "signed_by": {"eds": N_("EDS"), "code": N_("one-time code")},
    "purpose": {"sign-in": N_("signing in"), "signing": N_("signing")},
    "result": {
        "good": N_("the key was valid"),
        "revoked": N_("the key was revoked"),
        "gave_up": N_("nobody could tell"),
    },
    "scan": {
        "none": N_("nobody looks"),
        "waiting": N_("to be looked at"),
        "clean": N_("clean"),
        "infected": N_("infected"),
    },
    "subject": {
        "decision": N_("the decision"),
        "delay": N_("a delay"),
        "conduct": N_("conduct"),
        "data": N_("an error in data"),
    },
    "outcome": {
        **OUTCOMES,
        "upheld": N_("Upheld"),
        "partly": N_("Upheld in part"),
        "rejected": N_("Rejected"),
        "register": N_("Register"),
        "refuse": N_("Refuse"),
        "review": N_("for an official to decide"),
    },
    "asked": {
        "name": N_("Surname, name and patronymic"),
        "born": N_("Date of birth"),
        "address": N_("Address of registration"),
    },
    "topics": TOPIC_LABELS,
}
CODE_LABELS["right"], CODE_LABELS["found"] = CODE_LABELS["asked"], {**CODE_LABELS["scan"]}
