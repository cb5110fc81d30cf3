"""A walk through all pages as all roles: whose names stand on a page, and whom the journal names for it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import func, select

from housing.actions.filing.file_complaint import file_complaint
from housing.actions.journal.write_readings import write_readings
from housing.law.iin import mask_iin
from housing.queries.filing.notice import mask_name
from housing.storage.extensions import db
from housing.storage.models import (
    Application,
    Event,
    Notice,
    Paper,
    RegisterEntry,
    RegisterStatement,
    Removal,
)
from tests.citizen.steps import report_change, upload
from tests.house.doors import Door
from tests.inventories import KARAGANDA, begun, look_at
from tests.judge import Browser
from tests.register.test_removal import FILLED

#: Of whom all is there that an official may see: an entry, a change, a removal, an inventory's check, a complaint.
ON_REGISTER = "dauren"
#: Doors of whoever goes out by them, and the queue of those that change the case under the walk's feet.
ENDS = ("operator.sessions_end", "operator.sessions_end_others", "operator.password_change", "operator.lease_leave")
#: Of a case that is decided: they show its notice.
DECIDED = ("operator.notice", "operator.reissue", "operator.reissue_replace")
#: What an address asks for besides, so that people stand on its page.
QUERIES = {
    "register.inventory": "?at=unclear",
    "register.entries": f"?settlement={KARAGANDA}",
    "operator.inbox": "?box=all",
}
#: What is sent, where a form without words shows nobody.
SENT: dict[str, dict[str, str]] = {
    "register.entries_file": {"settlement": KARAGANDA},
    "operator.queue_find": {"q": "Соколов"},
    "register.entries_find": {"q": "Жүнісов"},
    "operator.helpline_find": {"q": "680314399908", "name": "Соколов Виктор", "born": "14.03.1968"},
}
#: A branch that has nothing of all this; somebody who never applied, and somebody with an application of their own.
ELSEWHERE, STRANGER, NEIGHBOUR = {"operator": "shymkent-1", "supervisor": "shymkent-head"}, "dina", "saule"
#: What an address names that belongs to somebody, or to a branch.
OWNED = re.compile(
    r"{(number|notice|case|paper|refused|complaint|request|register_number|check|inventory)}|-paper/1|Ө-"
)
#: Of files, those that bear their words openly; of the others staff see those of somebody's case alone.
READABLE, SHUT = ("text/html", "text/csv", "application/json"), ("application/pdf", "image/png", "image/jpeg")
SOMEBODY = "somebody"
STATEMENT_PAPER = select(Paper.id).where(Paper.statement_id.is_not(None))
#: The browser of a role; of a citizen by their key.
Browsers = Callable[[str, str], Browser]


class Step(NamedTuple):
    """Whom one request showed and whom the journal names for it, by IIN. `said`: what to tell where they differ."""

    endpoint: str
    shown: set[str]
    named: set[str]
    status: int
    said: str

    @property
    def is_silent(self) -> bool:
        """Somebody is shown whom the journal does not name; a file, and it names nobody."""
        return not self.named if SOMEBODY in self.shown else bool(self.shown - self.named)


def fill(world, places: dict[str, Any]) -> dict[str, Any]:
    """The places of the doors, with somebody of the same branch in every one of them."""
    case = world.settled(ON_REGISTER)
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry).filter_by(application_id=case)).one()
        entry_id, number = entry.id, entry.number
    report_change(world, ON_REGISTER, papers=upload())
    browser, address = world.official("karaganda-1"), f"/register/removal/{number}"
    browser.post(address, {**browser.get(address).form("#removal-form"), **FILLED, "file": upload(name="contract.pdf")})
    with world.app.app_context():
        inventory = begun(world, unchecked_days=0, login="karaganda-head", settlement=KARAGANDA)
        complaint = file_complaint(case, world.who(ON_REGISTER), "data", "An error", world.clock())
        check = look_at(inventory, entry_id)
        notice = db.session.scalars(select(Notice).filter_by(application_id=case)).one()
        papers = {
            "removal-paper/1": f"removal-paper/{db.session.scalars(select(Removal.paper_id)).one()}",
            "change-paper/1": f"change-paper/{db.session.scalars(STATEMENT_PAPER).one()}",
            "2611-Ө-000001": db.session.scalars(select(RegisterStatement.number)).one(),
        }
        preview = world.official("karaganda-1").get(f"/operator/case/{places['case']}").form("#case-form")
        decided = {"decided": world.row(case).number, "notice": notice.number, "code": notice.code}
    found = {"register_number": number, "inventory": inventory, "complaint": complaint, "check": check}
    sent = {**SENT, "operator.preview": {**preview, "verdict": "refuse"}}
    known = {"people": marks(world.app), "numbers": read_numbers(world.app)}
    return {**places, **decided, **found, **known, "instead": papers, "sent": sent}


def address_of(name: str, door: Door, places: dict[str, Any]) -> str:
    case = places["decided"] if name in DECIDED else places["case"]
    url = door.url.format(**{**places, "case": case})
    for example, there in places["instead"].items():
        url = url.replace(example, there)
    return url + QUERIES.get(name, "")


def marks(app) -> dict[str, set[str]]:
    """By IIN, what tells on a page that somebody stands there."""
    with app.app_context():
        rows = db.session.execute(select(Application.iin, Application.name).where(Application.name != "")).all()
    return {row.iin: {row.name, mask_name(row.name), row.iin, mask_iin(row.iin)} for row in rows}


def walk(world, browsers: Browsers, doors: dict[str, Door], places: dict[str, Any]) -> Iterator[Step]:
    """Every door as every role that may pass; one for forms with a form that says little."""
    for name, door in sorted(doors.items()):
        for role in () if name in ENDS else door.who:
            own = world.person(door.key).iin if role == "citizen" else ""
            yield take_step(world, browsers(role, door.key), name, door, places, own, role)


def walk_elsewhere(world, doors: dict[str, Door], places: dict[str, Any]) -> Iterator[Step]:
    """Every door as officials of a branch that has nothing of this, as a citizen who has nothing at all, and as one
    who has a draft."""
    world.drafted(NEIGHBOUR)
    visitors = [(role, world.official(login), "") for role, login in ELSEWHERE.items()]
    visitors += [("citizen", world.citizen(key), world.person(key).iin) for key in (STRANGER, NEIGHBOUR)]
    for name, door in sorted(doors.items()):
        for role, browser, own in () if name in (*ENDS, "signin.sign_out") else visitors:
            yield take_step(world, browser, name, door, places, own, role)


def take_step(world, browser, name: str, door: Door, places: dict[str, Any], own: str, role: str) -> Step:
    """`own`: whom nobody needs to be told of."""
    before, method = last_event(world.app), methods_of(world.app)[name]
    answer = send(browser, method, address_of(name, door, places), places["sent"].get(name, {}))
    shown = read_people(answer, places["people"], role != "citizen") - {own}
    named = written_since(world, before, places["numbers"])
    answer.close()
    return Step(name, shown, named, answer.status_code, f"{method} {name} as {role}: {answer.status_code}")


@cache
def methods_of(app) -> dict[str, str]:
    return {rule.endpoint: "GET" if "GET" in rule.methods else "POST" for rule in app.url_map.iter_rules()}


def send(browser, method: str, url: str, sent: dict[str, str]) -> Any:
    if method == "GET":
        return browser.client.get(url)
    given = {**sent, "csrf_token": browser.csrf()}
    return browser.shown_by_get(browser.ask(browser.client.post, url, data=given))


def read_people(answer, known: dict[str, set[str]], staff: bool) -> set[str]:
    if answer.mimetype not in READABLE:
        return {SOMEBODY} if staff and answer.mimetype in SHUT else set()
    text = html.unescape(answer.get_data().decode())
    return {iin for iin, signs in known.items() if any(sign in text for sign in signs)}


def read_numbers(app) -> dict[Any, str]:
    """IINs by all that a row of the journal names somebody by."""
    with app.app_context():
        found: dict[Any, str] = {}
        for row in db.session.execute(select(Application.id, Application.number, Application.iin)):
            found |= {row.id: row.iin, row.number or row.id: row.iin}
        return found | {
            row.number: row.iin for row in db.session.execute(select(RegisterEntry.number, RegisterEntry.iin))
        }


def last_event(app) -> int:
    with app.app_context():
        return db.session.scalar(select(func.max(Event.id)))


def written_since(world, before: int, numbers: dict[Any, str]) -> set[str]:
    with world.app.app_context():
        write_readings(world.clock())
        rows = db.session.scalars(select(Event).where(Event.id > before)).all()
        said = {one for row in rows for one in (row.application_id, *row.detail.get("numbers", ()))}
        lists = [row.detail for row in rows if row.kind == "register.exported"]
        said |= {one for detail in lists for one in list_numbers(detail["settlement"], detail["list"])}
    return {numbers[one] for one in said if one in numbers}


def list_numbers(settlement: str, list_code: str) -> list[str]:
    """A list that was taken out as a file is named as a whole."""
    wanted = select(RegisterEntry.number).filter_by(settlement=settlement, list_code=list_code)
    return list(db.session.scalars(wanted))
