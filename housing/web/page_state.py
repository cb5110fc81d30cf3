"""What a page says of the very moment and request at which it is shown."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from flask import g, request
from werkzeug.datastructures import MultiDict

from housing.presentation.formats import format_datetime, time_tag
from housing.web.current import now


class IdleTimes(NamedTuple):
    """When an official is signed out if this was their last step. `left`, `last`: seconds until then, and at most."""

    left: str
    last: str
    ends: str


def idle_times() -> IdleTimes | None:
    """None where nobody is signed out for being idle."""
    if (ends := g.get("ends")) is None:
        return None
    left, last = ((until - now()).total_seconds() for until in (ends, g.who.until))
    return IdleTimes(str(int(left)), str(int(last)), time_tag(ends, "time"))


def language_link(args: MultiDict[str, str]) -> str:
    """The beginning of a link to an address in another language, with the other words of its query."""
    others = [one for one in args.items(multi=True) if one[0] != "lang"] if args else []
    return f"?{urlencode(others)}&" if others else "?"


def common_slots() -> dict[str, str]:
    """By name, what every page says anew each time; the template of a page gets them all."""
    idle = idle_times()
    return {
        "user_name": g.who.name if g.get("who") else "",
        "page_time": time_tag(now()),
        "page_clock": format_datetime(now(), "time"),
        "language_link": language_link(request.args),
        "page_path": request.full_path,
        **({f"idle_{name}": value for name, value in idle._asdict().items()} if idle else {}),
    }
