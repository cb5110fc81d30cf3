"""Which events of the journal the applicant's own page tells, in which words, and which are the office's alone.

Every kind of event stands in one of the two: TOLD has its words, UNTOLD its silence. A test holds both against all.
"""

from __future__ import annotations

from housing.labels import N_

EVENT_LABELS: dict[str, str] = {
    "application.submitted": N_("Submitted"),
    "application.accepted": N_("Accepted"),
    "application.checking": N_("The state databases were asked"),
    "source.awaited": N_("A database did not answer: it is asked again"),
    "application.handed_over": N_("Passed to an official"),
    "application.registered": N_("On the register"),
    "application.refused": N_("Registration refused"),
    "application.withdrawn": N_("Withdrawn by you"),
    "application.annulled": N_("Annulled: the key had been revoked before it signed"),
    "application.renewed": N_("Your complaint was upheld: the act is cancelled, your case is decided anew"),
    "case.term_moved": N_("The due time was moved: the message about it says why"),
    "case.acceptance_moved": N_("The time of acceptance was moved: the hours of the bank changed"),
    "change.filed": N_("You reported a change"),
    "change.settled": N_("The change that you reported is answered"),
    "entry.date_moved": N_("Your date in the queue was changed: the notice says why and how to complain"),
    "entry.passed_on": N_("The place passed to the family registered together"),
    "entry.succeeded": N_("Your family's place on the register passed to you"),
    "entry.taken_back": N_("A complaint was upheld: your place on the register is with you again, as it was"),
    "entry.handed_back": N_("A complaint was upheld: the place went back to who had it before"),
    "leave.filed": N_("You signed that you leave the register"),
    "change.voided": N_("What you signed does not count: the key had been revoked before"),
    "residence.asked": N_("A database names another settlement: you are asked whether you moved for good"),
    "complaint.answered": N_("Your complaint is answered"),
    "complaint.filed": N_("You complained"),
    "consent.asked": N_("A family member was asked for consent"),
    "consent.reminded": N_("A family member was reminded of the consent"),
    "consent.given": N_("A family member has consented"),
    "consent.refused": N_("A family member has refused consent: an official decides"),
    "consent.withdrawn": N_("A family member has withdrawn consent: nothing more is asked about them"),
    "entry.category_confirmed": N_("The databases have confirmed your category: you stand in its list now"),
    "entry.date_restored": N_("Your place on the register got the date of the act that was cancelled"),
    "entry.removed": N_("Removed from the register: the notice says why and how to complain"),
    "removal.proposed": N_("The bank considers removing you from the register: nothing is decided yet"),
    "removal.heard": N_("You said what you think of the removal"),
    "removal.returned": N_("You were not removed from the register: your place stays"),
    "removal.taken_back": N_("You were not removed from the register: your place stays"),
    "entry.restored": N_("Your complaint was upheld: your place on the register is given back as it was"),
    "inventory.unchanged": N_("Checked in an inventory: nothing has changed"),
    "inventory.asked": N_("The inventory asks you to look at your data and answer"),
    "inventory.reminded": N_("You were reminded to answer in the inventory"),
    "inventory.answered": N_("You answered in the inventory: an official looks at it"),
    "inventory.unanswered": N_("The time to answer in the inventory is over: an official looks at it"),
    "inventory.cleared": N_("An official has looked: your registration stands"),
    "notice.reissued": N_("The notice was corrected: a new one replaces it"),
    "register.imported": N_("Your place was taken over from the former base"),
    "register.import_undone": N_("Your place was taken over from the former base by mistake: taken back"),
    "own_consent.given": N_("You gave your consent again"),
    "own_consent.withdrawn": N_("You withdrew your consent: the databases are not asked about you any more"),
    "refusal.proposed": N_("A second official checks the decision before it takes effect"),
    "refusal.returned": N_("The second check is over: an official goes on with the application"),
    "refusal.taken_back": N_("The second check is over: an official goes on with the application"),
}
#: Told each time that it happens; of the others only that it began.
REPEATED_EVENTS = (
    "inventory.unchanged", "inventory.asked", "inventory.reminded", "inventory.answered", "inventory.unanswered",
    "inventory.cleared",
    "change.filed", "change.settled", "change.voided", "leave.filed", "entry.date_moved", "entry.passed_on",
    "entry.succeeded", "entry.taken_back", "entry.handed_back",
    "residence.asked", "consent.reminded", "own_consent.withdrawn",
    "own_consent.given", "complaint.filed", "complaint.answered", "case.term_moved",
    "application.registered", "application.refused", "application.renewed", "application.annulled",
    "entry.removed", "entry.restored", "removal.proposed", "removal.heard", "removal.returned", "removal.taken_back",
    "case.acceptance_moved", "notice.reissued",
    "refusal.proposed", "refusal.returned", "refusal.taken_back",
)  # fmt: skip
#: How the office works, what the person did before they filed, and what is told by another event of the same moment
#: (a refusal that was confirmed is told as the refusal).
HIDDEN_EVENTS = (
    "reference.drafted", "reference.published", "reference.simulation_started", "reference.simulation_seen",
    "reference.returned", "reference.rolled_back", "draft.opened", "draft.answered", "draft.rules_told",
    "draft.represented", "fact.disputed", "fact.undisputed", "fact.settled", "paper.filed", "paper.removed",
    "paper.scanned", "application.escalated", "alert.read", "alert.handled", "case.claimed", "case.released",
    "case.assigned", "file.opened", "signature.rechecked", "notice.sealed", "note.saved", "message.sent_again",
    "message.given_up", "code.sent", "code.used", "session.opened", "session.closed", "sign_in.failed", "staff.added",
    "staff.activated", "staff.deactivated", "staff.assigned", "staff.password", "staff.password_given",
    "staff.sessions_ended", "staff.authenticator", "staff.authenticator_reset", "staff.recovery_codes",
    "refusal.confirmed", "helpline.looked_up", "journal.exported", "paper.sent_file_taken",
    "removal.escalated", "removal.told",
    "act.proposed", "act.returned", "act.taken_back",
    "paper.moved", "register.exported", "list.published", "register.asked", "counts.rebuilt",
    "inventory.begun", "inventory.stopped", "inventory.ended", "inventory.unclear", "inventory.asked_anew",
    "change.drafted", "people.searched", "people.listed", "notice.verified", "readings.lost",
    "register.import_brought", "register.import_approved", "register.import_dropped",
)  # fmt: skip
