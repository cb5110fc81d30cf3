"""A case: what is asked, facts and evidence, what the law says of them, and the decision; to the auditor, to read."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from housing.actions.cases import decide as deciding
from housing.actions.cases.claim import renew
from housing.actions.cases.open_case import opened
from housing.law.facts import ESTABLISHABLE
from housing.law.findings import AS_SAID, NotAnAnswer, question
from housing.operator import TAKERS, back_to_list, language_field, operator
from housing.operator._case_parts import (
    A_DAY,
    NOTE,
    PAPER,
    READERS,
    TOO_LONG,
    WORKERS,
    finding,
    readable,
    stripped,
)
from housing.presentation import fact_text
from housing.presentation.formats import language
from housing.queries.cases import case as cases
from housing.queries.cases.acts import acts_before
from housing.queries.cases.countdown import left
from housing.queries.cases.four_eyes import may_review, told_of
from housing.queries.cases.inbox import unread
from housing.queries.cases.notes import notes
from housing.queries.cases.proposal import Proposal, proposal
from housing.queries.filing.contact import contact
from housing.queries.filing.fact_table import lines
from housing.queries.filing.facts import facts_of
from housing.queries.filing.filed_papers import filed_papers
from housing.queries.reference.calendar import holiday_words
from housing.queries.reference.names import called
from housing.queries.reference.sources import silent_about
from housing.queries.reference.term import term_of
from housing.queries.signin.representation import representation_of
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import in_print
from housing.web.post_redirect_get import call_once
from housing.web.responses import page


def worsening(form: Any, field: Any) -> None:
    given = [bool(one.data) for one in (field, form.established_on, form.established_by)]
    if any(given) and not all(given):
        raise ValidationError(_("Choose what is established, write the day and name the document: all three or none"))


def noted(form: Any, field: Any) -> None:
    if form.law.findings and not field.data:
        raise ValidationError(_("Write on what paper or answer your findings rest"))
    if len(whole_note(form)) > NOTE:
        raise ValidationError(str(TOO_LONG))


def whole_note(form: Any) -> str:
    return "\n".join(filter(None, (form.note.data, form.established.data and form.established_by.data)))


class WorseningForm(FlaskForm):
    """What only an official establishes: Annex 1, refusal 3), indents 3 to 5."""

    established = RadioField(
        _l("Deliberate worsening, if it is established"), [worsening], default="", choices=[
            SelectChoice("", _l("Nothing is established")),
            SelectChoice("worsened_damage", _l("Destroyed or damaged through the applicant's fault")),
            SelectChoice("worsened_moved_out", _l("Moved out while not in need of housing from the state fund")),
            SelectChoice("worsened_settled_others", _l("Settled in persons other than the family")),
        ])  # fmt: skip
    established_on = StringField(_l("When"), [partial(readable, A_DAY)], [stripped])
    established_by = StringField(_l("The document that shows it"), [PAPER, in_print], [stripped])


class DecisionForm(WorseningForm):
    """`form_of` adds a field for each unknown fact, `law` and the names of those fields, `settled`."""

    verdict = RadioField(
        _l("Your decision"), [InputRequired(_l("Choose the decision"))],
        choices=[SelectChoice("register", _l("Register")), SelectChoice("refuse", _l("Refuse"))],
    )  # fmt: skip
    note = TextAreaField(_l("Note"), [noted, in_print], [stripped])
    note_language = language_field()


def name_of(fact: str) -> str:
    return "settle-" + re.sub(r"\W+", "-", fact)


def found_about(facts: tuple[str, ...]) -> dict[str, Any]:
    """What was chosen or typed about these facts; what cannot be read the form tells."""
    found: dict[str, Any] = {}
    for fact in facts:
        with suppress(NotAnAnswer):
            if sent := request.form.get(name_of(fact), "").strip():
                found[fact] = finding(fact, sent)
    with suppress(NotAnAnswer):
        if (what := request.form.get("established")) in ESTABLISHABLE:
            found["established"] = [{"what": what, "on": finding(A_DAY, request.form.get("established_on", ""))}]
    return found


def field_of(fact: str, given: dict[str, Any], disputed: Any = None) -> Any:
    """Radios, the first of which leaves the fact open; or a day that is typed; None where only the source can tell."""
    asked = question(fact)
    if asked is None or not asked.choices:
        return asked and StringField(about(fact, given), [partial(readable, fact)], [stripped])
    answers = [SelectChoice(sent, _(said)) for sent, said in asked.choices.items()]
    if disputed:
        words = said_words(fact, disputed.said)
        answers.insert(0, SelectChoice(AS_SAID, _("As the database says: %(value)s", value=words)))
    return RadioField(about(fact, given), choices=[SelectChoice("", _("Not settled")), *answers], default="")


def form_of(law: Proposal) -> Any:
    disputed = law.facts.disputed
    made = {name_of(fact): field_of(fact, law.facts.given, disputed.get(fact)) for fact in law.asked}
    form = type("CaseForm", (DecisionForm,), {name: field for name, field in made.items() if field})(
        note="\n".join(law.facts.read)
    )
    form.law, form.settled = law, [form[name] for name in made if name in form]
    return form


def named(catalog: str, key: str) -> str:
    return called(catalog, key, language())


#: What the templates call: the words of facts, with the names of codes in the language of the page.
about, contradiction = partial(fact_text.about, named), partial(fact_text.contradiction, named)
value_words, said_words = partial(fact_text.value_words, named), partial(fact_text.said_words, named)
counts_words, found_words = partial(fact_text.counts_words, named), partial(fact_text.found_words, named)


def the_case(number: str) -> cases.Case:
    return cases.case(number, g.who, now()) or abort(404)


def worked_on(number: str) -> cases.Case:
    """Whatever is sent from the page of a case renews the lease of whoever holds it."""
    if not (found := the_case(number)).worked_by(g.who.role) or found.barred:
        abort(403)
    call_once(renew, found.id, g.who.staff_id, now())
    return the_case(number)


def shown(found: cases.Case, status: int = 200, form: Any = None, **more: Any) -> Any:
    """The page of a case, or for HTMX the proposal of it."""
    decided = cases.decision(found.id) if found.decided else None
    form = form or (None if decided else form_of(proposal(found.id)))
    given = decided.facts if decided else form.law.facts.given
    disputed = (form.law.facts if form else facts_of(found.id)).disputed
    return page(
        "operator/case.html", status, fragment="operator/_case_proposal.html", case=found, decided=decided, form=form,
        left=left(now(), found.due_at, found.term), lines=lines(found.id, given, disputed), given=given, about=about,
        value_words=value_words, said_words=said_words, counts_words=counts_words, papers=filed_papers(found.id),
        history=cases.history(found.id), acts=acts_before(found), earlier=cases.earlier(found.id, found.iin),
        silences=silent_about(found.id) if found.is_open else [], holiday_words=holiday_words, unread=unread(g.who),
        term=term_of(found.renewed_at or found.filed_at, found.basis, found.due_at), law=form and form.law,
        reviews=may_review(found, g.who), represented=representation_of(found.id), proposed=told_of(found),
        found_words=found_words, contact=contact(found.id), noted=notes(found.id), may_take_sent=g.who.role in TAKERS,
        reading=not found.worked_by(g.who.role), **more,
    )  # fmt: skip


@operator.get("/operator/case/<number>")
@access(*READERS)
def case(number: str) -> Any:
    """Opening a person's file is an event of its own."""
    found = the_case(number)
    opened(found.id, g.who.login, now())
    return shown(found)


