"""What always has to hold: by name, what it means that it is broken, and what to do."""

from __future__ import annotations

from typing import NamedTuple

from housing.labels import N_


class InvariantLabel(NamedTuple):
    """`broken`: what is wrong; `remedy`: one line of what to do."""

    broken: str
    remedy: str


#: Where somebody wrote past Kezek, what to do is alike.
LOOK_AT_JOURNAL = N_("Open the case and its journal, find the last act, and take from a backup what is missing")
ANSWER_ANEW = N_("Open the case: the act has to be taken anew, or the row given back from a backup")
INVARIANT_LABELS: dict[str, InvariantLabel] = {
    "notice_missing": InvariantLabel(N_("A decided case has no notice in force"), LOOK_AT_JOURNAL),
    "due_missing": InvariantLabel(
        N_("An open case has no number, filing, acceptance or due time"),
        N_("Take the times from the journal (accepted, due time moved); nobody is reminded of this case until then"),
    ),
    "ground_missing": InvariantLabel(N_("A refusal names no ground, or a ground without its reason"), ANSWER_ANEW),
    "decision_missing": InvariantLabel(
        N_("A case is registered or refused, and no decision in force says so"), LOOK_AT_JOURNAL
    ),
    "decision_unfit": InvariantLabel(N_("A decision is in force, and the case is not decided"), LOOK_AT_JOURNAL),
    "entry_missing": InvariantLabel(
        N_("Somebody is registered and stands nowhere on the register"),
        N_("At once: the person is missing in the queue. Compare the movements of the entry with a backup"),
    ),
    "entry_unfounded": InvariantLabel(
        N_("An entry stands on the register, and its case is not registered or is another person's"),
        N_("Find by the movements and the journal who put it there; until then do not distribute in this list"),
    ),
    "movements_unfit": InvariantLabel(
        N_("An entry stands elsewhere than its movements say"),
        N_("The movements tell by which act it moved: compare with the notices and a backup"),
    ),
    "place_twice": InvariantLabel(
        N_("A list is no unbroken order: somebody stands in it twice or less than not at all"),
        N_("Compare the movements of this number with a backup: places behind it are counted wrong"),
    ),
    "list_cut": InvariantLabel(
        N_("A published list has lost its lines"), N_("Take the list of that month from a backup")
    ),
    "removal_missing": InvariantLabel(N_("Somebody is removed, and no removal in force says so"), LOOK_AT_JOURNAL),
    "signature_missing": InvariantLabel(
        N_("An application was filed, and its signature is gone"),
        N_("Take the signature from a backup: it is evidence"),
    ),
    "filing_unrecorded": InvariantLabel(N_("A filing has no row in the journal"), LOOK_AT_JOURNAL),
    "decision_unrecorded": InvariantLabel(N_("A decision has no row in the journal"), LOOK_AT_JOURNAL),
    "decision_untold": InvariantLabel(
        N_("Of a decision no message was made"),
        N_("Send the notice's message by hand; the notice itself is in the account"),
    ),
    "message_unfounded": InvariantLabel(
        N_("A message has no event in the journal"), N_("Find who made it before it goes out; close it under Messages")
    ),
    "message_stuck": InvariantLabel(
        N_("A message should have gone out more than a day ago"),
        N_("Look whether the job that sends messages runs, and at the provider's account"),
    ),
    "alert_missing": InvariantLabel(
        N_("A case is past its term, and nobody was told"),
        N_("Decide it now; look whether the job that tells of due times runs, and at the steps of escalation"),
    ),
    "clock_behind": InvariantLabel(
        N_("Something happened later than now: the clock is or was wrong"),
        N_("Set the clock of the server right; if it is right now, accept it under Technical breaks"),
    ),
    "reference_broken": InvariantLabel(
        N_("A row names another one that is not there"),
        N_("Somebody deleted past Kezek: take the missing row from a backup"),
    ),
    "counts_differ": InvariantLabel(
        N_("Kept counts differ from a recount"),
        N_("The records are counted meanwhile; find out who wrote past Kezek, then count anew from the console"),
    ),
    "days_differ": InvariantLabel(
        N_("Kept figures of days differ from the records"),
        N_("The records are counted meanwhile; find out who wrote past Kezek, then count anew from the console"),
    ),
}
