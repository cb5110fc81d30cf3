"""Every table is bound to the journal row by row, or stands in one list with why a change of it harms nobody."""

from __future__ import annotations

import hashlib
import marshal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import JSON, Boolean, Date, Integer, LargeBinary, Text
from sqlalchemy.types import TypeEngine

from housing.storage.driver import PostgresqlDriver, is_postgresql
from housing.storage.encrypted import EncryptedColumn, EncryptedText
from housing.storage.extensions import UtcDateTime, db

#: A number is never changed and never given to another table: seals are over it.
BOUND = {
    "application": 1, "representation": 2, "paper": 3, "signature": 4, "revocation_check": 5, "answer": 6,
    "dispute": 7, "settled": 8, "case_note": 9, "complaint": 10, "decision": 11, "refusal_proposal": 12,
    "register_entry": 13, "register_movement": 14, "notice": 15, "sealed_notice": 16, "family_consent": 17,
    "inventory": 18, "inventory_check": 19, "event": 20, "chain_check": 21, "message": 22, "alert": 23,
    "alert_read": 24, "kept_counts_check": 25, "branch": 26, "staff": 27, "recovery_code": 28, "signed_in": 29,
    "one_time_code": 30, "phone_check": 31, "published_list": 32, "published_part": 33, "published_month": 34,
    "catalog_version": 35, "catalog_row": 36, "register_act": 37, "register_import": 38, "import_row": 39,
    "register_statement": 40, "statement_signature": 41, "residence_question": 42, "removal": 43, "sent_file": 44,
    "row_seal_check": 45, "heard_person": 46, "reading_lot": 47, "invariant_check": 48, "erasure": 49,
    "data_key": 50,
}  # fmt: skip
#: Tables and reasons: nobody's right hangs on these rows.
WORKING = {
    "register_count": "counted from the register's entries and compared with them every night; counted anew at will",
    "open_count": "counted from the applications and compared with them every night; counted anew at will",
    "daily_figures": "counted from decisions, answers and events; compared every night and counted anew at will",
    "kept_answer": "what somebody typed as their session ended; shown to them alone, who send it or not",
    "spent_challenge": "a challenge lives minutes and fits one session; what was signed with it is a row of its own",
    "attempt_count": "tries of passwords: a change slows somebody down or not, and signs nobody in",
    "saved_filter": "which cases an official wants to see; it changes none",
    "simulation": "a trial of numbers that are not in force; whoever publishes them is asked for the trial anew",
    "simulated_change": "lines of such a trial",
    "import_fault": "why lines of a file were not taken; the file's people are in `import_row`",
    "job_round": "how rounds of jobs went, for whoever looks; written anew every half minute, and nothing goes by it",
    "row_seal": "the seals: each is over itself, and their sum stands in `row_seal_state`",
    "row_seal_sum": "sums of seals: compared with the seals and with the total",
    "row_seal_state": "the total, under a MAC of its own",
}


#: Types, as PostgreSQL names them, and what makes of their values what SQLite keeps.
KINDS: dict[type[TypeEngine[Any]], str] = {
    UtcDateTime: "timestamp without time zone",
    Date: "date",
    Boolean: "boolean",
    JSON: "json",
    LargeBinary: "bytea",
    Integer: "integer",
}
AS_KEPT = {
    "timestamp without time zone": "to_char({}, 'YYYY-MM-DD HH24:MI:SS.US')",
    "date": "to_char({}, 'YYYY-MM-DD')",
    "boolean": "CAST({} AS integer)",
    "json": "CAST({} AS text)",
}
LIVE_COLUMNS = """SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position"""
LIVE_KEYS = """SELECT a.attname FROM pg_index i
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
WHERE i.indisprimary AND i.indrelid = to_regclass(?) ORDER BY array_position(i.indkey::int[], a.attnum::int)"""


