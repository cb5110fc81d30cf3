"""Files of a former base: which there are, how far each is, what is wrong with it, what keeps it from being undone.

What a row may name, and how a staged file is compared with itself and with the register, stands here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, text

from housing.labels import GENERAL_LIST
from housing.law.working_time import ALMATY
from housing.queries.reference.names import list_ordered_rows
from housing.queries.reference.settlements import branch_for, load_settlements
from housing.reference_data.register_file import WORDING, LineFault, fold_heading
from housing.reference_data.register_rows import Vocabulary
from housing.storage.extensions import db, execute_core
from housing.storage.lookup import LOOKUP
from housing.storage.models import ImportFault, RegisterImport, RegisterMovement

R, F, M = RegisterImport, ImportFault, RegisterMovement
#: Faults on a page, and imports in the list; a file has all of them.
SHOWN, LISTED = 50, 50
#: In these a process is at work, or is going to be.
UNDER_WAY = ("reading", "checking", "applying")


@dataclass(frozen=True, slots=True)
class ImportFile:
    """Where a file stands. `percent`: of its reading; `rows`: staged so far; `faults`: found so far."""

    id: int
    sha256: str
    form: str
    state: str
    size: int
    headings: dict[str, str]
    ignored: list[str]
    brought_by: str
    brought_at: datetime
    last_line: int
    percent: int
    rows: int
    faults: int
    seen_movement: int
    checked_at: datetime | None
    applied_by: str | None
    applied_at: datetime | None
    undone_by: str | None
    undone_at: datetime | None

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


COLUMNS = tuple(getattr(R, name) for name in ImportFile.__slots__)
ONE = select(*COLUMNS).where(R.id == bindparam("id"))
NEWEST = select(*COLUMNS).order_by(R.id.desc()).limit(LISTED)
TO_WORK_AT = (
    select(R.id)
    .where(R.state.in_(UNDER_WAY), (R.state != "reading") | R.content.is_not(None), R.heard_at < bindparam("silent"))
    .order_by(R.id)
)
TO_SWEEP = text(
    "SELECT DISTINCT i.id FROM register_import i JOIN import_row r ON r.import_id = i.id"
    " WHERE i.state IN ('faulty', 'applied', 'undone', 'dropped')"
)
FAULTS = select(F.line, F.column, F.why, F.detail).where(F.import_id == bindparam("id")).order_by(F.line, F.id)
CONTENT = select(R.content).where(R.id == bindparam("id"))
LAST_MOVEMENT = select(func.coalesce(func.max(M.id), 0))


def load_import(import_id: int) -> ImportFile | None:
    row = execute_core(ONE, {"id": import_id}).first()
    return ImportFile(**row._asdict()) if row else None


def list_imports() -> list[ImportFile]:
    """The newest first."""
    return [ImportFile(**row._asdict()) for row in execute_core(NEWEST)]


def list_imports_to_work_at(silent_since: datetime) -> list[int]:
    """Those under way of which no process has been heard since; of what the console reads nothing is kept to read."""
    return [row.id for row in execute_core(TO_WORK_AT, {"silent": silent_since})]


def list_imports_to_sweep() -> list[int]:
    """Those that are over and still have staged rows."""
    return [row.id for row in execute_core(TO_SWEEP)]


def load_import_content(import_id: int) -> bytes:
    return execute_core(CONTENT, {"id": import_id}).scalar() or b""


def list_faults(import_id: int, most: int = SHOWN) -> list[LineFault]:
    return [LineFault(**row._asdict()) for row in execute_core(FAULTS.limit(most), {"id": import_id})]


def iter_faults(import_id: int) -> Iterator[LineFault]:
    for row in execute_core(FAULTS, {"id": import_id}):
        yield LineFault(**row._asdict())


def load_last_movement() -> int:
    return int(execute_core(LAST_MOVEMENT).scalar_one())


def load_vocabulary(now: datetime) -> Vocabulary:
    """Settlements that have lists, each with its branch, and the lists in force by code and by name."""
    branches = dict[str, str]()
    for place in load_settlements().values():
        if place.applies:
            try:
                branches[place.code] = branch_for(place.code)
            except LookupError:  # nobody serves it: nobody could answer for an entry there
                continue
    lists = {fold_heading(name): GENERAL_LIST for name in WORDING["general"]}
    for code, values in list_ordered_rows("categories").items():
        lists |= {fold_heading(words): code for words in (code, *values["name"].values())}
    return Vocabulary(branches, lists, now)


#: In the file: what stands in an earlier line too. In the register: who stands there, and whose number is there.
SAME_IN_FILE = """
SELECT line, first AS found FROM (
 SELECT line, min(line) OVER (PARTITION BY {key}) AS first FROM import_row WHERE import_id = :id AND {some} <> ''
) WHERE line <> first ORDER BY line
"""
ON_REGISTER = f"""
SELECT r.line, e.number AS found FROM import_row r JOIN register_entry e
ON {LOOKUP.format("e.iin")} = {LOOKUP.format("r.iin")} AND e.annulled_at IS NULL WHERE r.import_id = :id ORDER BY r.line
"""  # noqa: S608
NUMBER_TAKEN = """
SELECT r.line, e.number AS found FROM import_row r JOIN register_entry e ON e.former_number = r.former_number
 AND e.former_number <> '' AND e.settlement = r.settlement AND e.annulled_at IS NULL WHERE r.import_id = :id