@operator.post("/operator/case/<number>/try")
@access(*WORKERS)
def case_try(number: str) -> Any:
    """What the law says of the findings typed so far; nothing is changed but that its owner works on the case."""
    found = worked_on(number)
    form = form_of(proposal(found.id, found_about))
    form.validate()
    form.verdict.errors = form.note.errors = ()
    return shown(found, 422 if form.errors else 200, form)


@operator.post("/operator/case/<number>/decide")
@access(*WORKERS)
def case_decide(number: str) -> Any:
    """The law is asked again with the findings, and what it says is done, once."""
    found, form, fault = filled_in(number)
    if fault:
        return fault
    try:
        call_once(
            deciding.decide, found.id, found.version, form.verdict.data, deciding.Official.of(g.who), form.law.findings,
            whole_note(form), now(), note_language=form.note_language.data or "",
        )  # fmt: skip
    except (deciding.Stale, deciding.ClaimedByAnother, deciding.TookPart):
        return conflict(number, form)
    except deciding.DoesNotFollow as no:
        form.form_errors.append(contradiction(no.outcome, no.unknown, form.law.facts.given))
        return shown(found, 422, form)
    return back_to_list(done=found.number)


def filled_in(number: str) -> tuple[cases.Case, Any, Any]:
    """The case, the form as it was sent, and the page that says why it cannot be acted upon, if it cannot."""
    found = worked_on(number)
    form = form_of(proposal(found.id, found_about))
    if request.form.get("version", type=int) != found.version or not found.open_to(g.who.staff_id):
        return found, form, conflict(number, form)
    return found, form, None if form.validate() else shown(found, 422, form)


def conflict(number: str, form: Any) -> Any:
    """Somebody decided, changed or took the case meanwhile: how it stands now, and what was typed, kept."""
    fresh, sent = the_case(number), request.form.get("version", type=int)
    if sent == fresh.version - 1 and cases.is_decided_by(fresh.id, g.who.login, form.verdict.data):
        return back_to_list(done=number)  # the button was pressed twice: the decision was taken, and is no conflict
    return shown(fresh, 409, form if fresh.decidable else None, typed=form)