class BoundTable(NamedTuple):
    """`columns`: by name, in the order of the model, quoted; `key`: SQL for what `row_seal.key` is of a row.

    `join`: SQL that finds the row of a key `k.key`; `at`: where the key's columns are among `columns`. `prefix`: what
    every MAC of the table begins with: its number and the names of its columns. Of PostgreSQL alone, by column:
    `kinds`, its type; `texts`: where text is kept encrypted, as bytes also where it is empty.
    """

    number: int
    name: str
    columns: tuple[str, ...]
    at: tuple[int, ...]
    prefix: bytes
    kinds: tuple[str, ...] = ()
    texts: tuple[int, ...] = ()

    def key(self, row: str) -> str:
        """Without the affinity of a column (`+`): else SQLite would turn every key of a seal and use no index."""
        if self.kinds:
            return "||','||".join(f"CAST({row}.{self.columns[one]} AS text)" for one in self.at)
        return "+" + "||','||".join(f"{row}.{self.columns[one]}" for one in self.at)

    def key_of(self, number: int) -> int | str:
        """As `row_seal.key` keeps the key of a row that is one number."""
        return str(number) if self.kinds else number

    def values(self, row: str) -> str:
        """SQL for the values of a row as SQLite keeps them."""
        if not self.kinds:
            return ", ".join(f"{row}.{column}" for column in self.columns)
        pairs = zip(self.columns, self.kinds, strict=True)
        return ", ".join(AS_KEPT.get(kind, "{}").format(f"{row}.{column}") for column, kind in pairs)

    def as_sealed(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """Values that were read by `values`, as a seal is over them on every database."""
        if not self.texts:
            return values
        return tuple("" if at in self.texts and one == b"" else one for at, one in enumerate(values))

    @property
    def matches(self) -> str:
        """SQL that holds a row against any key, also one that nobody could have."""
        return f"{self.key('t')} = k.key" if self.kinds else self.join

    @property
    def join(self) -> str:
        if self.kinds:
            split = (f"split_part(k.key, ',', {nth})" for nth in (1, 2)) if len(self.at) > 1 else ["k.key"]
            pairs = zip(split, self.at, strict=True)
            return " AND ".join(f"t.{self.columns[at]} = CAST({part} AS {self.kinds[at]})" for part, at in pairs)
        first, *rest = (f"t.{self.columns[one]}" for one in self.at)
        if not rest:
            return f"{first} = k.key"
        comma = "instr(k.key, ',')"
        return (
            f"{first} = CAST(substr(k.key, 1, {comma} - 1) AS INTEGER)"
            f" AND {rest[0]} = CAST(substr(k.key, {comma} + 1) AS INTEGER)"
        )


def bound_tables() -> tuple[BoundTable, ...]:
    """As this code has them, in the order of their numbers."""
    return describe_tables(is_postgresql())


@cache
def describe_tables(typed: bool) -> tuple[BoundTable, ...]:
    """`typed`: as PostgreSQL keeps them."""
    tables = {name: db.metadata.tables[name] for name in BOUND}
    return tuple(
        describe_table(
            name,
            [one.name for one in table.columns],
            [one.name for one in table.primary_key],
            {one.name: kind_of(one.type) for one in table.columns} if typed else {},
        )
        for name, table in tables.items()
    )


def kind_of(type_: TypeEngine[Any]) -> str:
    """As PostgreSQL names it."""
    if isinstance(type_, EncryptedColumn):
        return "text" if isinstance(type_.kept_as, Text) else "bytea"
    return next((kind for one, kind in KINDS.items() if isinstance(type_, one)), "text")


def live_tables(raw: Any) -> tuple[BoundTable, ...]:
    """The same as a database has them that may be older. On the driver's connection."""
    if isinstance(raw, PostgresqlDriver):
        return list_live_tables(raw)
    found = []
    for name in BOUND:
        columns = raw.execute(f'PRAGMA table_info("{name}")').fetchall()
        keys = sorted((place, column) for _, column, _, _, _, place in columns if place)
        if columns:
            found.append(describe_table(name, [column[1] for column in columns], [column for _, column in keys]))
    return tuple(found)


def list_live_tables(raw: PostgresqlDriver) -> tuple[BoundTable, ...]:
    found = []
    for name in BOUND:
        kinds = dict(raw.execute(LIVE_COLUMNS, (name,)).fetchall())
        keys = [key for (key,) in raw.execute(LIVE_KEYS, (name,)).fetchall()]
        if kinds:
            found.append(describe_table(name, list(kinds), keys, kinds))
    return tuple(found)


def describe_table(name: str, columns: list[str], keys: list[str], kinds: dict[str, str] | None = None) -> BoundTable:
    names = sorted(columns)
    at = tuple(names.index(key) for key in keys)
    prefix = hashlib.sha256(marshal.dumps((BOUND[name], name, *names), 2)).digest()
    typed = tuple(kinds[one] for one in names) if kinds else ()
    known = db.metadata.tables[name].c
    texts = tuple(
        nth for nth, one in enumerate(names) if typed and one in known and isinstance(known[one].type, EncryptedText)
    )
    return BoundTable(BOUND[name], f'"{name}"', tuple(f'"{one}"' for one in names), at, prefix, typed, texts)


def digest_columns(tables: tuple[BoundTable, ...] | None = None) -> bytes:
    """Of all bound tables, those of this code where none are given: what seals are over."""
    return hashlib.sha256(b"".join(table.prefix for table in tables or bound_tables())).digest()
