"""Where somebody stands: asked by IIN or by register number, in the body, for neither may stand in an address."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from flask import jsonify, request

from housing.actions.register.record_question import record_question
from housing.api import api
from housing.api._caller import Refused, find_caller, refuse
from housing.law.iin import is_valid_iin
from housing.law.lifecycle import STATUSES
from housing.law.register_moves import MOVEMENT_CAUSES
from housing.law.working_time import ALMATY
from housing.queries.register.state import RegisterState, load_state
from housing.web.access import ANYONE, access
from housing.web.current import now, say_in_every_language

KEYS = {"iin": r"[0-9]{12}", "register_number": r"[0-9]{10,12}"}


@api.post("/api/place")
@access(ANYONE)
def place() -> Any:
    """The application under way or decided last, and the place on the register; null where there is none."""
    caller = find_caller()
    if isinstance(caller, Refused):
        return refuse(caller)
    asked = parse_question(request.get_json(silent=True))
    if asked is None:
        return refuse(Refused("bad_question"))
    found = load_state(**asked)
    record_question(caller, next(iter(asked)), found.application_id if found else None, now())
    return jsonify(as_of=to_iso(now()), **describe(found))


def parse_question(sent: Any) -> dict[str, str] | None:
    if not isinstance(sent, dict) or len(sent) != 1:
        return None
    ((key, value),) = sent.items()
    if not isinstance(value, str) or not re.fullmatch(KEYS.get(key, "(?!)"), value, re.ASCII):
        return None
    return {key: value} if key != "iin" or is_valid_iin(value) else None


def describe(found: RegisterState | None) -> dict[str, Any]:
    if found is None:
        return {"application": None, "register": None}
    return {"application": describe_application(found), "register": describe_entry(found)}


def describe_application(found: RegisterState) -> dict[str, Any]:
    return {
        "number": found.application_number,
        "status": found.status,
        "status_text": say_in_every_language(STATUSES[found.status].words),
        "due_at": to_iso(found.due_at),
        "decided_at": to_iso(found.decided_at),
    }


def describe_entry(found: RegisterState) -> dict[str, Any] | None:
    entry = found.entry
    if entry is None:
        return None
    return {
        "number": entry.number,
        "settlement": entry.settlement,
        "list": entry.list_code,
        "queue_date": to_iso(entry.registered_at),
        "state": "left" if entry.left_at else "standing",
        "left_at": to_iso(entry.left_at),
        "left_because": say_in_every_language(MOVEMENT_CAUSES[entry.left_by]) if entry.left_by else None,
        "place": found.place.number if found.place else None,
        "ahead": found.place.ahead if found.place else None,
        "total": found.place.total if found.place else None,
    }


def to_iso(moment: datetime | None) -> str | None:
    return moment.astimezone(ALMATY).isoformat(timespec="seconds") if moment else None
