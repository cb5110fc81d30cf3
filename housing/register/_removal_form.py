"""The form of a removal: its ground with what is gone, the day, what proves it, and the words that the person reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from housing.actions.filing.attach import ExaminedFile, Examiners, examine_file
from housing.config import current_services
from housing.labels import WRITTEN_IN
from housing.law.family_gone import GONE_REASONS
from housing.law.removal import GROUNDS, OFFICIAL, REASONS, ProposedRemoval, RemovalNotAllowed, offered_grounds
from housing.presentation.fact_text import describe_member
from housing.presentation.formats import language
from housing.queries.reference.source_settings import list_source_titles
from housing.queries.register.place_acts import list_successors_of_entry
from housing.web.current import now
from housing.web.day_field import DATE_FORMATS, DayField
from housing.web.form_validators import require_printable, strip_text

NOTE_MAX_LENGTH, DOCUMENT_MAX_LENGTH = 2000, 200
TOO_LONG = _l("This is too long: shorten it")
#: Of the catalog of kinds: a paper that no basis asks for.
PAPER_KIND = "other"
#: At which field a removal that is not taken is told, by the reason.
FIELD_OF_REASON = {"facts": "document", "future": "on", "reason": "reason", "family_proof": "family_document"}


def source_choices() -> list[SelectChoice]:
    """The state bases that may prove some ground."""
    proving = {source for ground in GROUNDS.values() for source in ground.sources}
    names = [SelectChoice(code, title) for code, title in list_source_titles() if code in proving]
    return [SelectChoice("", _l("A document")), *names]


def note_language() -> str:
    return "ru" if language() == "ru" else "kk"


class RemovalForm(FlaskForm):
    """`build_removal_form` offers the grounds that there may be."""

    ground = RadioField(_l("Ground"), [InputRequired(_l("Choose the ground"))])
    reason = RadioField(
        _l("What is gone?"),
        [Optional()],
        choices=[SelectChoice(code, _l(words)) for code, words in REASONS.items()],
    )
    on = DayField(_l("Day on which it happened"), [InputRequired(_l("Write the day"))], DATE_FORMATS)
    source = SelectField(_l("What proves it?"), choices=source_choices, default="")
    document = StringField(
        _l("Document: its kind, number, date and who issued it"),
        [Length(max=DOCUMENT_MAX_LENGTH, message=TOO_LONG), require_printable],
        [strip_text],
    )
    family_document = StringField(
        _l("Document that proves that nobody of the family stays"),
        [Length(max=DOCUMENT_MAX_LENGTH, message=TOO_LONG), require_printable],
        [strip_text],
    )
    file = FileField(_l("Copy of the document"))
    note = TextAreaField(
        _l("Why, in words for the person"),
        [
            DataRequired(_l("Write why: the person reads it before anything is decided, and in the notice")),
            Length(max=NOTE_MAX_LENGTH, message=TOO_LONG),
            require_printable,
        ],
        [strip_text],
    )
    note_language = RadioField(
        _l("In which language is it written?"),
        [Optional()],
        choices=lambda: [SelectChoice(code, _l(words)) for code, words in WRITTEN_IN.items()],
        default=note_language,
    )

    #: By name of its field, the IIN of whoever of the family could follow: none stands in the page.
    iins: dict[str, str] = {}


def build_removal_form(entry_id: int, basis: str | None) -> RemovalForm:
    """With a question about each of those registered together to whom the place would pass (73(2))."""
    family = list_successors_of_entry(entry_id)
    asked = {f"gone_{nth}": one for nth, one in enumerate(family, 1)}
    fields = {name: build_gone_field(one) for name, one in asked.items()}
    form: RemovalForm = type("FamilyRemovalForm", (RemovalForm,), fields)()
    form.iins = {name: str(one["iin"]) for name, one in asked.items()}
    form.ground.choices = [SelectChoice(one.key, _l(one.words)) for one in offered_grounds(OFFICIAL, basis)]
    return form


def build_gone_field(member: Mapping[str, Any]) -> SelectField:
    said = [SelectChoice(code, _l(words)) for code, words in GONE_REASONS.items()]
    stays = SelectChoice("", _l("stays, or it is not known"))
    return SelectField(describe_member(dict(member)), choices=[stays, *said], default="")


def read_removal(form: RemovalForm) -> ProposedRemoval:
    """What a form that was found valid proposes."""
    on: date = form.on.data
    facts: dict[str, Any] = {"on": on.isoformat()}
    if form.document.data:
        facts["document"] = form.document.data
    gone = {iin: form[name].data for name, iin in form.iins.items() if form[name].data}
    if gone and form.family_document.data:
        facts["family_document"] = form.family_document.data
    reason = form.reason.data if GROUNDS[form.ground.data].reasons else ""
    return ProposedRemoval(
        ground=form.ground.data,
        reason=reason or "",
        facts=facts,
        source=form.source.data or "",
        note=form.note.data or "",
        note_language=form.note_language.data or "",
        gone=gone,
    )


def examine_proof() -> ExaminedFile | None:
    """The copy that was sent, cleaned and scanned; None: none was. Raises FileRejected."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    world = current_services()
    return examine_file(PAPER_KIND, sent.filename, sent.read(), now(), Examiners(world.verifier, world.antivirus))


def say_objection(form: RemovalForm, fault: RemovalNotAllowed, words: str) -> None:
    field = form[FIELD_OF_REASON.get(fault.reason, "ground")]
    field.errors = [words]
