"""The operators' workplace: all that officials see, from their sign-in to the journal; and the way back from a case."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, g, redirect, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from housing.labels import WRITTEN_IN
from housing.presentation.formats import notice_language
from housing.queries.cases.case import Case, load_case
from housing.queries.cases.queue_search import search_kind
from housing.queries.cases.return_address import (
    LISTS,
    ReturnAddress,
    build_return_address,
    parse_return_address,
)
from housing.web.current import now
from housing.web.post_redirect_get import REPLY_ARG
from housing.web.reply_store import has_reply

operator = Blueprint("operator", __name__)
#: Who may save a file as it was sent.
SENT_FILE_ROLES = ("supervisor", "auditor")
#: What belongs to a case, by the beginning of its address, and the way from one case to the next.
CASE_PATHS = ("/operator/case/", "/operator/queue/next")


def language_field() -> RadioField:
    """In which language an official's own words are written, for a form whose words come into a notice.

    Until another is chosen it is that of the page; who sends none means the same.
    """

    def language_choices() -> list[SelectChoice]:
        return [SelectChoice(tongue, _(said)) for tongue, said in WRITTEN_IN.items()]

    return RadioField(
        _l("In which language is it written?"), [Optional()], choices=language_choices, default=notice_language
    )


def return_list() -> ReturnAddress:
    """The list from which the case of this request was opened; where it was none, or what was found is forgotten, the
    usual one of the role.
    """
    left = parse_return_address(request.args.get("return_to", ""))
    return left if left and has_reply(left.args.get(REPLY_ARG, "")) else default_list()


def default_list() -> ReturnAddress:
    """The queue; the complaints of the head office, with its cases; to the auditor what the journal says of it."""
    if g.who.role == "auditor":
        return build_return_address("journal", request.view_args or {})
    return ReturnAddress("complaints" if g.who.role == "head_office" else "queue", {})


def redirect_to_list(**more: str) -> Response:
    """After a POST that ends the work on a case: go and see the list (303). `more`: what is to be said there."""
    return redirect(return_list().url(**more), 303)  # type: ignore[return-value]


def current_list() -> str | None:
    """The list that is shown, for the links from it to cases; None on any other page, and for the whole queue."""
    screen = (request.endpoint or "").partition(".")[2].partition("_")[0]
    return build_return_address(screen, request.args).encoded or None if screen in LISTS else None


def finished_case() -> Case | None:
    """The case on which work has just ended, where it led back to this list."""
    number = request.args.get("done", "")
    return load_case(number, g.who, now()) if search_kind(number) == "number" else None


@operator.url_defaults
def carry_return_address(endpoint: str, values: dict[str, Any]) -> None:
    """Whatever belongs to a case bears the way back: links, forms and redirects alike."""
    if not request or "return_to" in values or "return_to" not in request.args:
        return
    if next(current_app.url_map.iter_rules(endpoint)).rule.startswith(CASE_PATHS):
        values["return_to"] = return_list().encoded or None


@operator.context_processor
def inject_return_helpers() -> dict[str, Any]:
    return {"return_list": return_list, "current_list": current_list, "finished_case": finished_case}


from housing.operator import (  # noqa: E402
    alarms,  # noqa: F401
    answer,  # noqa: F401
    assign,  # noqa: F401
    authenticator,  # noqa: F401
    backups,  # noqa: F401
    case,  # noqa: F401
    code,  # noqa: F401
    complaint,  # noqa: F401
    complaints,  # noqa: F401
    dashboard,  # noqa: F401
    document,  # noqa: F401
    figures,  # noqa: F401
    helpline,  # noqa: F401
    inbox,  # noqa: F401
    invariants,  # noqa: F401
    job,  # noqa: F401
    jobs,  # noqa: F401
    journal,  # noqa: F401
    journal_file,  # noqa: F401
    lease,  # noqa: F401
    maintenance,  # noqa: F401
    message_texts,  # noqa: F401
    messages,  # noqa: F401
    notes,  # noqa: F401
    notice,  # noqa: F401
    password,  # noqa: F401
    preview,  # noqa: F401
    proof,  # noqa: F401
    queue,  # noqa: F401
    reissue,  # noqa: F401
    retention,  # noqa: F401
    second_look,  # noqa: F401
    sent_file,  # noqa: F401
    sessions,  # noqa: F401
    sheet,  # noqa: F401
    sign_in,  # noqa: F401
    staff_account,  # noqa: F401
    staff_accounts,  # noqa: F401
    viewer,  # noqa: F401
)
