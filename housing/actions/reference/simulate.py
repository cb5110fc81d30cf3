"""To try a draft of the law's numbers over the whole register, before anybody may publish it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from housing.actions.reference.publish import require_draft_version
from housing.gateways import deciding
from housing.law.impact import Change
from housing.law.parameters import Law
from housing.law.working_time import DAY
from housing.queries.reference.law import load_drafted_law
from housing.queries.reference.simulation import build_coverage
from housing.reference_data.catalog_schema import Catalog
from housing.storage import audit
from housing.storage.encrypted import data_keys
from housing.storage.models import SimulatedChange, Simulation
from housing.storage.transaction import count_changed, transaction

#: How far back refusals are looked at; who stands on the register is looked at whenever that was.
A_YEAR = 365 * DAY
#: Rows written at once, and how long they are gathered at least: whoever answers people has to write as well.
BATCH_SIZE, WRITE_INTERVAL = 5_000, timedelta(seconds=1)
#: A trial whose process has given no sign for so long is begun anew.
LEASE_TIME = timedelta(minutes=2)
UNDER_WAY = ("waiting", "running")


class SimulationNotFinished(Exception):
    """There is no finished trial of exactly this draft."""


class SimulationCoversFew(Exception):
    """The trial says nothing of more than one in ten, and whoever read it has not said that they know."""


def start_simulation(catalog: Catalog, revision: int, login: str, now: datetime) -> int:
    """The trial of this draft, as it is now; the one that is under way, where there is one.

    Raises DraftChangedMeanwhile.
    """
    with transaction() as db:
        draft = require_draft_version(db, catalog, revision)
        begun = Simulation.version_id == draft.id, Simulation.state.in_(UNDER_WAY)
        # One of an earlier revision says nothing of this draft.
        db.execute(update(Simulation).where(*begun, Simulation.revision != revision).values(state="failed"))
        trial = db.scalar(select(Simulation).where(*begun))
        if trial is None:
            trial = Simulation(version_id=draft.id, revision=revision, started_by=login, started_at=now)
            db.add(trial)
            db.flush()
            audit.record("reference.simulation_started", login, now, catalog=catalog.code, simulation=trial.id)
        return int(trial.id)


def acknowledge_simulation(catalog: Catalog, revision: int, login: str, now: datetime, knows: bool = False) -> None:
    """Somebody has read whom the draft would touch; `knows`: also of how many it says nothing.

    Raises DraftChangedMeanwhile, SimulationNotFinished, SimulationCoversFew.
    """
    with transaction() as db:
        draft = require_draft_version(db, catalog, revision)
        of_it = Simulation.version_id == draft.id, Simulation.revision == revision, Simulation.state == "finished"
        trial = db.scalar(select(Simulation).where(*of_it).order_by(Simulation.id.desc()).limit(1))
        if trial is None:
            raise SimulationNotFinished
        found = build_coverage(trial.result)
        if found.is_low and not knows:
            raise SimulationCoversFew
        if trial.seen_at is None:
            trial.seen_by, trial.seen_at = login, now
        audit.record(
            "reference.simulation_seen",
            login,
            now,
            catalog=catalog.code,
            simulation=trial.id,
            judged=found.judged,
            left_out=found.left_out,
        )


def simulate_draft(simulation_id: int, database: str, clock: Callable[[], datetime]) -> int:
    """Runs one trial to its end; how many would be decided otherwise. What lies half done is begun anew.

    `database`: where the process that decides reads it.
    """
    law = lease_simulation(simulation_id, clock())
    if law is None:
        return 0
    delete_simulated_changes()
    try:
        steps = deciding.decided_again(database, law, clock() - A_YEAR, data_keys().load().blob_keys)
        return store_progress(simulation_id, steps, clock)
    except Exception:
        with transaction() as db:
            db.execute(update(Simulation).where(Simulation.id == simulation_id).values(state="failed"))
        raise


def lease_simulation(simulation_id: int, now: datetime) -> Law | None:
    """The numbers to try; None where another process tries them, or the draft is no more."""
    waiting = (Simulation.state == "waiting") | (
        (Simulation.state == "running") & (Simulation.heard_at < now - LEASE_TIME)
    )
    with transaction() as db:
        taken = count_changed(
            db,
            update(Simulation)
            .where(Simulation.id == simulation_id, waiting)
            .values(state="running", heard_at=now, percent=0),
        )
        return load_drafted_law(db.get_one(Simulation, simulation_id).version_id) if taken else None


def delete_simulated_changes() -> None:
    """Those of earlier trials: their counts stay. In lots, for others have to write as well."""
    some = select(SimulatedChange.id).order_by(SimulatedChange.id).limit(BATCH_SIZE)
    gone = 1
    while gone:
        with transaction() as db:
            gone = count_changed(db, delete(SimulatedChange).where(SimulatedChange.id.in_(some)))


def store_progress(simulation_id: int, steps: Any, clock: Callable[[], datetime]) -> int:
    """Writes what the process says, at most once in PAUSE or a LOT at a time; how many change."""
    waiting: list[list[Any]] = []
    changed, written = 0, clock()
    for step in steps:
        waiting += step.get("changes", [])
        changed += len(step.get("changes", []))
        last = "result" in step
        if last or len(waiting) >= BATCH_SIZE or clock() - written >= WRITE_INTERVAL:
            written = clock()
            if not write_progress(simulation_id, waiting, step, written):
                break
            waiting = []
    return changed


def write_progress(simulation_id: int, changes: list[list[Any]], step: dict[str, Any], now: datetime) -> bool:
    """False where nobody wants it any more: the draft was changed, and another trial was begun."""
    with transaction() as db:
        trial = db.get_one(Simulation, simulation_id)
        if trial.state != "running":
            return False
        if changes:
            rows = [{"simulation_id": simulation_id, **Change(*one)._asdict()} for one in changes]
            db.execute(insert(SimulatedChange), rows)
        trial.heard_at, trial.percent = now, step.get("percent", 100)
        if "result" in step:
            trial.state, trial.finished_at, trial.result = "finished", now, step["result"]
        return True
