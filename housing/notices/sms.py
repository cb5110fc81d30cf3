"""Text messages: one part in any language, no personal data, no ground of refusal (point 16); and the letter beside."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from housing.formats import say_when
from housing.notices.length import measure

LONGEST = 70
#: Every message that there is, in the order in which they may come; the codes are those of `code_message`.
KINDS = ("accepted", "consent", "registered", "registered_nocat", "refused", "category", "annulled", "reissued",
         "complaint_answered", "term_moved")  # fmt: skip
CODES = ("sign-in", "signing")


def text_message(kind: str, language: str, number: str, due_at: datetime | None = None) -> str:
    """The words of a message, one of KINDS. ValueError if it is longer than one part."""
    day = say_when(due_at, "num") if due_at else ""
    with force_locale(language):
        words = {
            "accepted": _l("Application No. %(number)s is accepted. Answer due: %(day)s", number=number, day=day),
            "registered": _l("You are on the housing register. No. %(number)s. See your account", number=number),
            "registered_nocat": _l(
                "No. %(number)s: you are registered. Article 74 category not confirmed", number=number
            ),
            "refused": _l("No. %(number)s: registration refused. Reason: see account", number=number),
            "category": _l("No. %(number)s: your category of article 74 is confirmed", number=number),
            "term_moved": _l("No. %(number)s: by the new calendar the answer is due %(day)s", number=number, day=day),
            "reissued": _l("A notice on application No. %(number)s was corrected. See your account", number=number),
            "consent": _l("Your consent is needed for a housing application. Sign in to Kezek"),
            "complaint_answered": _l("No. %(number)s: your complaint is answered. See your account", number=number),
            "annulled": _l("No. %(number)s is annulled: the key was revoked. See your account", number=number),
        }
        text = str(words[kind])
    if len(text) > LONGEST or measure(text).parts > 1:
        raise ValueError(f"a text message of {len(text)} characters")
    return text


def code_message(purpose: str, language: str, code: str) -> str:
    """The words around a one-time code: which service, what for, and to keep it to oneself."""
    with force_locale(language):
        if purpose == "signing":
            return str(_l("Kezek: code %(code)s to sign the application. Tell it to nobody", code=code))
        return str(_l("Kezek: code %(code)s to sign in. Tell it to nobody", code=code))


def letter(text: str, language: str, link: str) -> tuple[str, str]:
    """Subject and body of the e-mail beside a text message: the same words and the way to the account, nothing more."""
    with force_locale(language):
        subject = str(_l("Kezek: about your application"))
        way = str(_l("Your account, where every notice stands: %(link)s", link=link))
        why = str(_l("You gave this address in your application. Do not answer this letter: nobody reads the answers."))
    return subject, f"{text}\n\n{way}\n\n{why}\n"
