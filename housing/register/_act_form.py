"""The form of an act on a place: which act, the day, what proves it, why; of a succession who left and who follows."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from housing.law.register_acts import KINDS, LEAVERS, ProposedAct
from housing.presentation.fact_text import describe_member
from housing.presentation.formats import notice_language
from housing.queries.register.entry import EntryFile
from housing.queries.register.removals import list_registered_family
from housing.register._child_form import ChildForm
from housing.text.typed_days import parse_typed_day
from housing.web.form_validators import require_printable, strip_text

#: At which field an objection of the law stands.
FIELD_OF = {
    "why": "why",
    "leaver": "leaver",
    "successor": "successor",
    "elsewhere": "successor",
    "child": "successor",
    "represented": "acts_iin",
    "not_orphan": "kind",
}
WRITE_DAY = _l("Write the day like 24.11.2026")


class ActForm(ChildForm):
    """Which act, the day, what proves it, why; of a succession who left and who follows."""

    kind = RadioField(
        _l("What is to be done?"),
        [InputRequired(_l("Choose what is to be done"))],
        choices=[SelectChoice(one.key, _l(one.words)) for one in KINDS.values()],
    )
    on = StringField(_l("Day"), [DataRequired(WRITE_DAY), require_printable], [strip_text])
    document = StringField(
        _l("Document: its kind, number, date and who issued it"),
        [
            DataRequired(_l("Name the document that proves it")),
            Length(max=300, message=_l("This is too long: shorten it")),
            require_printable,
        ],
        [strip_text],
    )
    leaver = SelectField(
        _l("Why the place passes on"),
        choices=[
            SelectChoice("", _l("does not pass on")),
            *(SelectChoice(key, _l(words)) for key, words in LEAVERS.items()),
        ],
        default="",
    )
    successor = SelectField(_l("Who follows"), default="")
    why = TextAreaField(
        _l("Why, in words for the person"),
        [
            DataRequired(_l("Write why: the person reads it")),
            Length(max=2000, message=_l("At most 2000 characters: shorten it")),
            require_printable,
        ],
        [strip_text],
    )

    #: Who is offered: no IIN stands in the page.
    iins: dict[str, str] = {}

    def validate_on(self, field: StringField) -> None:
        if parse_typed_day(field.data or "") is None:
            raise ValidationError(WRITE_DAY)

    def validate_acts_iin(self, field: StringField) -> None:
        if field.data == self.iins.get(self.successor.data or ""):
            raise ValidationError(_("A child does not act for itself: name an adult"))


def read_act(form: ActForm) -> ProposedAct:
    """Its words are in the language in which the official reads the page."""
    return ProposedAct(
        form.kind.data,
        parse_typed_day(form.on.data or ""),
        form.document.data or "",
        form.why.data or "",
        notice_language(),
        form.leaver.data or "",
        form.iins.get(form.successor.data or "", ""),
        form.read_representative(),
    )


def build_act_form(found: EntryFile) -> ActForm:
    form = ActForm()
    family = [one for one in list_registered_family(found.application_id) if one.get("iin")]
    members = [SelectChoice(str(nth), describe_member(one)) for nth, one in enumerate(family, 1)]
    form.successor.choices = [SelectChoice("", _("nobody")), *members]
    form.iins = {str(nth): one["iin"] for nth, one in enumerate(family, 1)}
    return form
