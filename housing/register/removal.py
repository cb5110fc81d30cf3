"""The removal of an entry: proposed, said something to by the person, confirmed by another official or given up.

What was decided stays with its notice; until the person is known to be told, an official may say that it went on paper.
"""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, ValidationError

from housing.actions.cases.official import Official
from housing.actions.cases.record_file_opening import record_file_opening
from housing.actions.filing.attach import FileRejected
from housing.actions.journal.write_readings import note_file_reading
from housing.actions.register import remove
from housing.actions.register.hear_removal import HearingUnderWay
from housing.actions.register.removal_alerts import RemovalNotUntold, record_paper_notice
from housing.law.family_gone import GONE_REASONS
from housing.law.family_hearing import PARTS
from housing.law.removal import FACTS, OBJECTIONS, OPINIONS, PROTECTIONS, REASONS, RemovalNotAllowed
from housing.law.removal_clock import TOLD_BY
from housing.law.working_time import ALMATY, local_datetime
from housing.presentation.fact_text import describe_member
from housing.queries.cases.inbox import count_unread
from housing.queries.reference.source_settings import list_source_titles
from housing.queries.register.entry import EntryFile
from housing.queries.register.family_hearings import list_heard_of_removals
from housing.queries.register.removals import RemovalRecord, list_removals, may_confirm
from housing.register import PROPOSERS, READERS, REMOVAL_READERS, register
from housing.register._list_parts import load_entry_or_404
from housing.register._removal_form import (
    RemovalForm,
    build_removal_form,
    examine_proof,
    read_removal,
    say_objection,
)
from housing.web.access import access
from housing.web.current import now
from housing.web.day_field import DATE_FORMATS, DayField
from housing.web.post_redirect_get import call_once
from housing.web.responses import is_whole_page, page, redirect_to
from housing.web.return_form import ReturnForm

FAMILY_WORDS = {"gone": GONE_REASONS, "parts": PARTS}
CONFIRMERS = ("supervisor", "head_office")


class ToldForm(FlaskForm):
    """When the notice was handed over, or went on paper."""

    day = DayField(_l("Day on which it was handed over or sent"), [InputRequired(_l("Write the day"))], DATE_FORMATS)

    def validate_day(self, field: DayField) -> None:
        if field.data and field.data > now().astimezone(ALMATY).date():
            raise ValidationError(_("The day has not come yet"))


@register.get("/register/removal/<number>")
@access(*REMOVAL_READERS)
def removal(number: str) -> Any:
    """Opening it is an event of the person's file."""
    found = load_entry_or_404(number)
    record_file_opening(found.application_id, g.who.login, now(), "removal")
    return render_removal(found)


@register.post("/register/removal/<number>")
@access(*PROPOSERS)
def removal_propose(number: str) -> Any:
    found = load_entry_or_404(number)
    form = build_removal_form(found.id, found.basis)
    if not form.validate_on_submit():
        return render_removal(found, 422, form=form)
    try:
        call_once(propose, found.id, form)
    except RemovalNotAllowed as fault:
        say_objection(form, fault, _(OBJECTIONS[fault.reason]))
        return render_removal(found, 422, form=form)
    except FileRejected as bad:
        form.file.errors = [bad.words]
        return render_removal(found, 422, form=form)
    except (remove.EntryNotStanding, remove.RemovalWaitsAlready):
        return render_removal(found, 409, form=form, changed=True)
    return redirect_to("register.removal", number=number)


def propose(entry_id: int, form: RemovalForm) -> int:
    return remove.propose_removal(entry_id, read_removal(form), Official.from_user(g.who), now(), examine_proof())


@register.post("/register/removal/<number>/confirm")
@access(*CONFIRMERS)
def removal_confirm(number: str) -> Any:
    found = load_entry_or_404(number)
    try:
        call_once(remove.confirm_removal, posted_removal(), Official.from_user(g.who), now())
    except remove.OwnRemoval:
        abort(403)
    except (remove.RemovalAnswered, HearingUnderWay):
        return render_removal(load_entry_or_404(number), 409, changed=True)
    return render_answer(found)


