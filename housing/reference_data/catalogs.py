"""Reference data as declarations: an entry of CATALOGS is a list, a form, a history, a file, and who may change it."""

from __future__ import annotations

from housing.labels import MESSAGE_KINDS, N_
from housing.law.working_time import ROW_4
from housing.reference_data.catalog_schema import Catalog, Holder
from housing.reference_data.fields import Field
from housing.reference_data.law_fields import LAW_FIELDS, WORKING_DAYS
from housing.reference_data.law_numbers import ANY_NUMBER
from housing.reference_data.reference_guards import require_branch_coverage, require_complaint_body, require_law_terms
from housing.reference_data.retention_kinds import RETENTION_FIELDS, RETENTION_TITLES, validate_retention
from housing.reference_data.text_templates import (
    BODY_PLACEHOLDERS,
    GROUND_NAMES,
    GROUND_PLACEHOLDERS,
    MESSAGE_PLACEHOLDERS,
    PARAGRAPH_PLACEHOLDERS,
    PARAGRAPHS,
)
from housing.reference_data.validators import (
    validate_hours,
    validate_recipients,
    validate_source,
    validate_steps,
)

TOO_LONG = N_("Annex 1 to the Rules, row 4, allows this basis no longer term: working days, at most %(most)s")

CATALOGS: tuple[Catalog, ...] = (
    Catalog(
        "days", N_("Working days and days off"),
        N_("What decrees of the Government and announcements changed in the calendar of public holidays."),
        Field("day", N_("Day"), "date"),
        (
            Field("working", N_("This day is"), "choice",
                  choices={"yes": N_("a working day"), "no": N_("a day off")}),
            Field("decree", N_("Document"), "text", N_("Its name, number and date")),
        ),
        at_once=True,
    ),
    Catalog(
        "causes", N_("Causes of a broken term"),
        N_("From these whoever handles a broken term chooses why it was broken."),
        Field("code", N_("Code"), "code"),
        (
            Field("name", N_("Title"), "words", most=100),
            Field("position", N_("Place in the list"), "number", most=999),
        ),
    ),
    Catalog(
        "second_look", N_("Rules of the second look"),
        N_("Which refusals a second official looks at before they take effect."),
        Field("rule", N_("Rule"), "choice", choices={
            "first_of_kind": N_("The first refusal on this ground in the branch"),
            "near_limit": N_("Something measured is close to its limit"), "lot": N_("Chosen by lot"),
        }),
        (
            Field("value", N_("Value"), "number", N_("Percent; of the first rule 1 is on and 0 is off"), most=100),
            Field("seed", N_("Seed of the lot"), "text", N_("Only for the lot: who knows it can draw again"), most=40,
                  optional=True),
        ),
        lasting=True,
    ),
    Catalog(
        "settlements", N_("Settlements (KATO)"),
        N_("Settlements of the official classifier: where people are registered, and for which they apply."),
        Field("code", N_("Code"), "kato", N_("Nine digits of the classifier")),
        (
            Field("name_kk", N_("Name in Kazakh"), "text", most=100),
            Field("name_ru", N_("Name in Russian"), "text", most=100),
            Field("parent", N_("Lies within"), "reference", N_("A region and a city of republican significance lie"
                  " within nothing"), of="settlements", optional=True),
            Field("kind", N_("Kind"), "choice", choices={
                "region": N_("region"), "city_republican": N_("city of republican significance"),
                "city_regional": N_("city of regional significance"), "city_local": N_("city of district significance"),
                "district": N_("district"), "urban_district": N_("district inside a city"),
            }),
            Field("applies", N_("Applications are taken for it"), "yes_no"),
        ),
        held_by=(Holder("open_cases", ("settlement",)), Holder("register", ("settlement",))),
        reference_guards=(require_branch_coverage,),
    ),
    Catalog(
        "branches", N_("Branches"), N_("Branches of the bank, and whose applications come to each."),
        Field("code", N_("Code"), "code", most=20),
        (
            Field("name", N_("Title"), "words", most=100),
            Field("serves", N_("Serves"), "reference", N_("Codes of settlements, with a blank between them; each"
                  " counts with all that lies within it, and the branch that names the nearest one serves"),
                  of="settlements", many=True),
        ),
        held_by=(Holder("open_cases", ("branch_code",)), Holder("active_staff", ("branch_code",))),
        reference_guards=(require_branch_coverage,),
    ),
    Catalog(
        "categories", N_("Categories of article 74"),
        N_("Whom article 74(1) of the Law names. People choose from these, and each has a list of its own."),
        Field("code", N_("Code"), "category", N_("C and a number: by it the state databases confirm the category")),
        (
            Field("name", N_("Title"), "words", N_("In the words of the Law"), most=300),
            Field("position", N_("Place in the list"), "number", most=999),
        ),
        held_by=(Holder("open_cases", ("category",)), Holder("register", ("list_code", "category_declared"))),
    ),
    Catalog(
        "documents", N_("Kinds of documents"),
        N_("Which documents people attach, and on which basis each is asked for."),
        Field("kind", N_("Kind"), "choice", choices={
            "technical_conclusion": N_("conclusion on an emergency dwelling"),
            "orphan_proof": N_("proof of absent care"),
            "representative_proof": N_("proof of representation"), "other": N_("anything else"),
        }),
        (
            Field("name", N_("Title"), "words", most=100),
            Field("hint", N_("What the person is told of it"), "words", most=300),
            Field("no_housing", N_("Asked for: no housing"), "yes_no"),
            Field("emergency_housing", N_("Asked for: emergency housing"), "yes_no"),
            Field("orphan_documents", N_("Asked for: orphan, by documents"), "yes_no",
                  N_("Of several kinds on a basis one is enough")),
        ),
        lasting=True,
    ),
    Catalog(
        "complaint_bodies", N_("Where people complain"),
        N_("To whom, how and within which term: this stands in every refusal and on the page for complaints."),
        Field("code", N_("Code"), "code"),
        (
            Field("name", N_("To whom"), "template", most=200),
            Field("how", N_("Address, or how"), "template", most=300),
            Field("term", N_("Term"), "template", most=200),
            Field("position", N_("Place in the list"), "number", most=999),
        ),
        blanks_of_all=BODY_PLACEHOLDERS, reference_guards=(require_complaint_body,),
    ),
    Catalog(
        "law", N_("Numbers of the law"),
        N_("By these an application is judged that is filed on their day or later. What was decided stays as it is."),
        Field("law", N_("Set"), "choice", choices={"law": N_("The numbers of the law")}),
        LAW_FIELDS,
        lasting=True, from_tomorrow=True, tried=True,
    ),
    Catalog(
        "messages", N_("Text messages"),
        N_("The words of every text message. Each fits one SMS and bears no personal data and no ground of refusal."),
        Field("message", N_("Message"), "choice", choices=MESSAGE_KINDS),
        (Field("text", N_("Text"), "template", parts=1),),
        lasting=True, blanks=MESSAGE_PLACEHOLDERS, blanks_of_all=ANY_NUMBER,
    ),
    Catalog(
        "grounds", N_("Words of the grounds of refusal"),
        N_("How a ground is told to the person, and what would mend it. Notices that were issued never change."),
        Field("ground", N_("Ground"), "choice", choices=GROUND_NAMES),
        (
            Field("requirement", N_("What the law asks"), "template", N_("As an official reads it in a list")),
            Field("words", N_("What is wrong"), "template", most=300),
            Field("mend", N_("What would mend it"), "template", most=300),
            Field("point", N_("Point of the law"), "template"),
        ),
        lasting=True, blanks=GROUND_PLACEHOLDERS, blanks_of_all=ANY_NUMBER,
    ),
    Catalog(
        "notices", N_("Running texts of the notices"),
        N_("Paragraphs of the notice of registration and of the refusal. Notices that were issued never change."),
        Field("paragraph", N_("Paragraph"), "choice", choices=PARAGRAPHS),
        (Field("text", N_("Text"), "template", most=600, languages=("kk", "ru")),),
        lasting=True, blanks=PARAGRAPH_PLACEHOLDERS, blanks_of_all=ANY_NUMBER,
    ),
    Catalog(
        "hours", N_("Hours and terms of the bank"),
        N_("When the bank works, and in how many working days it answers. Due times of open cases move with them."),
        Field("office", N_("Whose hours"), "choice", choices={"provider": N_("of the bank")}),
        (
            Field("opens", N_("Opens at"), "time"), Field("lunch_begins", N_("Lunch begins at"), "time"),
            Field("lunch_ends", N_("Lunch ends at"), "time", N_("The same as its beginning, where there is no lunch")),
            Field("closes", N_("Closes at"), "time", N_("What is filed from then on is accepted the next working day")),
            Field("days_no_housing", N_("Term of the basis “no housing”"), "number", WORKING_DAYS, least=1,
                  most=ROW_4["no_housing"], over=TOO_LONG),
            Field("days_emergency_housing", N_("Term of the basis “emergency housing”"), "number", WORKING_DAYS,
                  least=1, most=ROW_4["emergency_housing"], over=TOO_LONG),
            Field("days_orphan_documents", N_("Term of the basis “orphans by documents”"), "number", WORKING_DAYS,
                  least=1, most=ROW_4["orphan_documents"], over=TOO_LONG),
            Field("days_complaint", N_("Term of a complaint"), "number", WORKING_DAYS, least=1, most=30),
            Field("days_change", N_("Term of a reported change"), "number", WORKING_DAYS, least=1, most=15),
            Field("source_change", N_("On what the term of a reported change rests"), "text",
                  N_("Document and article. As long as no lawyer has confirmed it, say so here"), optional=True),
            Field("acceptance_day_counts", N_("The day of acceptance counts"), "yes_no"),
            Field("source", N_("Document"), "text", N_("Its name, number and date")),
        ),
        lasting=True, from_tomorrow=True, validate_row=validate_hours,
    ),
    Catalog(
        "steps", N_("Steps of escalation"),
        N_("How long before its term ends somebody is told of a case, and who."),
        Field("step", N_("Step"), "choice", choices={
            "term_1_1": N_("Terms of one or two working days: step 1"),
            "term_1_2": N_("Terms of one or two working days: step 2"),
            "term_1_3": N_("Terms of one or two working days: step 3, the term is broken"),
            "term_3_1": N_("Terms of three working days and more: step 1"),
            "term_3_2": N_("Terms of three working days and more: step 2"),
            "term_3_3": N_("Terms of three working days and more: step 3, the term is broken"),
        }),
        (
            Field("minutes", N_("Working minutes left"), "minutes", N_("Before the due time"), most=9999),
            Field("operator", N_("The official is told"), "yes_no"),
            Field("supervisor", N_("The branch supervisor is told"), "yes_no"),
            Field("head_office", N_("The head office is told"), "yes_no"),
        ),
        lasting=True, validate_row=validate_recipients, validate_rows=validate_steps,
    ),
    Catalog(
        "sources", N_("State databases"),
        N_("How each database is asked, and what it is called. Passwords and keys stand in the settings, never here."),
        Field("source", N_("Database"), "choice", choices={
            "natural_persons": N_("State Database of Natural Persons"), "civil_registry": N_("Civil Registry"),
            "consents": N_("State Service of Access Control to Personal Data"),
            "real_property": N_("Register of Immovable Property"), "orphans": N_("Republican Data Bank of Orphans"),
            "republican_base": N_("Unified Republican Electronic Base"),
            "state_housing": N_("Records of the State Housing Fund"),
            "mortgages": N_("Records of Mortgages under State Programmes"),
            "categories": N_("Registers of Social Categories"),
        }),
        (
            Field("name", N_("Name, as it is shown"), "words", most=100),
            Field("asked", N_("It is asked"), "yes_no",
                  N_("Who is not asked counts as silent: nobody is refused for it, an official has the case")),
            Field("service", N_("Service at the gateway"), "text", most=80),
            Field("address", N_("Address of its own"), "text",
                  N_("Empty: through the gateway. The bank's requests and its account there go to this address"),
                  optional=True),
            Field("seconds", N_("Seconds for which an answer is awaited"), "number", least=1, most=30),
            Field("pause", N_("Minutes before a silent one is asked again"), "number", least=1, most=120),
            Field("answers_from", N_("It answers from"), "time", N_("Empty: round the clock"), optional=True),
            Field("answers_until", N_("It answers until"), "time", N_("Empty: round the clock"), optional=True),
        ),
        lasting=True, validate_row=validate_source,
    ),
    Catalog(
        "retention", N_("How long data are kept"), N_("After its term each kind is erased at night, for good."),
        Field("kind", N_("Data"), "choice", choices=RETENTION_TITLES), RETENTION_FIELDS,
        lasting=True, from_tomorrow=True, validate_row=validate_retention, reference_guards=(require_law_terms,),
    ),
)  # fmt: skip


def find_catalog(code: str) -> Catalog | None:
    return next((one for one in CATALOGS if one.code == code), None)
