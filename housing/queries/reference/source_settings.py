"""How the state bases are asked: what the catalog of sources says of each on a day, as the transport takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from flask import current_app
from flask_babel import get_locale

from housing.law.working_time import ALMATY, DAY, local_datetime
from housing.queries.reference.names import CatalogEdition, current_day, keep_newest, load_edition
from housing.queries.reference.reference import list_published_rows
from housing.reference_data.effective_rows import effective_on
from housing.registries import SOURCES
from housing.registries.gateway import Gateway, SourceRoute
from housing.storage.query_cache import cached_query

Values = Mapping[str, Any]
#: A base that is switched off is looked at again after so long: it may have been switched on.
LOOKED_AGAIN_AFTER = timedelta(minutes=30)


class SourceSetting(NamedTuple):
    """What the catalog of sources says of a base. `since`: the moment from which it stands so."""

    since: datetime
    values: Values


def load_source_settings(now: datetime) -> dict[str, SourceSetting]:
    """By code, what is in force on the day of that moment."""
    day = now.astimezone(ALMATY).date()
    rows = cached_query(("sources", day), lambda: effective_on(list_published_rows("sources"), day))
    return {code: SourceSetting(local_datetime(row.since, time()), row.values or {}) for code, row in rows.items()}


def configure_gateway(gateway: Gateway, now: datetime) -> Gateway:
    """The same door, each base asked as the catalog says; outside its hours, or switched off, it is not asked."""
    return gateway.with_routes(
        {code: build_way(setting.values, now) for code, setting in load_source_settings(now).items()}
    )


def build_way(values: Values, now: datetime) -> SourceRoute:
    asked = values["asked"] and next_opening(values, now) is None
    return SourceRoute(values["service"], values["address"], float(values["seconds"]), asked)


def next_opening(values: Values, now: datetime) -> datetime | None:
    """When a base answers next; None where it answers now, or round the clock."""
    if not values["answers_from"]:
        return None
    local = now.astimezone(ALMATY)
    begins, ends = (time.fromisoformat(values[name]) for name in ("answers_from", "answers_until"))
    if begins <= local.time() < ends:
        return None
    return local_datetime(local.date() if local.time() < begins else local.date() + DAY, begins)


def earliest_retry(codes: Iterable[str], now: datetime) -> datetime:
    """When the first of these, which are silent, is asked again: after its pause, or at its opening."""
    settings = load_source_settings(now)
    return min(next_retry(settings[code].values, now) for code in codes)


def next_retry(values: Values, now: datetime) -> datetime:
    if not values["asked"]:
        return now + LOOKED_AGAIN_AFTER
    return next_opening(values, now) or now + timedelta(minutes=values["pause"])


def load_disabled_sources(now: datetime) -> dict[str, datetime]:
    """By code, since when a base is not asked."""
    return {code: setting.since for code, setting in load_source_settings(now).items() if not setting.values["asked"]}


def list_closed_sources(now: datetime) -> set[str]:
    """Those that do not answer at this hour, as was agreed: that is no trouble."""
    return {code for code, setting in load_source_settings(now).items() if next_opening(setting.values, now)}


def source_title(code: str) -> str:
    """What a base is called today, in the language of the page or of the notice."""
    now = current_app.extensions["services"].clock()
    setting = load_source_settings(now).get(code)
    return str(setting.values["name"][current_language()]) if setting else SOURCES[code].TITLE


def current_language() -> str:
    """Kazakh, where there is neither a page nor a notice."""
    try:
        return str(get_locale() or "kk")[:2]
    except RuntimeError:
        return "kk"


def list_source_titles() -> tuple[tuple[str, str], ...]:
    """Of every base its code and what it is called, in asking order."""
    return _list_titles(load_edition("sources", current_day()), current_language())


@keep_newest(16)
def _list_titles(of: CatalogEdition, language: str) -> tuple[tuple[str, str], ...]:
    return tuple((code, source_title(code)) for code in SOURCES)