@register.post("/register/removal/<number>/return")
@access(*CONFIRMERS)
def removal_return(number: str) -> Any:
    found, form = load_entry_or_404(number), ReturnForm()
    if not form.validate():
        return render_removal(found, 422, returned=form)
    try:
        call_once(remove.return_removal, posted_removal(), form.comment.data, Official.from_user(g.who), now())
    except remove.OwnRemoval:
        abort(403)
    except remove.RemovalAnswered:
        return render_removal(load_entry_or_404(number), 409, returned=form, changed=True)
    return render_answer(found)


@register.post("/register/removal/<number>/take-back")
@access(*PROPOSERS)
def removal_take_back(number: str) -> Any:
    found = load_entry_or_404(number)
    try:
        call_once(remove.take_back_removal, posted_removal(), Official.from_user(g.who), now())
    except remove.NotRemovalProposer:
        abort(403)
    except remove.RemovalAnswered:
        return render_removal(load_entry_or_404(number), 409, changed=True)
    return render_answer(found)


@register.post("/register/removal/<number>/told")
@access(*PROPOSERS)
def removal_told(number: str) -> Any:
    """The notice went on paper: by whoever of the branch saw to it."""
    found, form = load_entry_or_404(number), ToldForm()
    if not form.validate():
        return render_removal(found, 422, told=form)
    at = min(now(), local_datetime(form.day.data))
    try:
        call_once(record_paper_notice, posted_removal(), at, Official.from_user(g.who), now())
    except RemovalNotUntold:
        return render_removal(load_entry_or_404(number), 409, changed=True)
    return render_answer(found)


def posted_removal() -> int:
    """Which one the page had shown."""
    return request.form.get("removal", 0, type=int)


def render_answer(found: EntryFile) -> Any:
    """To HTMX how it stands now; without it the page anew."""
    if is_whole_page():
        return redirect_to("register.removal", number=found.number)
    return render_removal(load_entry_or_404(found.number), answered=True)


def render_removal(found: EntryFile, status: int = 200, **more: Any) -> Any:
    """`form`, `returned`, `told`: what was sent and not taken; `changed`: somebody was faster."""
    if request.method == "POST":
        note_file_reading(found.application_id, g.who.login, now(), "removal")
    removals = list_removals(found.id)
    newest = removals[0] if removals else None
    people = list_heard_of_removals([newest.id])[newest.id] if newest else []
    return page(
        "register/removal.html",
        status,
        fragment="register/_removal_state.html",
        found=found,
        newest=newest,
        earlier=removals[1:],
        form=more.pop("form", None) or form_for(found, newest),
        confirms=newest is not None and may_confirm(newest, found.branch_code, g.who),
        takes_back=newest is not None and newest.waits and newest.proposed_by_id == g.who.staff_id,
        tells=newest is not None and newest.is_untold and g.who.role in PROPOSERS,
        heard=newest is not None and newest.is_heard(now()),
        people=people,
        hearing=max((one.until for one in people if one.is_awaited(now())), default=None),
        to_entry=g.who.role in READERS,
        unread=count_unread(g.who),
        words={"facts": FACTS, "reasons": REASONS, "opinions": OPINIONS, "told": TOLD_BY} | FAMILY_WORDS,
        protections=PROTECTIONS.values(),
        sources=dict(list_source_titles()),
        describe_member=describe_member,
        **more,
    )


def form_for(found: EntryFile, newest: RemovalRecord | None) -> RemovalForm | None:
    """To whoever may propose it, while it stands and none waits."""
    waits = newest is not None and newest.waits
    if found.left_at or waits or found.status != "registered" or g.who.role not in PROPOSERS:
        return None
    return build_removal_form(found.id, found.basis)
