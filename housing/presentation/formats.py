"""Dates, working time and numbers as people read them, in the language of the page or of the notice."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from housing.labels import BASIS
from housing.law.register_moves import TAKEN_OVER
from housing.law.working_time import ALMATY

MINUTES_A_DAY, SECONDS_OF_MINUTE = 480, 60
PATTERNS = {
    "day": {"kk": "d MMMM, EEEE", "ru": "d MMMM, EEEE", "en": "EEEE d MMMM"},
    "date": {"kk": "y 'жылғы' d MMMM", "ru": "d MMMM y 'г'.", "en": "d MMMM y"},
    "month": {"kk": "y 'жылғы' MMMM", "ru": "MMMM y 'г'.", "en": "LLLL y"},
}
NUMERIC = {"num": "%d.%m.%Y", "stamp": "%d.%m.%Y %H:%M", "time": "%H:%M", "short": "%d.%m"}


def language() -> str:
    """The language of the page: kk, ru or en."""
    locale = get_locale()
    return locale.language if locale else "kk"


def notice_language() -> str:
    """Of notices and messages, which are in Kazakh or in Russian."""
    return "ru" if language() == "ru" else "kk"


def label_for_basis(code: str) -> str:
    """In short; of a place that was taken over from a former base, that it was."""
    return _(BASIS[code].short if code in BASIS else TAKEN_OVER)


def to_local_time(value: date | datetime) -> date | datetime:
    return value.astimezone(ALMATY) if isinstance(value, datetime) else value


def format_datetime(value: date | datetime, style: str = "stamp") -> str:
    """day: «23 қазан, жұма» · date: «2026 жылғы 23 қазан» · month: «октября 2026 г.» ·
    num: 23.10.2026 · stamp: 23.10.2026 19:04, time, short.
    """
    value = to_local_time(value)
    if style in NUMERIC:
        return value.strftime(NUMERIC[style])
    return use_plain_spaces(format_date(value, PATTERNS[style][language()], locale=language()))


def use_plain_spaces(said: str) -> str:
    """With the no-break space that typefaces have: Babel writes a narrow one in some languages."""
    return said.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def time_tag(value: date | datetime, style: str = "stamp") -> Markup:
    """The same inside <time>, for a page."""
    return Markup(f'<time datetime="{to_local_time(value).isoformat()}">{escape(format_datetime(value, style))}</time>')  # noqa: S704


def format_time_left(minutes: int) -> str:
    """Working minutes in words: a working day has 480. The two largest units are enough."""
    days, rest = divmod(abs(minutes), MINUTES_A_DAY)
    hours, minutes = divmod(rest, 60)
    units = ((days, _("%(n)s d", n=days)), (hours, _("%(n)s h", n=hours)), (minutes, _("%(n)s min", n=minutes)))
    return "\N{NO-BREAK SPACE}".join([words for count, words in units if count][:2] or [units[2][1]])


def format_duration(seconds: int) -> str:
    """How long something took, in minutes and seconds."""
    if seconds < SECONDS_OF_MINUTE:
        return _("%(num)s s", num=seconds)
    minutes, rest = divmod(seconds, SECONDS_OF_MINUTE)
    return _("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=rest)


def group_digits(number: str) -> str:
    """A ten-digit number as people read it aloud: 2610 235 417."""
    return f"{number[:4]} {number[4:7]} {number[7:]}".strip() if number.isdigit() else number


def format_count(count: int) -> str:
    """A count as people read it, in the language of the page: 41 208, or 41,208 in English."""
    return use_plain_spaces(str(format_decimal(count)))


def format_code(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def name_tag(name: str) -> Markup:
    """A Kazakh name keeps its language on a Russian or English page; of nobody there is nothing."""
    return Markup('<span lang="kk">{}</span>').format(name) if name and language() != "kk" else escape(name)
