"""A document as it was sent: to be saved, never shown, by a supervisor or the auditor, with a reason that is kept."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from housing.actions.filing.download_sent_file import download_sent_file
from housing.labels.reason_labels import SENT_FILE_REASONS
from housing.operator import SENT_FILE_ROLES, operator
from housing.queries.cases.inbox import count_unread
from housing.queries.cases.paper import SentFileInfo, load_sent_file_info
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import download, page


class ReasonForm(FlaskForm):
    """What the file is needed for."""

    reason = RadioField(
        _l("What the file is needed for"),
        [InputRequired(_l("Choose what the file is needed for"))],
        choices=[SelectChoice(code, _l(words)) for code, words in SENT_FILE_REASONS.items()],
    )


def load_sent_name_or_404(paper_id: int) -> SentFileInfo:
    return load_sent_file_info(paper_id, g.who) or abort(404)


def render_sent_file(found: SentFileInfo, form: ReasonForm, status: int = 200) -> Any:
    return page("operator/sent_file.html", status, file=found, form=form, unread=count_unread(g.who))


@operator.get("/operator/sent-file/<int(max=2147483647):paper_id>")
@access(*SENT_FILE_ROLES)
def sent_file(paper_id: int) -> Any:
    return render_sent_file(load_sent_name_or_404(paper_id), ReasonForm(formdata=None))


@operator.post("/operator/sent-file/<int(max=2147483647):paper_id>")
@access(*SENT_FILE_ROLES)
def sent_file_take(paper_id: int) -> Response:
    found, form = load_sent_name_or_404(paper_id), ReasonForm()
    if not form.validate():
        refused: Response = render_sent_file(found, form, 422)
        return refused
    copy = download_sent_file(paper_id, form.reason.data, g.who, now()) or abort(404)
    return download(copy.content, copy.name)
