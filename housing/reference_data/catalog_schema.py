"""What a catalog of reference data says of itself. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from housing.reference_data.effective_rows import Row
from housing.reference_data.fields import Field
from housing.reference_data.placeholders import Placeholders

#: The published rows of any catalog by its code, with what is being published among them.
PublishedRows = Callable[[str], list[Row]]
#: Raises BreakingChange where a catalog could not stand so from a day on.
ReferenceGuard = Callable[[PublishedRows, date], None]


class BreakingChange(Exception):
    """A change that is not made. `args[0]`: a message id; `args[1]`: what it names."""


class Holder(NamedTuple):
    """Records that name keys of a catalog in one of these columns: while they do, the key is not ended.

    `records`: applications that are open, entries that stand on the register, officials whose account is active.
    A lasting catalog needs none: its keys never end.
    """

    records: Literal["open_cases", "register", "active_staff"]
    columns: tuple[str, ...]


class Catalog(NamedTuple):
    """`key`: what tells its rows apart. `lasting`: every key stays for ever, none may be ended.

    `at_once`: a row counts from its publication on; of the others each has the day from which it counts.
    `from_tomorrow`: no row begins today, for today was begun by what stands: somebody may have filed by it.
    `tried`: a draft has one row a key, and is tried over the whole register before it is published.
    `blanks`: of a catalog of templates, what may be filled into the words of which row; `blanks_of_all`: of every row.
    `validate_row`: raises InvalidValueError where the values of a row do not go together; `validate_rows`: where the
    rows by their keys, as they would be in force on a day, do not.
    `held_by`: what names its keys beside rows of catalogs; `reference_guards`: what else has to hold before a version
    is published or taken back. What follows from a publication needs the database:
    `actions.reference.publication_hooks`.
    """

    code: str
    title: str
    lead: str
    key: Field
    fields: tuple[Field, ...]
    lasting: bool = False
    at_once: bool = False
    from_tomorrow: bool = False
    tried: bool = False
    blanks: Mapping[str, Placeholders] = {}
    blanks_of_all: Placeholders = {}
    validate_row: Callable[[Mapping[str, Any]], None] | None = None
    validate_rows: Callable[[Mapping[str, Mapping[str, Any]]], None] | None = None
    held_by: tuple[Holder, ...] = ()
    reference_guards: tuple[ReferenceGuard, ...] = ()

    @property
    def all_fields(self) -> tuple[Field, ...]:
        return (self.key, *self.fields)

    def fields_of(self, key: str) -> tuple[Field, ...]:
        """The same for one row: templates with the blanks that they may have there."""
        blanks = {**self.blanks_of_all, **self.blanks.get(key, {})}
        return tuple(one._replace(blanks=blanks) if one.kind == "template" else one for one in self.all_fields)


def first_day(catalog: Catalog, today: date) -> date:
    """The earliest day on which a row that is drafted today may begin."""
    return today + timedelta(days=1) if catalog.from_tomorrow else today


def is_past_key(catalog: Catalog, key: str, today: date) -> bool:
    """Whether the key is a day that has been."""
    return catalog.key.kind == "date" and key < today.isoformat()
