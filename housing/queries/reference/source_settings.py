"""How the state bases are asked: what the catalog of sources says of each on a day, as the transport takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from flask import current_app
from flask_babel import get_locale

from housing.law.working_time import ALMATY, DAY, at
from housing.queries.reference.reference import published
from housing.reference_data.effective_rows import in_force
from housing.registries import SOURCES
from housing.registries.gateway import Gateway, Way
from housing.storage.extensions import remembered

Values = Mapping[str, Any]
#: A base that is switched off is looked at again after so long: it may have been switched on.
LOOKED_AGAIN_AFTER = timedelta(minutes=30)


def sources_on(now: datetime) -> dict[str, tuple[datetime, Values]]:
    """By code, since when it stands so and what is said of it, on the day of that moment."""
    day = now.astimezone(ALMATY).date()
    rows = remembered(("sources", day), lambda: in_force(published("sources"), day))
    return {code: (at(row.since, time()), row.values or {}) for code, row in rows.items()}


def along(gateway: Gateway, now: datetime) -> Gateway:
    """The same door, each base asked as the catalog says; outside its hours, or switched off, it is not asked."""
    return gateway.along({code: way_of(values, now) for code, (_, values) in sources_on(now).items()})


def way_of(values: Values, now: datetime) -> Way:
    asked = values["asked"] and opening(values, now) is None
    return Way(values["service"], values["address"], float(values["seconds"]), asked)


def opening(values: Values, now: datetime) -> datetime | None:
    """When a base answers next; None where it answers now, or round the clock."""
    if not values["answers_from"]:
        return None
    local = now.astimezone(ALMATY)
    begins, ends = (time.fromisoformat(values[name]) for name in ("answers_from", "answers_until"))
    if begins <= local.time() < ends:
        return None
    return at(local.date() if local.time() < begins else local.date() + DAY, begins)


def asked_again_at(codes: Iterable[str], now: datetime) -> datetime:
    """When the first of these, which are silent, is asked again: after its pause, or at its opening."""
    said = sources_on(now)
    return min(next_time(said[code][1], now) for code in codes)


def next_time(values: Values, now: datetime) -> datetime:
    if not values["asked"]:
        return now + LOOKED_AGAIN_AFTER
    return opening(values, now) or now + timedelta(minutes=values["pause"])


def switched_off(now: datetime) -> dict[str, datetime]:
    """By code, since when a base is not asked."""
    return {code: since for code, (since, values) in sources_on(now).items() if not values["asked"]}


def resting(now: datetime) -> set[str]:
    """Those that do not answer at this hour, as was agreed: that is no trouble."""
    return {code for code, (_, values) in sources_on(now).items() if opening(values, now)}


def title(code: str) -> str:
    """What a base is called today, in the language of the page or of the notice."""
    now = current_app.extensions["outside"].clock()
    _, values = sources_on(now).get(code, (now, None))
    return str(values["name"][language()]) if values else SOURCES[code].TITLE


def language() -> str:
    """Kazakh, where there is neither a page nor a notice."""
    try:
        return str(get_locale() or "kk")[:2]
    except RuntimeError:
        return "kk"


def titles() -> tuple[tuple[str, str], ...]:
    """Of every base its code and what it is called, in asking order."""
    return tuple((code, title(code)) for code in SOURCES)
