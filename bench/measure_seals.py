"""What it costs to hold every row against its seal: `.venv/bin/python bench/measure_seals.py FOLDER_OF_AN_INSTANCE`.

Beside it a bare loop that reads the same rows by sqlite3 and takes their SHA-256. Processor time, each once, in turn.
"""

from __future__ import annotations

import hashlib
import os
import resource
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def read_bare(database: Path) -> int:
    """How many rows."""
    from housing.storage.row_seals.bound_tables import live_tables

    count = 0
    with closing(sqlite3.connect(database)) as raw:
        for table in live_tables(raw):
            for row in raw.execute(f"SELECT {', '.join(table.columns)} FROM {table.name}"):  # noqa: S608
                hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).digest()
                count += 1
    return count


def main(folder: Path) -> None:
    os.environ["KEZEK_INSTANCE"] = str(folder)
    from app import create_app
    from housing.queries.journal.proof import prove_records

    with create_app().app_context():
        begun = time.process_time()
        rows = read_bare(folder / "kezek.db")
        bare = time.process_time() - begun
        found = prove_records(True)
        walked = time.process_time() - begun - bare
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"bare loop: {rows:,} rows in {bare:.2f} s of the processor")
    print(f"journal and seals: {found.events:,} events, {found.rows:,} rows in {walked:.2f} s; faults: {found.found}")
    print(f"ratio {walked / bare:.2f} (3 wanted); {peak:.0f} MB at the highest")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]).absolute())
