"""The words of codes in facts about people and dwellings."""

from __future__ import annotations

from housing.labels import N_

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

#: What records of one dwelling may say differently.
CONTRADICTED = {
    "emergency": N_("its records contradict each other on whether it is an emergency one"),
    "fit": N_("its records contradict each other on whether it is fit for living"),
    "settlement": N_("its records contradict each other on the settlement"),
    "share": N_("its records hold more than the whole of it"),
}

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
