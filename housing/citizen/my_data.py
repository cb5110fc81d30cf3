"""One's own data: what is held, whence and how long; the file of it; and a draft that is erased on request."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.exceptions import TooManyRequests
from wtforms import BooleanField
from wtforms.validators import InputRequired

from housing.actions.retention.erase_draft import erase_own_drafts
from housing.actions.retention.take_own_data import take_own_data
from housing.citizen import citizen
from housing.presentation.retention_text import format_term
from housing.queries.reference.retention import load_retention_terms
from housing.queries.retention.held_parts import count_own_drafts, list_held_parts
from housing.reference_data.retention_kinds import RETENTION_KINDS
from housing.security.rate_limit import TokenBucket
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.downloads import send_made_file
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

#: Files of one person at once, and seconds until the next one.
FILES_AT_ONCE, SECONDS_PER_FILE = 3, 600.0


class EraseForm(FlaskForm):
    """A yes that nobody gives by accident."""

    sure = BooleanField(
        _l("I understand that this cannot be undone"),
        [InputRequired(_l("Tick the box if you want to erase what you began"))],
    )


@citizen.get("/cabinet/my-data")
@access(CITIZEN)
def my_data() -> Response:
    return render_my_data(EraseForm(formdata=None))


@citizen.post("/cabinet/my-data/file")
@access(CITIZEN)
def my_data_file() -> Response:
    """The file bears the name of no person. 429 for whoever asks again and again."""
    pace = current_app.extensions.setdefault("pace of own data", TokenBucket(FILES_AT_ONCE, SECONDS_PER_FILE))
    if seconds := pace.seconds_to_wait(g.who.iin, now()):
        raise TooManyRequests(retry_after=seconds)
    return send_made_file(take_own_data(g.who, describe_file(), now()), "application/zip", "kezek-my-data.zip")


@citizen.post("/cabinet/my-data/erase")
@access(CITIZEN)
def my_data_erase() -> Response:
    """A second press finds nothing to erase and only says so."""
    form = EraseForm()
    if not form.validate_on_submit():
        return render_my_data(form, 422)
    call_once(erase_own_drafts, g.who.iin, now())
    return redirect_to("citizen.my_data", erased=1)


def render_my_data(form: EraseForm, status: int = 200) -> Response:
    drafts = count_own_drafts(g.who)
    return page(
        "citizen/my_data.html",
        status,
        form=form,
        parts=list_held_parts(g.who),
        terms=load_retention_terms(now()),
        kinds=RETENTION_KINDS,
        drafts=drafts,
        erased="erased" in request.args and not drafts,
    )


def describe_file() -> dict[str, Any]:
    """What stands first in the file, in the language of the page."""
    terms = load_retention_terms(now())
    return {
        "what": _("What the bank holds about you in the service of registering people who need housing."),
        "left_out": _(
            "What the state databases said of your family is theirs and is not here. Who looked at your data stands in"
            " your account."
        ),
        "terms": {_(RETENTION_KINDS[kind].title): format_term(one.term) for kind, one in terms.items()},
    }
