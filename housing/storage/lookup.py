"""A column by which rows are looked for, though it is encrypted.

It keeps one text: a token that is made with a key of its own, then what is encrypted. An index is over the token
(`lookup_column`), and so is every comparison that SQLAlchemy writes; SQL that is written by hand says it itself
(`LOOKUP`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Dialect,
    Select,
    String,
    Text,
    func,
    literal_column,
    text,
    type_coerce,
)
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator

from housing.encryption.data_keys import TOKEN, DataKeys
from housing.storage.encrypted import EncryptedColumn, data_keys, decrypt_text, encrypt_text

#: By what a column is compared, in SQL that is written by hand.
LOOKUP = f"substr({{}}, 1, {TOKEN})"
FIRST: ColumnElement[int] = literal_column("1")
LENGTH: ColumnElement[int] = literal_column(str(TOKEN))
COMPARED = {
    operators.eq,
    operators.ne,
    operators.in_op,
    operators.not_in_op,
    operators.is_distinct_from,
    operators.is_not_distinct_from,
}
AS_NULL = {operators.is_, operators.is_not}


def lookup_column(name: str) -> Any:
    """What an index of a `LookupText` is over."""
    return text(LOOKUP.format(name))


class LookupToken(TypeDecorator[str]):
    """What a value is looked for by."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return data_keys().load().make_token(value) if value else value


def token_of(expression: Any) -> Any:
    return func.substr(expression, FIRST, LENGTH, type_=LookupToken())


def as_token(other: Any) -> Any:
    """What a token is compared with: values become tokens as they are bound; columns and queries tell theirs."""
    if hasattr(other, "__clause_element__"):
        other = other.__clause_element__()
    if isinstance(other, Select):
        return other.with_only_columns(*map(token_of, other.selected_columns))
    if not isinstance(getattr(other, "type", None), LookupText):
        return other
    return type_coerce(other, LookupToken()) if isinstance(other, BindParameter) else token_of(other)


class LookupComparator(TypeDecorator.Comparator[str], String.Comparator[str]):
    """Equal or not is all that can be asked of what is encrypted."""

    def operate(self, op: Any, *other: Any, **options: Any) -> Any:
        if op in AS_NULL or (op in COMPARED and other[0] is None):
            return super().operate(op, *other, **options)
        if op not in COMPARED:
            raise TypeError(f"{self.expr} is encrypted: {op.__name__} cannot be asked of it")
        return op(token_of(self.expr), *map(as_token, other), **options)


class LookupText(EncryptedColumn):
    """Text that rows are looked for by. Empty text and None stay: partial indexes ask for them."""

    comparator_factory = LookupComparator
    cache_ok = True
    kept_as = Text()

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        return encrypt_text

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return decrypt_text

    def encrypt_kept(self, kept: Any, keys: DataKeys) -> Any:
        return kept and keys.encrypt_text(kept)

    def decrypt_kept(self, kept: Any, keys: DataKeys) -> Any:
        return kept and keys.decrypt_text(kept)


class LookupList(TypeDecorator[list[str]]):
    """What the database has put together of a `LookupText` of several rows."""

    impl = JSON
    cache_ok = True

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> list[str] | None:
        return value and [decrypt_text(one) or "" for one in value]
