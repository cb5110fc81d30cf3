"""Every text that Kezek sends, as it is in force today, with what it costs at the longest number and date."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import g

from housing.config import LANGUAGES
from housing.labels import MESSAGE_KINDS
from housing.notices import CODES, KINDS
from housing.operator import operator
from housing.queries.cases.inbox import count_unread
from housing.queries.reference.message_texts import load_message_template
from housing.reference_data.law_numbers import ANY_NUMBER
from housing.reference_data.placeholders import fill_with_longest
from housing.reference_data.sms_segments import MessageLength, measure_message
from housing.reference_data.text_templates import MESSAGE_PLACEHOLDERS
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page

READERS = ("supervisor", "head_office", "administrator", "auditor")
#: Who sees the catalog in which the words are changed.
CATALOG_READERS = ("head_office", "administrator", "auditor")


class MeasuredText(NamedTuple):
    """A text in a language, measured."""

    language: str
    text: str
    length: MessageLength


def build_texts() -> list[tuple[str, list[MeasuredText]]]:
    """By kind, in the order in which a person may get them; the codes last."""
    return [(kind, [measure_text(kind, language) for language in LANGUAGES]) for kind in (*KINDS, *CODES)]


def measure_text(kind: str, language: str) -> MeasuredText:
    text = fill_with_longest(load_message_template(kind, language, now()), {**ANY_NUMBER, **MESSAGE_PLACEHOLDERS[kind]})
    return MeasuredText(language, text, measure_message(text))


@operator.get("/operator/message-texts")
@access(*READERS)
def message_texts() -> Any:
    return page(
        "operator/message_texts.html",
        texts=build_texts(),
        kinds=MESSAGE_KINDS,
        catalog=g.who.role in CATALOG_READERS,
        unread=count_unread(g.who),
    )
