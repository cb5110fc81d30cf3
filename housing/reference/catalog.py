"""One catalog: its rows in force, to come and past; a row drafted, ended or taken out of the draft; its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from housing.actions.reference import draft_row as drafting
from housing.actions.reference import publish as publishing
from housing.labels import N_
from housing.presentation.formats import language, say_when
from housing.queries.cases.inbox import unread
from housing.queries.reference import reference as kept
from housing.queries.reference.names import today, with_names
from housing.queries.reference.row_faults import WouldBreak
from housing.reference import reference
from housing.reference.catalogs import DRAFTERS, READERS
from housing.reference.field_text import LANGUAGES, YES_NO, labels, note, said
from housing.reference_data import catalogs as declared
from housing.reference_data.catalog_schema import Catalog, first_day
from housing.reference_data.effective_rows import Row, in_force
from housing.reference_data.fields import Field, Wrong, read, written
from housing.text.alphabet import order_key
from housing.text.name_search import folded
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

TABS = {"now": N_("In force"), "future": N_("To come"), "past": N_("Past")}
#: Rows of a page.
ROWS = 50
#: With more choices than these, one chooses from a list.
RADIOS = 7
SINCE = Field("since", N_("In force from"), "date")
REFUSED = {
    drafting.InThePast: _l("This day has been: what was in force then stays as it was"),
    drafting.TooSoon: _l("A row of this catalog begins tomorrow at the earliest: today was begun by what stands"),
    drafting.Lasting: _l("A row of this catalog may be changed, but not ended"),
    drafting.TooMany: _l("A draft has at most %(num)s rows, so that somebody can read it", num=drafting.MOST),
}
FAULTS = (*REFUSED, WouldBreak, Wrong)


def why(fault: Exception) -> Any:
    """The words of a change that is not taken, in the language of whoever reads them."""
    if isinstance(fault, WouldBreak | Wrong):
        return _l(fault.args[0], **dict(*fault.args[1:]))
    return REFUSED[type(fault)]


def the_catalog(code: str) -> Catalog:
    """Its references offer what they may name."""
    return with_names(declared.catalog(code) or abort(404), language())


def readable(field: Field, form: Any, input: Any) -> None:
    """What a form's input holds is a value of the field."""
    try:
        single = field._replace(languages=(input.name.removeprefix(f"{field.name}_"),))
        read(single, {input.name: input.data or ""})
    except Wrong as wrong:
        raise ValidationError(str(why(wrong))) from None


def inputs_of(field: Field) -> dict[str, Any]:
    """The inputs of a field, by name."""
    check = [partial(readable, field)]
    if field.kind == "reference" and not field.many:
        nothing = SelectChoice("", _("none") if field.optional else _("Choose…"))
        offered = [nothing, *(SelectChoice(key, f"{name} ({key})") for key, name in field.choices.items())]
        return {field.name: SelectField(_(field.label), check, choices=offered, validate_choice=False)}
    choices = field.choices if field.kind == "choice" else YES_NO if field.kind == "yes_no" else {}
    if not choices:
        return {name: StringField(label, check) for name, label in zip(field.inputs, labels(field), strict=True)}
    options = [SelectChoice(code, _(words)) for code, words in choices.items()]
    if len(options) <= RADIOS:
        return {field.name: RadioField(_(field.label), check, choices=options, validate_choice=False)}
    options.insert(0, SelectChoice("", _("Choose")))
    return {field.name: SelectField(_(field.label), check, choices=options, validate_choice=False)}


def form_of(catalog: Catalog, row: Row | None = None, sent: bool = True) -> Any:
    """The form of a row: as it was sent, or filled with how the row stands."""
    key = request.form.get(catalog.key.name, "") if sent else row.key if row else ""
    fields = (*catalog.fields_of(key), *(() if catalog.at_once else (SINCE,)))
    made: dict[str, Any] = {"saw": HiddenField()}
    for field in fields:
        made |= inputs_of(field)
    first = say_when(first_day(catalog, today()), "num")
    given = {"saw": kept.seen(catalog.code, row.key) if row else 0, "since": first}
    for field in catalog.all_fields:
        given |= written(field, (row.values or {}).get(field.name)) if row else {}
    form = type("RowForm", (FlaskForm,), made)(**({} if sent else {"formdata": None, **given}))
    form.rows_fields = [(field, [form[name] for name in field.inputs]) for field in fields]
    return form


def change_of(catalog: Catalog, sent: Mapping[str, str]) -> tuple[str, date, dict[str, Any]]:
    """The key, the day and the values that a form or a line of a file names. Raises Wrong."""
    key = str(read(catalog.key, sent))
    values = {field.name: read(field, sent) for field in catalog.fields_of(key)}
    since = today() if catalog.at_once else date.fromisoformat(read(SINCE, sent))
    if catalog.sound:
        catalog.sound(values)
    return key, since, values


def listed(catalog: Catalog, when: str) -> list[Row]:
    """The rows of a tab: in force today; published for a later day; or followed by a later row, or ended."""
    rows, on = kept.published(catalog.code), today()
    standing = in_force(rows, on)
    if when == "now":
        return list(standing.values())
    if when == "future":
        return [row for row in rows if row.since > on]
    return [row for row in rows if row.since <= on and standing.get(row.key) is not row and row.values is not None]


