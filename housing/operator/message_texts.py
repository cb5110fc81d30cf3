"""Every text that Kezek sends, in its languages, with what it costs: the longest number and date that there can be."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from flask import g

from housing.config import LANGUAGES
from housing.notices import CODES, KINDS, LONGEST, Length, code_message, measure, text_message
from housing.operator import operator
from housing.queries.inbox import unread
from housing.web import access, page
from housing.words import MESSAGE_KINDS
from housing.working_time import ALMATY

READERS = ("supervisor", "head_office", "administrator", "auditor")
#: A number has ten digits and a date ten characters, whatever they are.
NUMBER, DAY, CODE = "9912999999", datetime(2099, 12, 31, 18, 0, tzinfo=ALMATY), "999999"


class Text(NamedTuple):
    """A text in a language, measured."""

    language: str
    text: str
    length: Length


def texts() -> list[tuple[str, list[Text]]]:
    """By kind, in the order in which a person may get them; the codes last."""
    return [(kind, [measured(kind, language) for language in LANGUAGES]) for kind in (*KINDS, *CODES)]


def measured(kind: str, language: str) -> Text:
    code = kind in CODES
    text = code_message(kind, language, CODE) if code else text_message(kind, language, NUMBER, DAY)
    return Text(language, text, measure(text))


@operator.get("/operator/message-texts")
@access(*READERS)
def message_texts() -> Any:
    return page(
        "operator/message_texts.html", texts=texts(), kinds=MESSAGE_KINDS, longest=LONGEST, unread=unread(g.who)
    )
