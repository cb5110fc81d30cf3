"""To stage a file of a former base: row by row into a table of its own, then the whole beside the register.

A lot of rows is a transaction: it writes where the file was read up to, and goes through only where nobody has read on
meanwhile. So whoever was stopped goes on there, and two that read at once stage no row twice. Nothing of it is on the
register until `apply_import` puts it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, text, update

from housing.presentation.csv_import import UnreadableTableError
from housing.presentation.table_file import FileKind, TableFile, TableLine
from housing.queries.register.imports import (
    COMPARED,
    ImportFile,
    iter_comparison_faults,
    load_import,
    load_last_movement,
    load_vocabulary,
)
from housing.reference_data.register_file import Fault, LineFault, match_headings
from housing.reference_data.register_rows import RowReader, StagedRow
from housing.storage import audit
from housing.storage.encrypted_rows import encrypt_rows
from housing.storage.models import ImportFault, RegisterImport
from housing.storage.transaction import count_changed, transaction

#: Of whatever no process has given a sign for so long, another one takes up.
SILENCE = timedelta(seconds=30)
#: Rows of a lot: as long others wait who write, some hundredths of a second.
LOT = 5_000
R, F = RegisterImport, ImportFault
NAMES = ", ".join(StagedRow._fields)
STAGE = f"INSERT INTO import_row (import_id, line, {NAMES}) VALUES (?, ?{', ?' * len(StagedRow._fields)})"  # noqa: S608
SWEEP = text(
    "DELETE FROM import_row WHERE import_id = :id AND line IN"
    " (SELECT line FROM import_row WHERE import_id = :id ORDER BY line LIMIT :many)"
)


class ReadElsewhereError(Exception):
    """Another process reads this file, or has put it aside."""


class Lot(NamedTuple):
    """Rows that were read, with the line and the share of the file up to which it was read."""

    rows: list[tuple[int, StagedRow]]
    faults: list[tuple[int, Fault]]
    last_line: int
    percent: int


def open_import(kind: FileKind, by: str, now: datetime, content: bytes | None = None) -> int:
    """The import of this file: that which is there, else a new one; one with faults is checked anew from its beginning.

    `content`: of a file that a job is to read.
    """
    with transaction() as db:
        found = db.scalar(select(R).where(R.sha256 == kind.sha256, R.state.not_in(("dropped", "undone"))))
        if found is not None and found.state != "faulty":
            return int(found.id)
        if found is not None:  # the register and the catalogs may have changed since
            found.state = "dropped"
            db.flush()
        made = R(
            sha256=kind.sha256,
            form=kind.form,
            size=kind.size,
            content=content,
            brought_by=by,
            brought_at=now,
            heard_at=now - 2 * SILENCE if content else now,
        )
        db.add(made)
        db.flush()
        audit.record("register.import_brought", by, now, None, number=made.id, sha256=kind.sha256)
        return int(made.id)


def read_import(
    import_id: int, table: Callable[[], TableFile], clock: Callable[[], datetime], progress: Callable[[int], Any]
) -> None:
    """Stages what is not staged yet, then compares. `progress`: takes a percentage. Raises ReadElsewhereError."""
    found = require_import(import_id)
    if found.state == "reading":
        try:
            opened = table()
            with closing(opened.lines()) as lines:
                stage_lines(found, lines, opened.epoch, clock, progress)
        except UnreadableTableError as fault:
            stop_reading(import_id, fault, clock())
    if require_import(import_id).state == "checking":
        compare_import(import_id, clock)


def require_import(import_id: int) -> ImportFile:
    return load_import(import_id) or raise_elsewhere()


def raise_elsewhere() -> Any:
    raise ReadElsewhereError


def stage_lines(
    found: ImportFile,
    lines: Iterator[TableLine],
    epoch: date,
    clock: Callable[[], datetime],
    progress: Callable[[int], Any],
) -> None:
    at = found.last_line
    head = next(lines, TableLine(1, [], 0))
    places, ignored, faults = match_headings(head.cells)
    if faults:
        close_reading(found.id, at, [(head.number, fault) for fault in faults], clock())
        return
    if at == 0:
        at = keep_head(found.id, head, places, ignored, clock())
    reader = RowReader(places, len(head.cells), load_vocabulary(clock()), epoch)
    for lot in iter_lots(reader, (line for line in lines if line.number > at)):
        at = stage_lot(found.id, at, lot, clock())
        progress(lot.percent)
    empty = [] if require_import(found.id).rows else [(head.number, Fault("", "no_rows"))]
    close_reading(found.id, at, empty, clock())


def keep_head(import_id: int, head: TableLine, places: dict[str, int], ignored: list[str], now: datetime) -> int:
    """How the columns are headed. The line of the head."""
    headings = {key: str(head.cells[place]).strip()[:60] for key, place in places.items()}
    move_on(import_id, 0, now, headings=headings, ignored=ignored, last_line=head.number)
    return head.number


def move_on(import_id: int, at: int, now: datetime, **values: Any) -> None:
    with transaction() as db:
        move_on_within(db, import_id, at, now, values)


def move_on_within(db: Any, import_id: int, at: int, now: datetime, values: dict[str, Any]) -> None:
    """Raises ReadElsewhereError where the file has been read beyond that line."""
    here = R.id == import_id, R.state == "reading", R.last_line == at
    if not count_changed(db, update(R).where(*here).values(heard_at=now, **values)):
        raise ReadElsewhereError


def iter_lots(reader: RowReader, lines: Iterable[TableLine]) -> Iterator[Lot]:
    rest, read = iter(lines), reader.read
    while some := list(islice(rest, LOT)):
        rows, faults = [], list[tuple[int, Fault]]()
        for number, cells, _percent in some:
            row, wrong = read(cells)
            rows.append((number, row))
            if wrong:
                faults += [(number, fault) for fault in wrong]
        yield Lot(rows, faults, some[-1].number, some[-1].read)


def stage_lot(import_id: int, at: int, lot: Lot, now: datetime) -> int:
    """The line up to which the file is read now."""
    columns = ("import_id", "line", *StagedRow._fields)
    rows = encrypt_rows("import_row", columns, ((import_id, line, *row) for line, row in lot.rows))
    with transaction() as db:
        grown = {"rows": R.rows + len(lot.rows), "faults": R.faults + len(lot.faults)}
        move_on_within(db, import_id, at, now, {**grown, "last_line": lot.last_line, "percent": lot.percent})
        # Past SQLAlchemy, which would bind each value by its name: a third of the time of a lot.
        db.connection().connection.cursor().executemany(STAGE, rows)
        add_faults(db, import_id, (LineFault(line, *fault) for line, fault in lot.faults))
    return lot.last_line


def add_faults(db: Any, import_id: int, faults: Iterable[LineFault]) -> None:
    if rows := [{"import_id": import_id, **fault._asdict(), "detail": dict(fault.detail)} for fault in faults]:
        db.execute(insert(F), rows)


def stop_reading(import_id: int, fault: UnreadableTableError, now: datetime) -> None:
    """The file cannot be read, from some line on."""
    at = require_import(import_id).last_line
    line = int(fault.words) if fault.words.isdigit() else at + 1
    close_reading(import_id, at, [(line, Fault("", f"unreadable_{fault.why}"))], now)


def close_reading(import_id: int, at: int, faults: list[tuple[int, Fault]], now: datetime) -> None:
    """There is nothing more to read."""
    with transaction() as db:
        over = {"state": "checking", "content": None, "percent": 100, "faults": R.faults + len(faults)}
        move_on_within(db, import_id, at, now, over)
        add_faults(db, import_id, (LineFault(line, *fault) for line, fault in faults))


def compare_import(import_id: int, clock: Callable[[], datetime]) -> None:
    """What only the whole file and the register tell; then it is ready or faulty. Safe to begin anew."""
    seen, found = load_last_movement(), 0
    forget_comparison(import_id)
    faults = iter_comparison_faults(import_id)
    while some := list(islice(faults, LOT)):
        with transaction() as db:
            add_faults(db, import_id, some)
            db.execute(update(R).where(R.id == import_id).values(faults=R.faults + len(some), heard_at=clock()))
        found += len(some)
    with transaction() as db:
        now = clock()
        checked = db.get_one(R, import_id)
        if checked.state != "checking":
            raise ReadElsewhereError
        checked.state, checked.checked_at = "faulty" if checked.faults else "ready", now
        checked.seen_movement, checked.heard_at = seen, now
    sweep_import(import_id)


def forget_comparison(import_id: int) -> None:
    """What an earlier comparison found, before it was stopped or the register changed."""
    with transaction() as db:
        gone = count_changed(db, delete(F).where(F.import_id == import_id, F.why.in_(COMPARED)))
        if gone:
            db.execute(update(R).where(R.id == import_id).values(faults=R.faults - gone))


def sweep_import(import_id: int) -> int:
    """The staged rows of an import that is over: they bear people's data, and nobody needs them any more. How many."""
    swept, gone = 0, int(require_import(import_id).state in ("faulty", "applied", "undone", "dropped"))
    while gone:
        with transaction() as db:
            gone = count_changed(db, SWEEP.bindparams(id=import_id, many=LOT))  # type: ignore[arg-type]
        swept += gone
    return swept
