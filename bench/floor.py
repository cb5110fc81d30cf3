"""What a page of the queue or of a list stands beside: rows by sqlite3, over the best index, for one plain template."""

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
#: A list of the register as anybody may read it: number and date.
LIST_PAGE = PAGE.with_name("floor_list.html")
SELECT_LIST = f"""
SELECT number, registered_at FROM register_entry WHERE settlement = ? AND list_code = ? AND annulled_at IS NULL
ORDER BY registered_at, number LIMIT {ROWS}"""  # noqa: S608
