"""Whom a finished trial touches, one by one: of a settlement, a list, a ground, a move; and all of them as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flask import Response, abort, g, request
from flask_babel import gettext as _

from housing.actions.journal.write_readings import note_list, note_whole_list
from housing.queries.cases.inbox import count_unread
from housing.queries.reference.simulation import (
    ChangedOutcome,
    SimulationRun,
    iter_changed_outcomes,
    load_changed_page,
)
from housing.reference import reference
from housing.reference._catalog_parts import READERS
from housing.reference._simulation_parts import (
    OUTCOME_LABELS,
    ground_label,
    list_label,
    load_draft_and_trial,
    move_label,
    settlement_label,
    simulated_catalog_or_404,
)
from housing.web.access import access
from housing.web.current import now
from housing.web.downloads import rows_as_file
from housing.web.responses import page

#: By what people may be asked for, with the words of each value.
FILTER_LABELS: dict[str, Callable[[str], str]] = {
    "settlement": settlement_label,
    "list": list_label,
    "ground": ground_label,
    "move": move_label,
}


def load_finished_trial(code: str) -> SimulationRun:
    """404 where there is none: nothing is listed of what is not there yet."""
    trial = load_draft_and_trial(simulated_catalog_or_404(code))[1]
    return trial if trial and trial.state == "finished" else abort(404)


def requested_filter(trial: SimulationRun) -> dict[str, str]:
    """What the address asks for; 404 for what the trial knows nothing of."""
    of = trial.result or {}
    known = {
        "settlement": set(of["settlements"]),
        "list": set(of["lists"]),
        "ground": {*of["gained"], *of["lost"]},
        "move": {move for moves in of["settlements"].values() for move in moves},
    }
    wanted = {name: request.args[name] for name in FILTER_LABELS if name in request.args}
    return wanted if all(value in known[name] for name, value in wanted.items()) else abort(404)


@reference.get("/reference/<code>/simulation/cases")
@access(*READERS)
def simulation_cases(code: str) -> Any:
    """`settlement`, `list`, `ground`, `move`; `after`: the row after which the page begins."""
    trial = load_finished_trial(code)
    wanted = requested_filter(trial)
    rows, more = load_changed_page(trial.id, wanted, request.args.get("after", 0, type=int))
    note_list("trial", [one.number for one in rows], g.who.login, now(), simulation=trial.id)
    return page(
        "reference/simulation_cases.html",
        catalog=simulated_catalog_or_404(code),
        trial=trial,
        wanted=wanted,
        rows=rows,
        more=more,
        said_of={name: FILTER_LABELS[name](value) for name, value in wanted.items()},
        outcomes=OUTCOME_LABELS,
        place_words=settlement_label,
        list_words=list_label,
        ground_words=ground_label,
        unread=count_unread(g.who),
    )


@reference.get("/reference/<code>/simulation/file")
@access(*READERS)
def simulation_cases_file(code: str) -> Response:
    """`as`: csv or xlsx; and what `simulation_cases` takes."""
    trial = load_finished_trial(code)
    note_whole_list("trial", g.who.login, now(), simulation=trial.id)
    rows = changed_case_rows(iter_changed_outcomes(trial.id, requested_filter(trial)))
    return rows_as_file(rows, f"kezek-trial-{trial.id}", request.args.get("as", "csv"))


def changed_case_rows(changes: Iterator[ChangedOutcome]) -> Iterator[tuple[object, ...]]:
    yield (
        _("Number"),
        _("Settlement"),
        _("Place"),
        _("List"),
        _("Before"),
        _("After"),
        _("Grounds that fall away"),
        _("Grounds that are added"),
    )
    for one in changes:
        yield (
            one.number,
            one.settlement,
            settlement_label(one.settlement),
            list_label(one.list_code),
            _(OUTCOME_LABELS[one.before]),
            _(OUTCOME_LABELS[one.after]),
            "; ".join(map(ground_label, one.lost)),
            "; ".join(map(ground_label, one.gained)),
        )