UNION SELECT r.line, e.number FROM import_row r JOIN register_entry e ON e.number = r.former_number
WHERE r.import_id = :id ORDER BY 1
"""
COMPARISONS = (
    ("iin", "same_iin", "line", text(SAME_IN_FILE.format(key=LOOKUP.format("iin"), some="iin"))),
    ("number", "same_number", "line", text(SAME_IN_FILE.format(key="settlement, former_number", some="former_number"))),
    ("iin", "on_register", "number", text(ON_REGISTER)),
    ("number", "number_taken", "number", text(NUMBER_TAKEN)),
)
COMPARED = tuple(why for _column, why, _told, _statement in COMPARISONS)
#: Somebody of the file, or a number of it, has come onto the register since it was compared with it.
CHANGED_SINCE = text(f"""
SELECT 1 FROM import_row r WHERE r.import_id = :id AND (
 {LOOKUP.format("r.iin")} IN (SELECT {LOOKUP.format("e.iin")} FROM register_movement m
     JOIN register_entry e ON e.id = m.entry_id WHERE m.id > :seen AND e.annulled_at IS NULL)
 OR (r.settlement, r.former_number) IN (SELECT e.settlement, e.former_number FROM register_movement m
     JOIN register_entry e ON e.id = m.entry_id WHERE m.id > :seen AND e.annulled_at IS NULL)
) LIMIT 1
""")  # noqa: S608


def iter_comparison_faults(import_id: int) -> Iterator[LineFault]:
    """What only the whole file and the register tell: nobody twice, nobody who stands there.

    By a connection of its own: whoever writes down what it finds may commit meanwhile.
    """
    with db.engine.connect().execution_options(yield_per=1000) as reading:
        for column, why, told, statement in COMPARISONS:
            for row in reading.execute(statement, {"id": import_id}):
                yield LineFault(row.line, column, why, {told: row.found})


def has_register_changed(import_id: int, seen_movement: int) -> bool:
    """For the rows of this file."""
    return execute_core(CHANGED_SINCE, {"id": import_id, "seen": seen_movement}).first() is not None


class Holder(NamedTuple):
    """What keeps an import from being undone: an entry with a later act, by its kind, or a list that names one."""

    number: str
    kind: str
    month: str


#: What tells of an entry without being an act on it.
READINGS = ("file.opened", "register.asked", "helpline.looked_up", "people.searched", "notice.verified")
ACTED_ON = text(f"""
SELECT e.number, v.kind, '' AS month FROM register_entry e JOIN event v ON v.application_id = e.application_id
WHERE e.import_id = :id AND v.kind NOT IN {READINGS}
UNION ALL
SELECT e.number, 'moved', '' FROM register_entry e JOIN register_movement m ON m.entry_id = e.id
WHERE e.import_id = :id AND m.cause <> 'imported'
UNION ALL
SELECT min(e.number), 'list.published', p.month FROM published_list p
JOIN register_entry e ON e.settlement = p.settlement AND e.list_code = p.list_code
WHERE e.import_id = :id AND p.month >= :month GROUP BY p.id
LIMIT :most
""")  # noqa: S608


def list_holders(found: ImportFile) -> list[Holder]:
    """Of later acts, and of lists published of the month in which it took effect or a later one, the first few."""
    month = f"{found.applied_at.astimezone(ALMATY):%Y-%m}" if found.applied_at else ""
    rows = execute_core(ACTED_ON, {"id": found.id, "month": month, "most": SHOWN})
    return [Holder(**row._asdict()) for row in rows]
