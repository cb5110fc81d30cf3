"""Several cases given to somebody at once; what became of each is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _

from housing.actions.cases.assign import MAX_CASES, NotInBranch, assign_case
from housing.actions.journal.write_readings import note_list
from housing.operator import operator, return_list
from housing.queries.cases.queue import QueueContext, QueueRow, load_rows_by_number
from housing.queries.cases.queue_filter import parse_number
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page


def chosen_assignee() -> int:
    """A supervisor gives to anybody of the branch; an operator takes."""
    chosen = parse_number(request.form.get("to", "")) if g.who.role == "supervisor" else 0
    return chosen or int(g.who.staff_id)


@operator.post("/operator/assign")
@access("operator", "supervisor")
def assign_chosen() -> Any:
    """One by one: whoever holds a case keeps it, and the others are given all the same."""
    back = return_list()
    numbers = list(dict.fromkeys(request.form.getlist("number")))
    if not 1 <= len(numbers) <= MAX_CASES:
        words = (
            _("Nothing was chosen") if not numbers else _("At most %(num)s cases may be given at once", num=MAX_CASES)
        )
        return page("operator/assign.html", 422, refused=words, back=back)
    here = QueueContext(g.who.branch_code, g.who.staff_id, g.who.role, now())
    rows = load_rows_by_number(here, numbers)
    if len(rows) < len(numbers):
        abort(404)
    try:
        given = [
            call_once(assign_case, rows[number].id, chosen_assignee(), g.who.login, here.branch, here.now)
            for number in numbers
        ]
    except NotInBranch:
        abort(404)
    note_list("queue", numbers, g.who.login, here.now)
    results = list_results(load_rows_by_number(here, numbers), dict(zip(numbers, given, strict=True)))
    return page("operator/assign.html", results=results, many=sum(given), back=back)


def list_results(
    after: Mapping[str, QueueRow], given: Mapping[str, bool]
) -> list[tuple[QueueRow, tuple[str, str, str]]]:
    """By number: the row as it is now, and what became of it."""
    return [(after[number], describe_result(after[number], done)) for number, done in given.items()]


def describe_result(row: QueueRow, given: bool) -> tuple[str, str, str]:
    """Tone, icon and words of what became of a case."""
    if given:
        return "ok", "check", _("Given")
    if row.holder:
        return "warn", "lock", _("Held by a colleague")
    return "mute", "cross", _("No longer open")
