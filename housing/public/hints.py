"""Hints before sign-in: a few plain questions, and what may stand in the way. Never a decision, and nothing is kept.

The answers travel as harmless codes in the address (no name, no number, no place); the page is never stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import Optional

from housing.labels import BASIS, N_
from housing.labels.fact_labels import STATUS_OF_PERSON
from housing.law.facts import BASES
from housing.law.self_assessment import AssessmentResult, assess_eligibility
from housing.law.working_time import ALMATY
from housing.presentation.formats import language
from housing.public import public
from housing.queries.reference.law import load_law_or_first
from housing.queries.reference.numbers import fill_law_numbers
from housing.web.access import ANYONE, access
from housing.web.current import now
from housing.web.responses import page

UNKNOWN_ANSWER = "unknown"
YES_NO = {"yes": _l("Yes"), "no": _l("No")}


def question_field(label: Any, answers: dict[str, Any]) -> Any:
    """Radios; "I do not know" is possible everywhere, and so is no answer."""

    def answer_choices() -> list[tuple[str, str]]:
        return [(code, with_law_numbers(str(_(words)))) for code, words in answers.items()] + [
            (UNKNOWN_ANSWER, _("I do not know"))
        ]

    return RadioField(
        label, [Optional()], choices=answer_choices, invalid_choice_message=_l("Choose one of the answers")
    )


def with_law_numbers(words: str) -> str:
    """With the numbers of the law of today."""
    return fill_law_numbers(words, now().astimezone(ALMATY).date(), language())


def with_law_numbers_lazily(words: str) -> LazyString:
    """The same of a message id, on the day and in the language in which it is read."""
    return LazyString(lambda: with_law_numbers(_(words)))


class HintsForm(FlaskForm):
    """In the order of the page. Nothing personal: which case, never who, where or when."""

    class Meta:
        csrf = False

    basis = question_field(_l("Which situation is yours?"), {basis: BASIS[basis].words for basis in BASES})
    emergency = question_field(_l("Has the akimat recognised the dwelling as emergency?"), YES_NO)
    near = question_field(_l("Is that dwelling in the settlement where you want to apply?"), YES_NO)
    status = question_field(_l("Who are you?"), STATUS_OF_PERSON)
    age = question_field(
        _l("How old are you?"),
        {"adult": N_("{adult_age} of age or older"), "minor": N_("Under {adult_age} of age")},
    )
    here = question_field(_l("Are you registered at a place of residence where you want to apply?"), YES_NO)
    city = question_field(_l("Is it Astana, Almaty or Shymkent?"), YES_NO)
    years = question_field(
        with_law_numbers_lazily(N_("Have you been registered in that city for at least {residence_years}?")), YES_NO
    )
    orphan = question_field(
        with_law_numbers_lazily(
            N_("Are you under {orphan_age} of age and an orphan, or left without parental care as a child?")
        ),
        YES_NO,
    )
    housing = question_field(
        _l("Do you, your spouse or your minor children own housing in Kazakhstan?"),
        {
            "none": N_("No, and not within the last {ownership_years} either"),
            "now": _l("Yes"),
            "before": N_("Not now, but within the last {ownership_years}"),
        },
    )
    share = question_field(
        _l("Was it a whole dwelling or a share?"), {"whole": _l("A whole dwelling"), "share": _l("A share only")}
    )
    queue = question_field(
        _l("Do you stand in a queue for housing already?"),
        {"none": _l("No"), "akimat": _l("Yes, in the queue of an akimat"), "bank": _l("Yes, on this register")},
    )
    uses = question_field(
        _l("Do you live in a dwelling of the state, or in one that the akimat rents for you?"), YES_NO
    )
    privatised = question_field(_l("Have you ever got a dwelling from the state and privatised it?"), YES_NO)
    mortgage = question_field(_l("Have you bought a dwelling with a mortgage of a state programme?"), YES_NO)


def relevant_questions(said: dict[str, str | None]) -> Iterator[str]:
    """The questions that make sense after the answers so far."""
    young = "no" in (said["here"], said["years"]) or said["age"] == "minor" or said["basis"] == "orphan_documents"
    shown = {
        "emergency": said["basis"] == "emergency_housing",
        "near": said["basis"] == "emergency_housing" and said["emergency"] == "yes",
        "city": said["here"] == "yes",
        "years": said["here"] == said["city"] == "yes",
        "orphan": young,
        "share": said["housing"] in ("now", "before"),
    }
    return (name for name in said if shown.get(name, True))


@public.get("/hints")
@access(ANYONE)
def hints() -> Response:
    form = HintsForm(request.args)
    valid = form.validate()
    said = {field.name: field.data for field in form}
    questions = list(relevant_questions(said))
    given = {name: str(said[name]) for name in questions if said[name] not in (None, UNKNOWN_ANSWER)}
    shown = valid and "show" in request.args
    return page(
        "public/hints.html",
        200 if valid else 422,
        fragment="public/_hints_form.html",
        form=form,
        given=given,
        questions=questions,
        shown=shown,
        supposed=assess_answers(given) if shown else None,
    )


def assess_answers(given: dict[str, str]) -> AssessmentResult:
    law = load_law_or_first(now().astimezone(ALMATY).date())
    return assess_eligibility(given, max(now().astimezone(ALMATY).date(), law.since), law)
