"""Text messages: one part in any language, no personal data, no ground of refusal (point 16); and the letter beside."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l

from housing.config import current_services
from housing.labels import TERM_CAUSES
from housing.presentation.formats import format_datetime
from housing.reference_data.placeholders import fill_placeholders
from housing.reference_data.sms_segments import measure_message
from housing.reference_data.text_templates import LONGEST_ADDRESS

#: Every message that there is, in the order in which they may come; the codes are those of `code_message`.
KINDS = (
    "accepted",
    "consent",
    "registered",
    "registered_nocat",
    "refused",
    "category",
    "annulled",
    "reissued",
    "renewed",
    "complaint_answered",
    "hearing",
    "stays",
    "removed",
    "restored",
    "inventory",
    "inventory_again",
    "date_moved",
    "succeeded",
    "returned",
    "key_void",
    "ground_gone",
    "family_hearing",
    "family_place",
    "change_settled",
    "residence",
    "term_moved",
)
CODES = ("sign-in", "signing")


def text_message(words: str, number: str, due_at: datetime | None = None, cause: str = "") -> str:
    """A message from its words in force, `queries.message_texts`, in which the numbers of the law stand already.

    `cause`: of a due time that was moved, in words. ValueError if it is longer than one part.
    """
    day = format_datetime(due_at, "num") if due_at else ""
    return one_part(fill_placeholders(words, {"number": number, "day": day, "address": own_address(), "cause": cause}))


def cause_in_words(cause: str, language: str) -> str:
    """Why a due time was moved: a code of `labels.TERM_CAUSES`, "" where there is none."""
    with force_locale(language):
        return str(gettext(TERM_CAUSES[cause])) if cause else ""


def own_address() -> str:
    """Of the service, as people type it; its name where that is too long for a message."""
    address = urlsplit(current_services().settings.public_url).netloc
    return address if len(address) <= len(LONGEST_ADDRESS) else "Kezek"


def code_message(words: str, code: str) -> str:
    """The same around a one-time code: which service, what for, and to keep it to oneself."""
    return one_part(fill_placeholders(words, {"code": code}))


def one_part(text: str) -> str:
    length = measure_message(text)
    if length.parts > 1:
        raise ValueError(f"a text message of {length.units} characters")
    return text


def build_letter(text: str, language: str, link: str) -> tuple[str, str]:
    """Subject and body of the e-mail beside a text message: the same words and the way to the account, nothing more."""
    with force_locale(language):
        subject = str(_l("Kezek: about your application"))
        way = str(_l("Your account, where every notice stands: %(link)s", link=link))
        why = str(_l("You gave this address in your application. Do not answer this letter: nobody reads the answers."))
    return subject, f"{text}\n\n{way}\n\n{why}\n"
