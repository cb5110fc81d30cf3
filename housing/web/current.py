"""What belongs to the application that answers: its time, its secret, the language of the page."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app, request, session
from flask_babel import force_locale, gettext

from housing.config import LANGUAGES, current_services


def now() -> datetime:
    """The time of the application: the server's, or the demo's."""
    return current_services().clock()


def phone_time() -> datetime:
    """The time as telephones keep it: a demo's clock may have been moved away from it."""
    ahead = getattr(current_services().clock, "ahead", None)
    return now() - ahead if isinstance(ahead, timedelta) else now()


def secret_key() -> str:
    """The server's secret."""
    return str(current_app.config["SECRET_KEY"])


def chosen_language() -> str:
    """Asked for in the URL, remembered, or Kazakh."""
    asked = request.args.get("lang") if request else None
    return asked if asked in LANGUAGES else str(session.get("language", LANGUAGES[0]))


def say_in_every_language(words: str) -> dict[str, str]:
    """By language, where nobody knows whose it is: for programs, and where no page can be filled."""
    said = {}
    for language in LANGUAGES:
        with force_locale(language):
            said[language] = gettext(words)
    return said
