"""The words of codes: message ids that the edge translates. Terms as in the Order and the Law."""

from __future__ import annotations

from typing import NamedTuple


def N_(words: str) -> str:
    """Marks a message id for the catalogues; translating is the edge's work."""
    return words


class Basis(NamedTuple):
    """A basis of registration (Annex 1, rows 4, 5, 9): how a person says it, how the bank does, its short name, what it
    asks for. Numbers of the law in them are blanks (`law_numbers`)."""

    words: str
    told: str
    short: str
    documents: str


BASIS: dict[str, Basis] = {
    "no_housing": Basis(
        N_("I have owned no housing for the last {ownership_years_in_words}"),
        N_("Has owned no housing for the last {ownership_years_in_words}"),
        N_("No housing"),
        N_("No documents are needed: we take everything from the state databases."),
    ),
    "emergency_housing": Basis(
        N_("My only dwelling is recognised as emergency"),
        N_("The only dwelling is recognised as emergency"),
        N_("Emergency housing"),
        N_("You attach the technical conclusion of a certified expert."),
    ),
    "orphan_documents": Basis(
        N_("I am an orphan or was left without parental care, and the data bank holds no record"),
        N_("An orphan or a child left without parental care, of whom the data bank holds no record"),
        N_("Orphan, by documents"),
        N_("You attach documents that prove the absence of parental care or the status of the legal representative."),
    ),
}

#: The list in which somebody stands who has no confirmed category; the names of the others
#: stand in the catalog of categories.
GENERAL_LIST, GENERAL = "general", N_("General list")

NOTICE_TITLES: dict[str, str] = {
    "registered": N_("Notice of registration"),
    "refused": N_("Reasoned refusal of registration"),
    "annulled": N_("Notice of annulment"),
    "renewed": N_("Notice that a case is decided anew"),
    "removed": N_("Notice of removal from the register"),
    "restored": N_("Notice that a place on the register is given back"),
    "date_moved": N_("Notice that the date in the queue was changed"),
    "succeeded": N_("Notice that a place passed on"),
    "returned": N_("Notice that a place went back"),
}
#: In which language an official's own words in a notice are written; "" is both.
WRITTEN_IN: dict[str, str] = {"kk": N_("in Kazakh"), "ru": N_("in Russian"), "": N_("in both languages")}
#: What a person may print of an application that was filed.
FILING_TITLES: dict[str, str] = {
    "receipt": N_("Receipt of the application"),
    "application": N_("Application for registration, as it was signed"),
}

ROLES: dict[str, str] = {
    "operator": N_("operator"),
    "supervisor": N_("branch supervisor"),
    "head_office": N_("head office"),
    "administrator": N_("administrator"),
    "helpline": N_("helpline"),
    "auditor": N_("auditor"),
}

