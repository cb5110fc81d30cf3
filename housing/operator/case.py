"""A case: what is asked, facts and evidence, what the law says of them, and the decision; to the auditor, to read."""

from __future__ import annotations

from typing import Any

from flask import g

from housing.actions.cases.decide import decide_case
from housing.actions.cases.official import CaseChangedMeanwhile, ClaimedByAnother, DoesNotFollow, Official, TookPart
from housing.actions.cases.record_file_opening import record_file_opening
from housing.operator import operator, redirect_to_list
from housing.operator._case_form import build_decision_form, parse_findings, read_decision
from housing.operator._case_page import render_case, render_conflict, submitted_decision
from housing.operator._case_parts import READERS, WORKERS, contradiction, load_case_for_work, load_case_or_404
from housing.queries.cases.proposal import build_proposal
from housing.queries.filing.case_records import complete_case_records
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once


@operator.get("/operator/case/<number>")
@access(*READERS)
def case(number: str) -> Any:
    """Opening a person's file is an event of its own."""
    found = load_case_or_404(number)
    record_file_opening(found.id, g.who.login, now())
    return render_case(found)


@operator.post("/operator/case/<number>/try")
@access(*WORKERS)
def case_try(number: str) -> Any:
    """What the law says of the findings typed so far; nothing is changed but that its owner works on the case."""
    found = load_case_for_work(number)
    form = build_decision_form(build_proposal(complete_case_records(found.record), parse_findings))
    form.validate()
    form.verdict.errors = form.note.errors = ()
    return render_case(found, 422 if form.errors else 200, form)


@operator.post("/operator/case/<number>/decide")
@access(*WORKERS)
def case_decide(number: str) -> Any:
    """The law is asked again with the findings, and what it says is done, once."""
    found, form, fault = submitted_decision(number)
    if fault:
        return fault
    try:
        call_once(
            decide_case,
            found.id,
            found.version,
            read_decision(form),
            Official.from_user(g.who),
            now(),
        )
    except (CaseChangedMeanwhile, ClaimedByAnother, TookPart):
        return render_conflict(number, form)
    except DoesNotFollow as no:
        form.form_errors.append(contradiction(no.outcome, no.unknown, form.law.facts.given))
        return render_case(found, 422, form)
    return redirect_to_list(done=found.number)
