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
from housing.reference._field_text import said
from housing.reference._simulation_parts import (
    OUTCOMES,
    current,
    ground_words,
    list_words,
    move_words,
    place_words,
    tried,
)
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.effective_rows import differences
from housing.text.alphabet import order_key
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

TONES = {"register": "f1", "review": "f2", "refuse": "f5"}
#: Lines of a table, and samples of people; the file has all of them.
LISTED, SAMPLES = 10, 5
REFUSED = {
    publishing.DraftChangedMeanwhile: _l("The draft has changed since you looked at it: look at it as it is now"),
    trying.SimulationCoversFew: _l("Say that you know of how many this trial says nothing"),
    trying.SimulationNotFinished: _l("There is no finished trial of this draft, as it is now"),
}


class Line(NamedTuple):
    """`key`: by what its people are asked for; `moves`: by `before after`."""

    key: str
    name: str
    moves: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.moves.values())


def lines(counted: Mapping[str, Mapping[str, int]], name: Callable[[str], str]) -> list[Line]:
    """Where most change comes first."""
    told = (Line(key, name(key), moves) for key, moves in counted.items())
    return sorted(told, key=lambda one: (-one.total, order_key(one.name)))


def grounds(result: Mapping[str, Any]) -> list[tuple[str, str, int, int]]:
    """(key, words, how many gain it, how many lose it), in the order of the law."""
    gained, lost = result["gained"], result["lost"]
    keys = [one.key for one in GROUNDS if one.key in gained or one.key in lost]
    return [(key, ground_words(key), gained.get(key, 0), lost.get(key, 0)) for key in keys]


def chart_of(places: list[Line]) -> Chart:
    """Where most people are touched, by what they would come to."""
    shown = places[:LISTED]
    counts = {after: [sum(n for move, n in one.moves.items() if move.endswith(f" {after}")) for one in shown]
              for after in OUTCOMES}  # fmt: skip
    series = [Series(TONES[after], _(OUTCOMES[after]), values) for after, values in counts.items() if any(values)]
    finding = _("Most change in: %(place)s, %(num)s", place=shown[0].name, num=shown[0].total)
    return Chart("bars", finding, [one.name for one in shown], tuple(series))


class Found(NamedTuple):
    """What a finished trial says. `matrix`: (outcome before, by outcome after); `rest`: lines not shown."""

    looked_at: int
    changed: int
    refused: int
    moves: list[str]
    matrix: list[tuple[str, list[int]]]
    places: list[Line]
    lists: list[Line]
    grounds: list[tuple[str, str, int, int]]
    chart: Chart | None


def found(result: Mapping[str, Any]) -> Found:
    outcomes: Mapping[str, int] = result["outcomes"]
    places = lines(result["settlements"], place_words)
    matrix = [
        (before, [outcomes.get(f"{before} {after}", 0) for after in OUTCOMES]) for before in ("register", "refuse")
    ]
    moves = sorted(
        {move for one in places for move in one.moves}, key=lambda move: [list(OUTCOMES).index(o) for o in move.split()]
    )
    return Found(
        sum(outcomes.values()), sum(one.total for one in places), outcomes.get("register refuse", 0), moves, matrix,
        places, lines(result["lists"], list_words), grounds(result), chart_of(places) if places else None,
    )  # fmt: skip


def shown(catalog: Catalog, status: int = 200, **more: Any) -> Any:
    draft, trial = current(catalog)
    if draft is None:
        return redirect_to("reference.catalog", code=catalog.code)
    finished = trial if trial and trial.state == "finished" else None
    return page(
        "reference/simulation.html", status, fragment="reference/_simulation_result.html", catalog=catalog, draft=draft,
        trial=trial, exact=trial is not None and trial.revision == draft.version.revision,
        found=found(finished.result or {}) if finished else None, said=said, differences=differences,
        samples=load_changed_page(finished.id, {}).rows[:SAMPLES] if finished else [], outcomes=OUTCOMES,
        move_words=move_words,
        ground_words=ground_words, listed=LISTED, drafts=g.who.role in DRAFTERS, unread=count_unread(g.who), **more,
    )  # fmt: skip


@reference.get("/reference/<code>/simulation")
@access(*READERS)
def simulation(code: str) -> Any:
    return shown(tried(code))


def answered(catalog: Catalog, do: Callable[[Catalog, int, str, Any], Any], then: str) -> Any:
    try:
        call_once(do, catalog, request.form.get("revision", 0, type=int), g.who.login, now())
    except tuple(REFUSED) as fault:
        return shown(catalog, 409, faults=[REFUSED[type(fault)]])
    return redirect_to(then, code=catalog.code)


@reference.post("/reference/<code>/simulation/start")
@access(*DRAFTERS)
def simulation_start(code: str) -> Any:
    return answered(tried(code), trying.start_simulation, "reference.simulation")


@reference.post("/reference/<code>/simulation/seen")
@access(*DRAFTERS)
def simulation_seen(code: str) -> Any:
    """Whoever has read whom it touches says so; then somebody else may publish."""
    see = partial(trying.acknowledge_simulation, knows="knows" in request.form)
    return answered(tried(code), see, "reference.difference")