#: Why a due time was moved, as the message about it ends: one part of a text message has room for 31 letters.
TERM_CAUSES: dict[str, str] = {
    "calendar": N_("the calendar has changed"),
    "hours": N_("the bank's hours have changed"),
    "term": N_("the term has changed"),
    "point_16": N_("as point 16 of the Rules has it"),
    "recount": N_("the term was counted anew"),
}
#: What a message of the outbox tells, for staff; codes as in notices.KINDS.
MESSAGE_KINDS: dict[str, str] = {
    "accepted": N_("Application accepted"),
    "consent": N_("Consent needed"),
    "registered": N_("Registered"),
    "registered_nocat": N_("Registered, category not confirmed"),
    "refused": N_("Registration refused"),
    "category": N_("Category confirmed"),
    "annulled": N_("Annulled"),
    "renewed": N_("The case is decided anew"),
    "reissued": N_("Notice corrected"),
    "term_moved": N_("Due time moved"),
    "complaint_answered": N_("Complaint answered"),
    "hearing": N_("A removal is considered"),
    "stays": N_("A removal was given up"),
    "removed": N_("Removed from the register"),
    "restored": N_("Place on the register given back"),
    "inventory": N_("Inventory: the person is asked"),
    "inventory_again": N_("Inventory: a reminder"),
    "date_moved": N_("Date in the queue changed"),
    "succeeded": N_("A family's place passed on"),
    "returned": N_("A family's place went back"),
    "key_void": N_("The key behind a place that passed on was revoked"),
    "ground_gone": N_("A ground of a refusal is gone"),
    "family_hearing": N_("Somebody of the family is heard about the place"),
    "family_place": N_("Somebody of the family is told what became of the place"),
    "change_settled": N_("Reported change answered"),
    "residence": N_("A move is asked about"),
    "sign-in": N_("Code to sign in"),
    "signing": N_("Code to sign"),
}
#: Where a message stands: tone and icon of the style sheet, words.
MESSAGE_STATES: dict[str, tuple[str, str, str]] = {
    "waiting": ("warn", "clock", N_("To be sent")),
    "sent": ("info", "send", N_("Sent, not reported yet")),
    "delivered": ("ok", "check", N_("Delivered")),
    "undelivered": ("bad", "alert", N_("Not delivered")),
    "failed": ("bad", "alert", N_("Given up")),
    "closed": ("mute", "cross", N_("Closed by an official")),
    "cabinet_only": ("mute", "home", N_("Account only")),
    "superseded": ("mute", "doc", N_("Replaced by a later one")),
}
#: What happened, by the kind of the row; a test holds every kind that the actions write against it.
EVENTS: dict[str, str] = {
    "reference.drafted": N_("Reference data were drafted"), "reference.published": N_("Reference data were published"),
    "reference.simulation_started": N_("A draft of the law's numbers was tried over the whole register"),
    "reference.simulation_seen": N_("Somebody read whom a draft of the law's numbers would touch"),
    "reference.returned": N_("A draft of reference data was returned"),
    "reference.rolled_back": N_("A version of reference data was taken back"),
    "case.acceptance_moved": N_("The time of acceptance was moved with the hours of the bank"),
    "draft.opened": N_("An application was begun"), "draft.answered": N_("Answers were given in a draft"),
    "draft.erased": N_("A draft was erased"), "data.erased": N_("Data were erased after their term"),
    "data.swept": N_("The night's look at what has outlived its term is over"),
    "data.taken": N_("Somebody took out the file of their own data"),
    "draft.rules_told": N_("A change of the rules was told"),
    "draft.represented": N_("Somebody said for whom they apply"),
    "fact.disputed": N_("The applicant disputed a fact"), "fact.undisputed": N_("A dispute was taken back"),
    "fact.settled": N_("A fact was settled"), "paper.filed": N_("A document was attached"),
    "paper.sent_file_taken": N_("A document was taken out as it had been sent"),
    "paper.moved": N_("The order of the files of a document was changed"),
    "paper.removed": N_("A document was taken out"), "paper.scanned": N_("The antivirus looked at a document"),
    "application.submitted": N_("Signed and filed"), "application.accepted": N_("Accepted"),
    "application.checking": N_("The state databases were asked"), "source.awaited": N_("A database did not answer"),
    "application.handed_over": N_("Checked and handed to an official"),
    "application.registered": N_("Decided: register"), "application.refused": N_("Decided: refuse"),
    "application.withdrawn": N_("Withdrawn by the applicant"),
    "application.annulled": N_("Annulled: the key was revoked before signing"),
    "application.renewed": N_("A complaint was upheld: the act is cancelled, the case is decided anew"),
    "entry.date_restored": N_("The place on the register got the date that it would have had"),
    "entry.restored": N_("A complaint about a removal was upheld: the place is given back"),
    "removal.told": N_("It is known that the person was told of the removal"),
    "removal.heard": N_("The person said what they think of a removal"),
    "removal.proposed": N_("A removal was proposed: it waits for a second official"),
    "removal.returned": N_("The second official returned the removal"),
    "removal.taken_back": N_("Whoever proposed the removal took it back"),
    "application.escalated": N_("Alert about the due time"), "alert.read": N_("The alert was read"),
    "case.claimed": N_("Claimed"), "case.released": N_("Released"), "file.opened": N_("A person's file was opened"),
    "signature.rechecked": N_("A signature was looked at again"), "notice.sealed": N_("A notice was sealed"),
    "notice.reissued": N_("The notice was corrected: a new one replaces it"),
    "message.sent_again": N_("A message was sent again by hand"),
    "message.given_up": N_("A message was given up by hand"),
    "entry.category_confirmed": N_("The category is confirmed: the list changed"),
    "consent.asked": N_("A family member was asked for consent"), "consent.given": N_("A family member has consented"),
    "consent.reminded": N_("A family member was reminded of the consent"),
    "consent.refused": N_("A family member has refused consent"),
    "consent.withdrawn": N_("A family member has withdrawn consent"),
    "own_consent.withdrawn": N_("The applicant has withdrawn consent"),
    "own_consent.given": N_("The applicant has consented again"),
    "change.drafted": N_("A report of a change was begun"), "change.filed": N_("A change was reported, signed"),
    "change.settled": N_("A reported change was settled"), "residence.asked": N_("A move was asked about"),
    "act.proposed": N_("A change of a place was proposed: it waits for a second official"),
    "act.returned": N_("The second official returned the change of a place"),
    "family.heard": N_("Somebody of the family said what they think of what is proposed for the place"),
    "complaint.family_filed": N_("Somebody of the family complained of a decision about the place"),
    "complaint.family_answered": N_("The complaint of somebody of the family was answered"),
    "signature.void_after": N_("The key had been revoked, and the place has passed on: an official looks at it"),
    "act.taken_back": N_("Whoever proposed the change of a place took it back"),
    "entry.date_moved": N_("The date in the queue was changed"),
    "entry.passed_on": N_("The place passed to the family"), "entry.succeeded": N_("The family's place was taken over"),
    "entry.taken_back": N_("A complaint about a succession was upheld: the place is back with who had it"),
    "entry.handed_back": N_("A complaint about a succession was upheld: the place went back to who had it"),
    "change.voided": N_("A signed statement does not count: its key had been revoked"),
    "complaint.filed": N_("A complaint was filed"), "complaint.answered": N_("The complaint was answered"),
    "code.sent": N_("A one-time code was sent"), "code.used": N_("A one-time code was entered"),
    "session.opened": N_("Signed in"), "session.closed": N_("Signed out"), "sign_in.failed": N_("A sign-in failed"),
    "staff.added": N_("An official was added"), "staff.authenticator": N_("An authenticator was set up"),
    "staff.activated": N_("An account was opened again"), "staff.deactivated": N_("An account was closed"),
    "staff.assigned": N_("Role or branch of an official changed"), "staff.password": N_("A password was changed"),
    "staff.password_given": N_("A new password was given"), "staff.sessions_ended": N_("Sessions were ended"),
    "staff.authenticator_reset": N_("An authenticator was reset"), "entry.removed": N_("Removed from the register"),
    "staff.recovery_codes": N_("New recovery codes were made"), "leave.filed": N_("Leaving the register was signed"),
    "case.assigned": N_("Assigned by the supervisor"), "alert.handled": N_("The alert was handled"),
    "refusal.proposed": N_("A refusal was proposed: it waits for a second look"),
    "refusal.returned": N_("The second look returned the refusal"), "note.saved": N_("A note was saved"),
    "refusal.ground_gone": N_("The place for which the person had been refused was taken back"),
    "refusal.taken_back": N_("Whoever proposed the refusal took it back"),
    "refusal.confirmed": N_("The second look confirmed the refusal"),
    "helpline.looked_up": N_("The helpline looked up an application"),
    "journal.exported": N_("The journal was taken out as a file"),
    "removal.escalated": N_("Alert about a removal"), "act.escalated": N_("Alert about a change of a place"),
    "register.asked": N_("Another system asked where somebody stands"),
    "people.searched": N_("People were searched for"), "people.listed": N_("A list of people was read"),
    "notice.verified": N_("A notice was checked by its code"),
    "readings.lost": N_("Readings of files were lost in a power cut"),
    "inventory.begun": N_("An inventory of the register was begun"), "case.term_moved": N_("The due time was moved"),
    "inventory.stopped": N_("An inventory of the register was stopped"),
    "inventory.ended": N_("An inventory of the register has ended"),
    "inventory.unchanged": N_("Checked in an inventory: nothing has changed"),
    "inventory.asked": N_("The inventory asks the person to look and answer"),
    "inventory.reminded": N_("The person was reminded of the inventory"),
    "inventory.answered": N_("The person answered in the inventory"),
    "inventory.unanswered": N_("The person did not answer in the inventory"),
    "inventory.unclear": N_("The inventory handed the entry to an official"),
    "inventory.asked_anew": N_("An official has the databases asked again in the inventory"),
    "inventory.cleared": N_("An official settled the entry in the inventory"),
    "list.published": N_("A list of the register was published"), "counts.rebuilt": N_("Kept counts were counted anew"),
    "register.exported": N_("A list of the register was taken out as a file"),
    "register.import_brought": N_("A file of a former base was brought"),
    "register.import_approved": N_("A file of a former base was approved for the register"),
    "register.imported": N_("A file of a former base came onto the register"),
    "register.import_undone": N_("A file of a former base was taken off the register again"),
    "register.import_dropped": N_("A file of a former base was put aside"),
}  # fmt: skip
#: Who did it, where that is no official.
ACTORS: dict[str, str] = {
    "citizen": N_("the applicant"),
    "family": N_("a family member"),
    "system": N_("the system"),
    "console": N_("the server's console"),
    "stranger": N_("somebody not signed in"),
}
