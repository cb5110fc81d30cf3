"""The words of codes: message ids that the edge translates. Terms as in the Order and the Law."""

from __future__ import annotations

from typing import NamedTuple


def N_(words: str) -> str:
    """Marks a message id for the catalogues; translating is the edge's work."""
    return words


class Basis(NamedTuple):
    """A basis of registration (Annex 1, rows 4, 5, 9): how a person says it, its short name, what it asks for."""

    words: str
    short: str
    documents: str


BASIS: dict[str, Basis] = {
    "no_housing": Basis(
        N_("I have owned no housing for the last five years"),
        N_("No housing"),
        N_("No documents are needed: we take everything from the state databases."),
    ),
    "emergency_housing": Basis(
        N_("My only dwelling is recognised as emergency"),
        N_("Emergency housing"),
        N_("You attach the technical conclusion of a certified expert."),
    ),
    "orphan_documents": Basis(
        N_("I am an orphan or was left without parental care, and the data bank holds no record"),
        N_("Orphan, by documents"),
        N_("You attach documents that prove the absence of parental care or the status of the legal representative."),
    ),
}

#: Persons of Article 74(1) of the Law; not belonging to them is never a ground for refusal (Rules, point 10).
CATEGORIES: dict[str, str] = {
    "C1": N_("Veterans of the Great Patriotic War"),
    "C2": N_("Veterans equated in benefits to veterans of the Great Patriotic War"),
    "C3": N_("Veterans of combat in the territory of other states"),
    "C4": N_("Orphans"),
    "C5": N_("Children left without parental care"),
    "C6": N_("Mothers of many children with the awards Altyn Alqa, Kümis Alqa, Mother Heroine or Maternal Glory"),
    "C7": N_("Large families"),
    "C8": N_("Families having or bringing up children with disabilities"),
    "C9": N_("Persons with disability of the first and second groups"),
    "C10": N_("Widows (widowers)"),
}

#: The list in which somebody stands who has no confirmed category.
GENERAL_LIST = "general"
LISTS: dict[str, str] = {GENERAL_LIST: N_("General list"), **CATEGORIES}

DOCUMENT_KINDS: dict[str, str] = {
    "technical_conclusion": N_("Technical conclusion of a certified expert"),
    "orphan_proof": N_("Document proving the absence of parental care"),
    "representative_proof": N_("Document proving the status of the legal representative"),
    "other": N_("Another document"),
}

NOTICE_TITLES: dict[str, str] = {
    "registered": N_("Notice of registration"),
    "refused": N_("Reasoned refusal of registration"),
}

ROLES: dict[str, str] = {
    "operator": N_("operator"),
    "supervisor": N_("branch supervisor"),
    "head_office": N_("head office"),
    "administrator": N_("administrator"),
    "helpline": N_("helpline"),
    "auditor": N_("auditor"),
}

#: Why an administrator took an authenticator away; codes, for the journal bears no personal data.
RESET_REASONS: dict[str, str] = {
    "lost": N_("The phone and the recovery codes are lost"),
    "stolen": N_("The phone was stolen, or somebody else knows the key"),
    "replaced": N_("The phone was replaced"),
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
    "reissued": N_("Notice corrected"),
    "complaint_answered": N_("Complaint answered"),
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
#: Why it did not go out or arrive.
MESSAGE_FAULTS: dict[str, str] = {
    "base": N_("The Mobile Citizens Base did not answer"),
    "down": N_("The provider could not be reached"),
    "busy": N_("The provider asked for a pause"),
    "lost": N_("The provider's answer was lost"),
    "money": N_("The bank's account at the provider is empty"),
    "account": N_("The provider does not let the bank in"),
    "number": N_("The provider refused the number"),
    "address": N_("There is no such e-mail address"),
    "text": N_("The provider refused the words"),
    "refused": N_("The provider refused the message"),
    "undeliverable": N_("The operator could not deliver it"),
    "no_report": N_("No report of delivery came within two days"),
}
#: Why an official gave a message up.
MESSAGE_CLOSED: dict[str, str] = {
    "told": N_("The person was told otherwise"),
    "unreachable": N_("The number is no longer theirs"),
    "needless": N_("It is no longer needed"),
}

ENDED_BY: dict[str, str] = {
    "sale": N_("sold"),
    "gift": N_("given away"),
    "exchange": N_("exchanged"),
    "bought_out": N_("bought out by the akimat"),
    "inheritance_left": N_("left by inheritance"),
    "destroyed": N_("destroyed"),
    "other": N_("ended otherwise"),
}
STATUS_OF_PERSON: dict[str, str] = {
    "citizen": N_("citizen of Kazakhstan"),
    "kandas": N_("kandas"),
    "other": N_("neither a citizen nor a kandas"),
}
RELATIONS: dict[str, str] = {"spouse": N_("spouse"), "child": N_("child"), "declared": N_("lives with the applicant")}

#: In what quality somebody applies for another (Law, article 71(3); Code on Marriage and Family, chapters 17 to 20).
REPRESENTS: dict[str, str] = {
    "guardian": N_("guardian of a child under 14"),
    "trustee": N_("trustee of a child from 14 to 18"),
    "foster_carer": N_("foster carer"),
    "foster_parent": N_("foster parent"),
    "institution": N_("head of the institution in which the child lives"),
    "guardian_of_adult": N_("guardian of an adult whom a court has declared incapable"),
}
#: These act until the applicant is of age; a guardian of an adult, until the document runs out.
UNTIL_OF_AGE = ("guardian", "trustee", "foster_carer", "foster_parent", "institution")
