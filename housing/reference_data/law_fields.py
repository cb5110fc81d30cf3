"""The numbers of the law as fields of their catalog: each with the place where the law names it. Pure."""

from __future__ import annotations

from housing.labels import N_
from housing.reference_data.fields import Field

WORKING_DAYS = N_("In working days")
#: The last six decide nothing: they are told to people, who act by them.
LAW_FIELDS: tuple[Field, ...] = (
    Field("source", N_("Document"), "words", N_("Its name, number and date")),
    Field("counted_share", N_("A share in a dwelling"), "choice", choices={
        "any": N_("counts as a dwelling"), "whole": N_("does not count"),
        "review": N_("is left to an official"),
    }),
    Field("ownership_window_years", N_("Housing owned within the last so many years"), "number",
          N_("Rules, point 15, 2); Law, article 72, 1)"), least=1, most=50),
    Field("worsening_window_years", N_("Worsening of housing conditions within the last so many years"),
          "number", N_("Annex 1 to the Rules, refusal 3)"), least=1, most=50),
    Field("adult_from_years", N_("Of age, in years"), "number", N_("Rules, point 7"), least=14, most=30),
    Field("orphan_until_years", N_("An orphan until, in years"), "number", N_("Law, article 69(2)"),
          least=18, most=60),
    Field("residence_years", N_("Registered in the city for so many years"), "number",
          N_("Law, article 71(2)"), most=50),
    Field("residence_cities", N_("Cities where that is asked"), "reference",
          N_("Codes of the classifier (KATO) with a blank between"), of="settlements", many=True,
          optional=True),
    Field("complaint_months", N_("Months to complain"), "number",
          N_("Administrative Procedural Code, article 92"), least=1, most=24),
    Field("quality_body_days", N_("Term of the body that controls quality"), "number", WORKING_DAYS, least=1,
          most=90),
    Field("removal_notice_days", N_("Days to tell of a removal"), "number", N_("Law, article 73(3)"), least=1,
          most=90),
    Field("representative_months", N_("Months in which a legal representative applies"), "number",
          N_("Law, article 71(3)"), least=1, most=24),
    Field("retention_years", N_("Years for which data are kept after the register"), "number",
          N_("As the consent says"), least=1, most=75),
    Field("withdrawal_days", N_("Term to answer a withdrawn consent"), "number", WORKING_DAYS, least=1,
          most=90),
)  # fmt: skip
