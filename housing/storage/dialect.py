"""What SQLite and PostgreSQL say differently: written once, read by each in its own words.

Moments are stored in UTC without a zone, text orders by its bytes (docs/adr/0051-postgresql.md).
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import String, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.functions import Function, GenericFunction

#: Formats of SQLite's strftime, as `to_char` writes them.
FORMATS = {
    "%Y-%m-%d": "YYYY-MM-DD",
    "%Y-%m-01": "YYYY-MM-01",
    "%Y-%m-%d %H:%M:%S": "YYYY-MM-DD HH24:MI:SS",
    "%Y-%m-%dT%H:%M+00:00": 'YYYY-MM-DD"T"HH24:MI"+00:00"',
}
#: JSON in SQL that is written by hand for SQLite, as PostgreSQL has it.
WRITTEN = (
    (re.compile(r"json_extract\(([\w.]+), '\$\.(\w+)'\)"), r"(\1 ->> '\2')"),
    (re.compile(r"json_array_length\(([\w.]+), '\$\.(\w+)'\)"), r"json_array_length(\1 -> '\2')"),
    (re.compile(r"json_each\(([\w.]+)\) (\w+)"), r"json_array_elements(\1) AS \2(value)"),
)
#: A moment as SQLite keeps it.
STORED = "YYYY-MM-DD HH24:MI:SS.US"


def write_in(dialect: str, statement: str) -> str:
    """SQL that is written by hand, in the words of the database that is asked."""
    if dialect == "postgresql":
        for pattern, written in WRITTEN:
            statement = pattern.sub(written, statement)
    return statement


@compiles(CreateIndex, "postgresql")
def create_index(element: CreateIndex, compiler: Any, **options: Any) -> str:
    """The condition of an index is said once, for SQLite."""
    index = element.element
    condition = index.dialect_options["sqlite"]["where"]
    if condition is not None:
        index.dialect_options["postgresql"]["where"] = condition
    made: str = compiler.visit_create_index(element, **options)
    return made


def as_literal(value: Any) -> Any:
    """In the text of the statement, so that it is the same in GROUP BY, and other where the value is another."""
    return literal_column(f"'{value}'") if isinstance(value, str) else value


class LiteralFunction(GenericFunction[str]):
    """A function of SQLite, all of whose texts stand in the statement itself."""

    type = String()
    inherit_cache = True

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*map(as_literal, arguments))


class StrftimeFunction(LiteralFunction):
    """`func.strftime(format, moment, [shift])`: formats are those of `FORMATS`."""

    name = identifier = "strftime"
    inherit_cache = True


class DateFunction(LiteralFunction):
    """`func.date(moment, shift)`: a day as text."""

    name = identifier = "date"
    inherit_cache = True


class DatetimeFunction(LiteralFunction):
    """`func.datetime(text, shift)`: to the second."""

    name = identifier = "datetime"
    inherit_cache = True


class JsonExtractFunction(LiteralFunction):
    """`func.json_extract(column, "$.name")`: text, in PostgreSQL also of what is a number."""

    name = identifier = "json_extract"
    inherit_cache = True


class StoredMoment(LiteralFunction):
    """A moment as SQLite keeps it, as text."""

    name = identifier = "stored_moment"
    inherit_cache = True


def shifted(arguments: list[str]) -> str:
    """A moment and by how much it is shifted."""
    return " + interval ".join(arguments)


@compiles(StoredMoment, "sqlite")
def keep_moment(element: StoredMoment, compiler: Any, **options: Any) -> str:
    kept: str = compiler.process(element.clauses.clauses[0], **options)
    return kept


@compiles(StoredMoment, "postgresql")
def write_moment(element: StoredMoment, compiler: Any, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses.clauses[0], **options)}, '{STORED}')"


@compiles(StrftimeFunction, "postgresql")
def format_moment(element: StrftimeFunction, compiler: Any, **options: Any) -> str:
    form, *moment = element.clauses.clauses
    written = FORMATS[form.name.strip("'")]
    return f"to_char({shifted([compiler.process(one, **options) for one in moment])}, '{written}')"


@compiles(DateFunction, "postgresql")
def format_day(element: DateFunction, compiler: Any, **options: Any) -> str:
    return f"to_char({shifted([compiler.process(one, **options) for one in element.clauses])}, 'YYYY-MM-DD')"


@compiles(DatetimeFunction, "postgresql")
def format_second(element: DatetimeFunction, compiler: Any, **options: Any) -> str:
    kept, *shift = [compiler.process(one, **options) for one in element.clauses]
    return f"to_char({shifted([f'CAST({kept} AS timestamp)', *shift])}, '{FORMATS['%Y-%m-%d %H:%M:%S']}')"


@compiles(JsonExtractFunction, "postgresql")
def extract_json(element: JsonExtractFunction, compiler: Any, **options: Any) -> str:
    column, path = element.clauses.clauses
    name = path.name.strip("'").removeprefix("$.")
    return f"({compiler.process(column, **options)} ->> '{name}')"


#: Functions of another name, with the same arguments.
RENAMED = {"group_concat": "string_agg", "json_group_array": "json_agg", "instr": "strpos"}


@compiles(Function, "postgresql")
def name_function(element: Function[Any], compiler: Any, **options: Any) -> str:
    if element.name == "json_each":
        given = compiler.process(element.clauses.clauses[0], **options)
        return f"(SELECT CAST(one AS integer) AS value FROM json_array_elements_text(CAST({given} AS json)) AS one)"  # noqa: S608
    if element.name in RENAMED:
        return f"{RENAMED[element.name]}({compiler.process(element.clauses, **options)})"
    made: str = compiler.visit_function(element, **options)
    return made