def found(catalog: Catalog, rows: list[Row]) -> list[Row]:
    """Those that hold what is sought, in the order that is asked for."""
    sought, sort = folded(request.args.get("q", "")), request.args.get("sort", catalog.key.name)
    fields = {field.name: field for field in catalog.all_fields}
    by = fields.get(sort.removeprefix("-"), catalog.key)

    def words(row: Row) -> str:
        return folded(" ".join(said(field, (row.values or {}).get(field.name)) for field in catalog.all_fields))

    def order(row: Row) -> tuple[Any, ...]:
        value = (row.values or {}).get(by.name)
        counted = value if isinstance(value, int) else 0
        return counted, str(value or "") if by.kind == "date" else order_key(said(by, value)), row.since

    chosen = [row for row in rows if not sought or sought in words(row)]
    return sorted(chosen, key=order, reverse=sort.startswith("-"))


def complete(catalog: Catalog, standing: list[Row]) -> bool:
    """Every key that there can be has its row, for ever: a new one cannot be made."""
    return catalog.lasting and set(catalog.key.choices) <= {one.key for one in standing}


def shown(catalog: Catalog, status: int = 200, form: Any = None, **more: Any) -> Any:
    asked = request.args.get("when", "now")
    when = asked if asked in TABS else "now"
    # Where there is but one key, it is the one that is changed.
    key = next(iter(catalog.key.choices)) if len(catalog.key.choices) == 1 else request.args.get("key", "")
    row = next((one for one in reversed(kept.published(catalog.code)) if one.key == key and one.values), None)
    rows = {tab: listed(catalog, tab) for tab in TABS}
    chosen = found(catalog, rows[when])
    leaf = max(1, min(request.args.get("page", 1, int), -(-len(chosen) // ROWS)))
    return page(
        "reference/catalog.html", status, fragment="reference/_catalog_rows.html", catalog=catalog, tabs=TABS,
        when=when, rows=chosen[(leaf - 1) * ROWS : leaf * ROWS], many=len(chosen), leaf=leaf,
        more=leaf * ROWS < len(chosen), counts={tab: len(some) for tab, some in rows.items()}, row=row,
        form=form or form_of(catalog, row, sent=False), draft=kept.draft(catalog.code), said=said,
        versions=kept.versions(catalog.code), drafts=g.who.role in DRAFTERS, unread=unread(g.who),
        latest=kept.latest_number(catalog.code),
        complete=complete(catalog, rows["now"]), note=note, languages=LANGUAGES, **more,
    )  # fmt: skip


@reference.get("/reference/<code>")
@access(*READERS)
def catalog(code: str) -> Any:
    """`when`: now, future, past; `q`: what is sought; `sort`: a field; `page`: from 1; `key`: the row in the form."""
    return shown(the_catalog(code))


@reference.post("/reference/<code>/draft")
@access(*DRAFTERS)
def catalog_draft(code: str) -> Any:
    """A row as it shall stand, into the draft. Who saw another row than the one that stands gets both."""
    found = the_catalog(code)
    form = form_of(found)
    if not form.validate():
        return shown(found, 422, form)
    try:
        change = change_of(found, request.form)
        call_once(drafting.draft_row, found, change, int(form.saw.data or 0), g.who.login, now())
    except drafting.Stale:
        theirs = stands(found, change[0])
        form.saw.data = kept.seen(code, change[0])
        return shown(found, 409, form, yours=Row(*change), theirs=theirs)
    except FAULTS as fault:
        form.form_errors.append(why(fault))
        return shown(found, 422, form)
    return redirect_to("reference.catalog", code=code)


def stands(catalog: Catalog, key: str) -> Row | None:
    """How somebody else left the row: in the draft, or published."""
    draft = kept.draft(catalog.code)
    rows = [*kept.published(catalog.code), *(draft.rows if draft else [])]
    return next((row for row in reversed(rows) if row.key == key), None)


@reference.post("/reference/<code>/end")
@access(*DRAFTERS)
def catalog_end(code: str) -> Any:
    """From the day that is typed, or from its publication on, the key is no more."""
    found = the_catalog(code)
    key, form = request.form.get("key", ""), form_of(found, sent=False)
    try:
        since = today() if found.at_once else date.fromisoformat(read(SINCE, request.form))
        call_once(drafting.draft_row, found, (key, since, None), int(request.form.get("saw") or 0), g.who.login, now())
    except drafting.Stale:
        return shown(found, 409, form, yours=Row(key, since, None), theirs=stands(found, key))
    except FAULTS as fault:
        form.form_errors.append(why(fault))
    return shown(found, 422, form) if form.form_errors else redirect_to("reference.catalog", code=code)


@reference.post("/reference/<code>/take-out")
@access(*DRAFTERS)
def catalog_take_out(code: str) -> Any:
    try:
        since = date.fromisoformat(request.form.get("since", ""))
    except ValueError:
        return abort(400)
    if not drafting.take_out(the_catalog(code).code, request.form.get("key", ""), since, g.who.login, now()):
        return abort(404)
    return redirect_to("reference.catalog", code=code)


@reference.post("/reference/<code>/roll-back")
@access(*DRAFTERS)
def catalog_roll_back(code: str) -> Any:
    """One step: what stood before the last version stands again from today on."""
    found = the_catalog(code)
    try:
        call_once(publishing.roll_back, found, int(request.form.get("version") or 0), g.who.login, now())
    except (publishing.NotTheLast, ValueError):
        return shown(found, 409, faults=[_("Only the version that was published last is taken back")])
    except (WouldBreak, Wrong) as fault:
        return shown(found, 409, faults=[why(fault)])
    return redirect_to("reference.catalog", code=code)
