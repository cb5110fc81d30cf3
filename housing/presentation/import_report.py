"""What is wrong with a file of a former base, line by line in words; and the table by which one begins.

It bears neither names nor IINs: line and column say where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flask_babel import gettext as _

from housing.reference_data.register_file import COLUMNS, FAULTS, WORDING, LineFault


def describe_column(key: str, headings: Mapping[str, str]) -> str:
    """What a column is called, and in brackets how the file heads it where that is another word."""
    if not key:
        return ""
    label, own = _(COLUMNS[key].label), headings.get(key, "")
    return f"{label} ({own})" if own and own.casefold() not in (label.casefold(), key) else label


def describe_fault(fault: LineFault) -> str:
    return _(FAULTS[fault.why], **fault.detail)


def iter_report(faults: Iterable[LineFault], headings: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    """The rows of the report, its head first."""
    yield _("Line"), _("Column"), _("What is wrong")
    for fault in faults:
        yield fault.line, describe_column(fault.column, headings), describe_fault(fault)


def iter_template() -> Iterator[tuple[object, ...]]:
    """A head in the words of the reader, and a line that shows how each cell is written. Its IIN is nobody's."""
    yield tuple(_(column.label) for column in COLUMNS.values())
    yield tuple(WORDING["example"][key] for key in COLUMNS)
