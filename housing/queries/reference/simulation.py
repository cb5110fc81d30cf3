"""Simulations of a draft of the law's numbers: how far one is, what it found, whom it would touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select

from housing.storage.extensions import db
from housing.storage.models import Application, SimulatedChange, Simulation

S, C = Simulation, SimulatedChange
#: Changes on one page.
PAGE = 50


class Coverage(NamedTuple):
    """`left_out`: who is counted, but whose facts are not kept here or cannot be read."""

    judged: int
    left_out: int

    @property
    def is_low(self) -> bool:
        """It says nothing of more than one in ten: no reason to be calm."""
        return self.left_out * 10 > self.judged + self.left_out


def build_coverage(result: dict[str, Any] | None) -> Coverage:
    """Of the result of a simulation, as it is stored."""
    counted = result or {}
    left_out = sum(counted.get(why) or 0 for why in ("without_facts", "unusable"))
    return Coverage(sum(counted.get("outcomes", {}).values()), left_out)


@dataclass(frozen=True, slots=True)
class SimulationRun:
    """`state`: waiting, running, finished, failed. `result`: as `impact.Tally` counts, once finished."""

    id: int
    version_id: int
    revision: int
    state: str
    started_by: str
    started_at: datetime
    finished_at: datetime | None
    percent: int
    result: dict[str, Any] | None
    seen_by: str | None
    seen_at: datetime | None

    @property
    def coverage(self) -> Coverage:
        return build_coverage(self.result)

    @property
    def seconds(self) -> int:
        return round((self.finished_at - self.started_at).total_seconds()) if self.finished_at else 0


@dataclass(frozen=True, slots=True)
class ChangedOutcome:
    """Somebody who would be decided otherwise. `lost`, `gained`: keys of grounds."""

    id: int
    number: str
    settlement: str
    list_code: str
    before: str
    after: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]


class ChangedPage(NamedTuple):
    """A page of a list. `has_more`: another one follows."""

    rows: list[ChangedOutcome]
    has_more: bool


COLUMNS = (
    S.id,
    S.version_id,
    S.revision,
    S.state,
    S.started_by,
    S.started_at,
    S.finished_at,
    S.percent,
    S.result,
    S.seen_by,
    S.seen_at,
)


def load_simulation(version_id: int) -> SimulationRun | None:
    """The last one of a draft."""
    row = db.session.execute(select(*COLUMNS).where(S.version_id == version_id).order_by(S.id.desc()).limit(1)).first()
    return SimulationRun(**row._asdict()) if row else None


def is_simulation_seen(version_id: int, revision: int) -> bool:
    """Has somebody looked at a finished simulation of exactly this draft?"""
    wanted = S.version_id == version_id, S.revision == revision, S.state == "finished", S.seen_at.is_not(None)
    return db.session.scalar(select(S.id).where(*wanted).limit(1)) is not None


def list_simulations_to_run(silent_since: datetime) -> list[int]:
    """Simulations that wait, and those whose process has given no sign since a moment."""
    abandoned = (S.state == "running") & (S.heard_at < silent_since)
    return list(db.session.scalars(select(S.id).where(or_(S.state == "waiting", abandoned)).order_by(S.id)))


def select_changed_outcomes(simulation_id: int, asked: dict[str, str]) -> Select[*tuple[Any, ...]]:
    """`asked`: settlement, list, ground, move (`before after`); what is not asked is not looked at."""
    found = select(C.id, Application.number, C.settlement, C.list_code, C.before, C.after, C.lost, C.gained).join(
        Application, Application.id == C.application_id
    )
    found = found.where(C.simulation_id == simulation_id)
    if "settlement" in asked:
        found = found.where(C.settlement == asked["settlement"])
    if "list" in asked:
        found = found.where(C.list_code == asked["list"])
    if "move" in asked:
        before, _, after = asked["move"].partition(" ")
        found = found.where(C.before == before, C.after == after)
    if "ground" in asked:
        grounds = " " + C.lost + " " + C.gained + " "
        found = found.where(grounds.contains(f" {asked['ground']} ", autoescape=True))
    return found.order_by(C.id)


def load_changed_page(simulation_id: int, asked: dict[str, str], after: int = 0) -> ChangedPage:
    """Those who change, after the row of that id."""
    rows = db.session.execute(select_changed_outcomes(simulation_id, asked).where(C.id > after).limit(PAGE + 1)).all()
    return ChangedPage([build_changed_outcome(row) for row in rows[:PAGE]], len(rows) > PAGE)


def iter_changed_outcomes(simulation_id: int, asked: dict[str, str], lot: int = 2_000) -> Iterator[ChangedOutcome]:
    """Every one of them, in lots: no statement stands open while somebody's line is slow."""
    after = 0
    while rows := db.session.execute(
        select_changed_outcomes(simulation_id, asked).where(C.id > after).limit(lot)
    ).all():
        yield from map(build_changed_outcome, rows)
        after = rows[-1].id


def build_changed_outcome(row: Any) -> ChangedOutcome:
    return ChangedOutcome(**{**row._asdict(), "lost": tuple(row.lost.split()), "gained": tuple(row.gained.split())})
