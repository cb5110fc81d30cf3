"""A trial of a draft over the whole register: how far it is, who would be decided otherwise, and who has read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from housing.actions.reference import publish as publishing
from housing.actions.reference import simulate as trying
from housing.law.eligibility import GROUNDS
from housing.presentation.charts import Chart, Series
from housing.queries.cases.inbox import count_unread
from housing.queries.reference.simulation import load_changed_page
from housing.reference import reference
from housing.reference._catalog_parts import DRAFTERS, READERS
from housing.reference._field_text import format_value
from housing.reference._simulation_parts import (
    OUTCOME_LABELS,
    ground_label,
    list_label,
    load_draft_and_trial,
    move_label,
    settlement_label,
    simulated_catalog_or_404,
)
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.effective_rows import changed_fields
from housing.text.alphabet import order_key
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

OUTCOME_COLOURS = {"register": "f1", "review": "f2", "refuse": "f5"}
#: Lines of a table, and samples of people; the file has all of them.
MAX_LINES, MAX_SAMPLES = 10, 5
SIMULATION_REFUSALS = {
    publishing.DraftChangedMeanwhile: _l("The draft has changed since you looked at it: look at it as it is now"),
    trying.SimulationCoversFew: _l("Say that you know of how many this trial says nothing"),
    trying.SimulationNotFinished: _l("There is no finished trial of this draft, as it is now"),
}


class ImpactLine(NamedTuple):
    """`key`: by what its people are asked for; `moves`: by `before after`."""

    key: str
    name: str
    moves: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.moves.values())


def build_impact_lines(counted: Mapping[str, Mapping[str, int]], name: Callable[[str], str]) -> list[ImpactLine]:
    """Where most change comes first."""
    told = (ImpactLine(key, name(key), moves) for key, moves in counted.items())
    return sorted(told, key=lambda one: (-one.total, order_key(one.name)))


def count_by_ground(result: Mapping[str, Any]) -> list[tuple[str, str, int, int]]:
    """(key, words, how many gain it, how many lose it), in the order of the law."""
    gained, lost = result["gained"], result["lost"]
    keys = [one.key for one in GROUNDS if one.key in gained or one.key in lost]
    return [(key, ground_label(key), gained.get(key, 0), lost.get(key, 0)) for key in keys]


def build_chart(places: list[ImpactLine]) -> Chart:
    """Where most people are touched, by what they would come to."""
    shown = places[:MAX_LINES]
    counts = {
        after: [sum(n for move, n in one.moves.items() if move.endswith(f" {after}")) for one in shown]
        for after in OUTCOME_LABELS
    }
    series = [
        Series(OUTCOME_COLOURS[after], _(OUTCOME_LABELS[after]), values)
        for after, values in counts.items()
        if any(values)
    ]
    finding = _("Most change in: %(place)s, %(num)s", place=shown[0].name, num=shown[0].total)
    return Chart("bars", finding, [one.name for one in shown], tuple(series))


class ImpactSummary(NamedTuple):
    """What a finished trial says. `matrix`: (outcome before, by outcome after); `rest`: lines not shown."""

    looked_at: int
    changed: int
    refused: int
    moves: list[str]
    matrix: list[tuple[str, list[int]]]
    places: list[ImpactLine]
    lists: list[ImpactLine]
    grounds: list[tuple[str, str, int, int]]
    chart: Chart | None


def summarize_impact(result: Mapping[str, Any]) -> ImpactSummary:
    outcomes: Mapping[str, int] = result["outcomes"]
    places = build_impact_lines(result["settlements"], settlement_label)
    matrix = [
        (before, [outcomes.get(f"{before} {after}", 0) for after in OUTCOME_LABELS])
        for before in ("register", "refuse")
    ]
    moves = sorted(
        {move for one in places for move in one.moves},
        key=lambda move: [list(OUTCOME_LABELS).index(o) for o in move.split()],
    )
    return ImpactSummary(
        sum(outcomes.values()),
        sum(one.total for one in places),
        outcomes.get("register refuse", 0),
        moves,
        matrix,
        places,
        build_impact_lines(result["lists"], list_label),
        count_by_ground(result),
        build_chart(places) if places else None,
    )


def render_simulation(catalog: Catalog, status: int = 200, **more: Any) -> Any:
    draft, trial = load_draft_and_trial(catalog)
    if draft is None:
        return redirect_to("reference.catalog", code=catalog.code)
    finished = trial if trial and trial.state == "finished" else None
    return page(
        "reference/simulation.html",
        status,
        fragment="reference/_simulation_result.html",
        catalog=catalog,
        draft=draft,
        trial=trial,
        exact=trial is not None and trial.revision == draft.version.revision,
        found=summarize_impact(finished.result or {}) if finished else None,
        said=format_value,
        differences=changed_fields,
        samples=load_changed_page(finished.id, {}).rows[:MAX_SAMPLES] if finished else [],
        outcomes=OUTCOME_LABELS,
        move_words=move_label,
        ground_words=ground_label,
        listed=MAX_LINES,
        drafts=g.who.role in DRAFTERS,
        unread=count_unread(g.who),
        **more,
    )


@reference.get("/reference/<code>/simulation")
@access(*READERS)
def simulation(code: str) -> Any:
    return render_simulation(simulated_catalog_or_404(code))


def run_and_redirect(catalog: Catalog, do: Callable[[Catalog, int, str, Any], Any], then: str) -> Any:
    try:
        call_once(do, catalog, request.form.get("revision", 0, type=int), g.who.login, now())
    except tuple(SIMULATION_REFUSALS) as fault:
        return render_simulation(catalog, 409, faults=[SIMULATION_REFUSALS[type(fault)]])
    return redirect_to(then, code=catalog.code)


@reference.post("/reference/<code>/simulation/start")
@access(*DRAFTERS)
def simulation_start(code: str) -> Any:
    return run_and_redirect(simulated_catalog_or_404(code), trying.start_simulation, "reference.simulation")


@reference.post("/reference/<code>/simulation/seen")
@access(*DRAFTERS)
def simulation_seen(code: str) -> Any:
    """Whoever has read whom it touches says so; then somebody else may publish."""
    see = partial(trying.acknowledge_simulation, knows="knows" in request.form)
    return run_and_redirect(simulated_catalog_or_404(code), see, "reference.difference")
