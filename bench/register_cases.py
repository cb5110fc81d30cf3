"""A register full of decisions: everybody on it by facts of their own, and beside it the queue of one branch."""

from __future__ import annotations

from random import Random

from bench.desk_cases import BRANCH, SEED
from housing.demo.crowd import APPLICATION, Crowd, Made
from housing.demo.crowd_rows import insert_lot, lots
from housing.demo.demo_data import days, homes_of
from housing.storage.transaction import transaction
from housing.web.current import now

SETTLEMENT, OFFICE = APPLICATION.index("settlement"), APPLICATION.index("branch_code")


def add_register(entries: int, still_open: int) -> None:
    """So many people on the register, of the whole country, and so many open cases of one branch. One transaction."""
    random, homes = Random(SEED), homes_of(BRANCH)  # noqa: S311
    crowd = Crowd(entries + still_open, SEED, homes_of(None), now(), days())
    crowd.open, crowd.draws["decided"], crowd.leaves = still_open, ["registered"], False

    def moved(made: Made) -> Made:
        """Who is not decided yet has applied for a place of that branch."""
        if made.decision:
            return made
        row = list(made.application)
        row[SETTLEMENT], row[OFFICE] = random.choice(homes)
        return made._replace(application=tuple(row))

    with transaction() as db:
        cursor = db.connection().connection.cursor()
        first = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM application").fetchone()[0]
        for lot in lots(map(moved, crowd.rows(first))):
            insert_lot(cursor, lot)
