"""What every figure of the queue stands beside: its rows by sqlite3, over the best index, for one plain template."""

from __future__ import annotations

from pathlib import Path

from housing.storage.models.application import STILL_OPEN

ROWS = 50
#: The floor's page: the same columns, no translation, no macros.
PAGE = Path(__file__).with_name("floor.html")
COLUMNS = "a.number, a.name, a.iin, a.basis, a.settlement, a.accepted_at, a.due_at, a.status, s.name, a.lease_until"
FROM = f"""
SELECT {COLUMNS} FROM application a INDEXED BY ix_application_open LEFT JOIN staff s ON s.id = a.claimed_by
WHERE a.branch_code = ? AND a.{STILL_OPEN}"""  # noqa: S608
#: The first page of a branch by due time, of all that is open and of what is due before a moment.
SELECT = f"{FROM} ORDER BY a.due_at, a.id LIMIT {ROWS + 1}"
SELECT_BEFORE = f"{FROM} AND a.due_at < ? ORDER BY a.due_at, a.id LIMIT {ROWS + 1}"
