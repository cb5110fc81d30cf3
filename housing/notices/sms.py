"""Text messages: at most 70 characters in any language, no personal data, no ground of refusal (point 16)."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from housing.formats import say_when

LONGEST = 70


def text_message(kind: str, language: str, number: str, due_at: datetime | None = None) -> str:
    """The words of a message. ValueError if too long.

    `kind`: accepted, registered, registered_nocat, refused, annulled, consent, category, complaint_answered.
    """
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
            "consent": _l("Your consent is needed for a housing application. Sign in to Kezek"),
            "complaint_answered": _l("No. %(number)s: your complaint is answered. See your account", number=number),
            "annulled": _l("No. %(number)s is annulled: the key was revoked. See your account", number=number),
        }
        text = str(words[kind])
    if len(text) > LONGEST:
        raise ValueError(f"a text message of {len(text)} characters")
    return text


def code_message(purpose: str, language: str, code: str) -> str:
    """The words around a one-time code: which service, what for, and to keep it to oneself."""
    with force_locale(language):
        if purpose == "signing":
            return str(_l("Kezek: code %(code)s to sign the application. Tell it to nobody", code=code))
        return str(_l("Kezek: code %(code)s to sign in. Tell it to nobody", code=code))
