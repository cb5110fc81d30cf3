"""To sign: gathers what an application says, answers, statements and papers, in Kazakh and Russian and as shown.

The form is that of Annex 3 of the Order: what is asked for and what is stated are its sentences; what the applicant
answered, and says of records that are wrong, is theirs.
"""

from __future__ import annotations

from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from housing.labels import BASIS, N_
from housing.labels.fact_labels import REPRESENTS
from housing.presentation import fact_text
from housing.presentation.formats import format_datetime, language
from housing.queries.filing.draft import Draft
from housing.queries.filing.facts import load_case_facts
from housing.queries.reference.names import current_day, label_for_key
from housing.queries.reference.numbers import fill_law_numbers
from housing.queries.reference.settlements import settlement_name
from housing.reference_data.settlement_rows import SETTLEMENTS

#: Numbers of the annexes that point 13 and row 9 of the Order name for the application; they differ from each other.
APPLICATION_ANNEX, FORM_ANNEX = 3, 2
#: Grows when the document says something else than before.
DOCUMENT_FORM = "3"
REQUEST = N_(
    "I ask to be registered as a person in need of housing in the electronic base “Center for Housing Provision”."
)
REPRESENTATIVE_STATEMENT = N_("I act as the legal representative, in the name and in the interests of the applicant.")
SMALLER_DWELLING_STATEMENTS = {
    "yes": N_("I agree to a dwelling that falls short in floor area, fittings or storey."),
    "no": N_("I do not agree to a dwelling that falls short in floor area, fittings or storey."),
}
#: What the application states (its form of Annex 3). The last one only where a category is declared.
STATEMENTS = {
    "check": N_(
        "I do not object to a check of whether I and the family members permanently living with me have a dwelling"
        " in the Republic of Kazakhstan."
    ),
    "data": N_(
        "I consent to the collection and processing of my personal data, and to the use of information that is a"
        " secret protected by law and is held in information systems."
    ),
    "publish": N_(
        "I consent to the publication of data about me on the internet resource of the bank under articles 71 and 78"
        " of the Law “On Housing Relations”."
    ),
    "category": N_(
        "I have been notified and agree to be registered without belonging to the persons of article 74(1) of the Law"
        " if the state databases contain no information that confirms it."
    ),
}


def build_document(draft: Draft) -> dict[str, Any]:
    """What is signed of a draft, by the form of Annex 3 of the Order: the document as JSON takes it.

    It holds who applies and for whom, every answer and statement, papers by their hash, and disputed records. Words of
    the form and names of codes stand in Kazakh, in Russian and in the language of the page; phone, mail and notes as
    the applicant wrote them. It names the draft and its version: after a further answer it is another document.
    """
    a = draft.answers
    statements = [name for name in STATEMENTS if name != "category" or a["category"]]
    return {
        "form": DOCUMENT_FORM,
        "annex": APPLICATION_ANNEX,
        "language": language(),
        "application": draft.id,
        "version": draft.version,
        "applicant": {"iin": draft.iin, "name": draft.name},
        "representative": describe_representative(draft),
        "asks": translate_text(REQUEST),
        "basis": {"code": a["basis"], **translate_text(BASIS[a["basis"]].words)},
        "settlement": {"code": a["settlement"], **translate_name("settlements", a["settlement"])},
        "category": {"code": a["category"], **translate_name("categories", a["category"])} if a["category"] else None,
        "agrees_smaller": {
            "answer": a["agrees_smaller"],
            **translate_text(SMALLER_DWELLING_STATEMENTS[a["agrees_smaller"]]),
        },
        "contact": {"phone": a["phone"], "email": a.get("email", "")},
        "living_with": a.get("living_with", []),
        "papers": [{**paper.signed_fields, **translate_name("documents", paper.kind)} for paper in draft.papers],
        "disputes": describe_disputes(draft.id),
        "statements": [{"name": name, **translate_text(STATEMENTS[name])} for name in statements],
    }


def describe_representative(draft: Draft) -> dict[str, Any] | None:
    """Who applies in the applicant's name, in what quality, by which document and until when."""
    r = draft.representative
    if r is None:
        return None
    return {
        "iin": r.iin,
        "name": r.name,
        "relation": {"code": r.relation, **translate_text(REPRESENTS[r.relation])},
        "document": r.document,
        "issued_on": format_datetime(r.issued_on, "num"),
        "valid_until": format_datetime(r.valid_until, "num") if r.valid_until else None,
        **translate_text(REPRESENTATIVE_STATEMENT),
    }


def describe_disputes(draft_id: int) -> list[dict[str, Any]]:
    """What the applicant says of records that a database has wrong, in their own words."""
    facts, told = load_case_facts(draft_id), []
    for fact, one in sorted(facts.disputed.items()):
        words = {}
        for tongue in list_document_languages():
            with force_locale(tongue):
                words[tongue] = fact_text.describe_fact(facts.undisputed, fact, label_for_code)
        told.append({"fact": fact, "note": one.note, **words})
    return told


def label_for_code(catalog: str, key: str) -> str:
    """What a code of reference data is called, in the language of the page."""
    return label_for_key(catalog, key, language())


def list_document_languages() -> list[str]:
    """Kazakh and Russian, and the language of the page where it is a third."""
    return list(dict.fromkeys(("kk", "ru", language())))


def translate_text(words: str) -> dict[str, str]:
    """Language → a sentence of the form, with the numbers of the law that are in force today."""
    texts = {}
    for tongue in list_document_languages():
        with force_locale(tongue):
            texts[tongue] = fill_law_numbers(str(_(words)), current_day(), tongue)
    return texts


def translate_name(catalog: str, key: str) -> dict[str, str]:
    """Language → what a code is called; a settlement stands with its region: names repeat."""
    if catalog == SETTLEMENTS:
        return {tongue: settlement_name(key, tongue, with_parent=True) for tongue in list_document_languages()}
    return {tongue: label_for_key(catalog, key, tongue) for tongue in list_document_languages()}
