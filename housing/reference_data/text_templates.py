"""What the catalogs of words are about: which texts there are, and what may be filled into them. Pure."""

from __future__ import annotations

from housing.labels import MESSAGE_KINDS, N_
from housing.law.eligibility import GROUNDS
from housing.reference_data.law_numbers import placeholders_for
from housing.reference_data.placeholders import Placeholder, Placeholders

NUMBER = {"number": Placeholder(N_("number of the application"), "9912999999")}
DAY = {"day": Placeholder(N_("day on which the answer is due"), "31.12.2099")}
CAUSE = {"cause": Placeholder(N_("why it was moved"), "as point 16 of the Rules has it", needed=False)}
#: A longer one has no room beside the rest of a message: the name of the service stands in its place.
LONGEST_ADDRESS = "kezek.mybank.example"
CODE = {"code": Placeholder(N_("the code"), "999999")}
#: By message: the codes of `words.MESSAGE_KINDS`. No personal data, no ground of refusal (Rules, point 16).
MESSAGE_PLACEHOLDERS: dict[str, Placeholders] = {
    **dict.fromkeys(MESSAGE_KINDS, NUMBER),
    "accepted": NUMBER | DAY,
    **dict.fromkeys(("inventory", "inventory_again"), NUMBER | DAY),
    "term_moved": NUMBER | DAY | CAUSE,
    **dict.fromkeys(
        ("hearing", "family_hearing"),
        NUMBER | {"day": Placeholder(N_("last day to say what one thinks"), "31.12.2099")},
    ),
    **dict.fromkeys(("sign-in", "signing"), CODE),
    "consent": {"address": Placeholder(N_("address of the service"), LONGEST_ADDRESS)},
}
#: The running texts of the notices, as a list names them; what a notice bears beside them is no matter of wording.
PARAGRAPHS = {
    "replaces": N_("That it replaces another notice"), "representative": N_("Who filed it for the applicant"),
    "asked": N_("What was asked for"), "unconfirmed": N_("Category not confirmed"),
    "record_wrong": N_("A record that is missing or wrong"), "order": N_("Order within a list"),
    "priority": N_("First-priority right"), "lists": N_("Publication of the lists"),
    "unanswered": N_("Facts that stayed unknown"), "again": N_("Applying again"), "complain": N_("Time to complain"),
    "automatic": N_("Decided automatically"), "rules": N_("Rules and help"),
    "annulled": N_("What is annulled"), "annulled_mend": N_("What the person can do after an annulment"),
    "renewed": N_("An act is cancelled"), "renewed_term": N_("Term of the new decision"),
    "date_renewed": N_("Why the date in the queue is an earlier one"),
    "removed": N_("What a removal ends"), "removed_again": N_("What the person can do after a removal"),
    "restored": N_("A place on the register is given back"),
}  # fmt: skip
#: What a refusal may not leave out: until when one may complain, or that time is twice as long (Administrative
#: Procedural Code, articles 80 and 92). To whom, and how long an answer takes, is the catalog of complaint bodies.
PARAGRAPH_PLACEHOLDERS: dict[str, Placeholders] = {
    "replaces": {"number": Placeholder(N_("number of the notice replaced")), "day": Placeholder(N_("its day"))},
    "representative": {"name": Placeholder(N_("name of the representative"))},
    "complain": {"day": Placeholder(N_("last day to complain")), **placeholders_for("complaint_months")},
    "renewed": {
        "complaint": Placeholder(N_("number of the complaint")),
        "day": Placeholder(N_("day of the cancelled act")),
    },
    "renewed_term": {
        "day": Placeholder(N_("day on which the decision is due")),
        "counts": Placeholder(N_("date in the queue")),
    },
    "date_renewed": {"complaint": Placeholder(N_("number of the complaint"))},
    "removed": {"day": Placeholder(N_("day of the removal")), "place": Placeholder(N_("register number"))},
    "restored": {
        "complaint": Placeholder(N_("number of the complaint")),
        "day": Placeholder(N_("day of the cancelled act")),
    },
}
#: Which numbers of the law a ground is told with; it may name any other.
WORSENED = (
    "worsened_exchange",
    "worsened_alienation",
    "worsened_damage",
    "worsened_moved_out",
    "worsened_settled_others",
)
GROUND_PLACEHOLDERS: dict[str, Placeholders] = {
    "not_adult": placeholders_for("adult_age", "orphan_age"),
    "owned_housing": placeholders_for("ownership_years"),
    "not_registered_here": placeholders_for("orphan_age"),
    "residence_too_short": placeholders_for("residence_years"),
    **dict.fromkeys(WORSENED, placeholders_for("worsening_years")),
}
#: Of whoever hears complaints: how long each may take.
BODY_PLACEHOLDERS: Placeholders = placeholders_for("bank_complaint_days", "quality_body_days", "complaint_months")
#: By its key, how a ground of refusal is called in a list.
GROUND_NAMES = {ground.key: ground.words for ground in GROUNDS}
