"""The form of a row of a catalog, made of its fields; and the change that a form or a line of a file names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from housing.labels import N_
from housing.presentation.formats import format_datetime
from housing.queries.reference import reference as kept
from housing.queries.reference.names import current_day
from housing.reference._catalog_parts import describe_fault
from housing.reference._field_text import YES_NO, input_labels
from housing.reference_data.catalog_schema import Catalog, first_day
from housing.reference_data.effective_rows import Row
from housing.reference_data.fields import Field, InvalidValueError, field_to_inputs, read_field

#: With more choices than these, one chooses from a list.
MAX_RADIOS = 7
SINCE_FIELD = Field("since", N_("In force from"), "date")


def validate_input(field: Field, form: Any, input: Any) -> None:
    """What a form's input holds is a value of the field."""
    try:
        single = field._replace(languages=(input.name.removeprefix(f"{field.name}_"),))
        read_field(single, {input.name: input.data or ""})
    except InvalidValueError as wrong:
        raise ValidationError(str(describe_fault(wrong))) from None


def build_inputs(field: Field) -> dict[str, Any]:
    """The inputs of a field, by name."""
    check = [partial(validate_input, field)]
    if field.kind == "reference" and not field.many:
        nothing = SelectChoice("", _("none") if field.optional else _("Choose…"))
        offered = [nothing, *(SelectChoice(key, f"{name} ({key})") for key, name in field.choices.items())]
        return {field.name: SelectField(_(field.label), check, choices=offered, validate_choice=False)}
    choices = field.choices if field.kind == "choice" else YES_NO if field.kind == "yes_no" else {}
    if not choices:
        return {name: StringField(label, check) for name, label in zip(field.inputs, input_labels(field), strict=True)}
    options = [SelectChoice(code, _(words)) for code, words in choices.items()]
    if len(options) <= MAX_RADIOS:
        return {field.name: RadioField(_(field.label), check, choices=options, validate_choice=False)}
    options.insert(0, SelectChoice("", _("Choose")))
    return {field.name: SelectField(_(field.label), check, choices=options, validate_choice=False)}


def build_row_form(catalog: Catalog, row: Row | None = None, sent: bool = True) -> Any:
    """The form of a row: as it was sent, or filled with how the row stands."""
    key = request.form.get(catalog.key.name, "") if sent else row.key if row else ""
    fields = (*catalog.fields_of(key), *(() if catalog.at_once else (SINCE_FIELD,)))
    made: dict[str, Any] = {"saw": HiddenField()}
    for field in fields:
        made |= build_inputs(field)
    first = format_datetime(first_day(catalog, current_day()), "num")
    given = {"saw": kept.load_latest_row_id(catalog.code, row.key) if row else 0, "since": first}
    for field in catalog.all_fields:
        given |= field_to_inputs(field, (row.values or {}).get(field.name)) if row else {}
    form = type("RowForm", (FlaskForm,), made)(**({} if sent else {"formdata": None, **given}))
    form.rows_fields = [(field, [form[name] for name in field.inputs]) for field in fields]
    return form


def parse_change(catalog: Catalog, sent: Mapping[str, str]) -> tuple[str, date, dict[str, Any]]:
    """The key, the day and the values that a form or a line of a file names. Raises InvalidValueError."""
    key = str(read_field(catalog.key, sent))
    values = {field.name: read_field(field, sent) for field in catalog.fields_of(key)}
    since = current_day() if catalog.at_once else date.fromisoformat(read_field(SINCE_FIELD, sent))
    if catalog.validate_row:
        catalog.validate_row(values)
    return key, since, values
