"""The notices of a case as they were issued, in both languages: the one in force, and those before it."""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from markupsafe import Markup

from housing.actions.cases.record_file_opening import record_file_opening
from housing.operator import operator
from housing.operator._case_parts import READERS, load_case_or_404
from housing.queries.cases.inbox import count_unread
from housing.queries.filing.notice import list_notices
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page


@operator.get("/operator/case/<number>/notice")
@access(*READERS)
def notice(number: str) -> Any:
    """`which`: the id of an earlier one; without it the newest."""
    found = load_case_or_404(number)
    kept, asked = list_notices(found.id) or abort(404), request.args.get("which", type=int)
    shown = next((one for one in kept if asked in (None, one.id)), None) or abort(404)
    record_file_opening(found.id, g.who.login, now(), "notice")
    # Made by our own template with everything escaped, and kept since: it is HTML, not somebody's words.
    bodies = {language: Markup(text) for language, text in shown.texts.items()}  # noqa: S704
    return page("operator/notice.html", case=found, notice=shown, texts=bodies, kept=kept, unread=count_unread(g.who))
