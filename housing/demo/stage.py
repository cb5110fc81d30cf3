"""The stage: on loopback, in place of the state databases, the Mobile Citizens Base and the SMS provider.

It speaks as the adapters assume those systems to speak and knows only the people of the demo. It shares no code with
the product, so that a mistake on one side does not agree with itself on the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from housing.demo.people import Home, Member, Person, people

Said = tuple[str, dict[str, Any]]
SMS_PATH = "rest/send"
NOT_FOUND: Said = ("NOT_FOUND", {})
NO_DATA: Said = ("NO_DATA", {})
ENDED_BY = {
    "sale": "SALE",
    "gift": "GIFT",
    "exchange": "EXCHANGE",
    "bought_out": "BUYOUT",
    "inheritance_left": "INHERITANCE",
    "destroyed": "DESTRUCTION",
    "other": "OTHER",
}


@dataclass(frozen=True, slots=True)
class Sms:
    """A message as the phone shows it. `key`: the sender's id of it; `on`: the day it came."""

    key: str
    phone: str
    text: str
    on: date


class Stage:
    """Start it, ask it at `url`, stop it. `today`: the demo's day. `silent`: services down for everybody, "sms" too."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.today = today
        self.silent: set[str] = set()
        self.lock = Lock()
        self.messages: dict[str, Sms] = {}
        self.server: Server | None = None

    def start(self) -> None:
        """Listens on a free port of 127.0.0.1."""
        self.server = Server(self)
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Closes the port; messages stay readable."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    @property
    def url(self) -> str:
        """Base address of the registries; only while it runs."""
        if self.server is None:
            raise RuntimeError("the stage is not open")
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def sms_url(self) -> str:
        return f"{self.url}/{SMS_PATH}/"

    def inbox(self, phone: str) -> list[Sms]:
        """What came to that phone, newest last."""
        with self.lock:
            return [sms for sms in self.messages.values() if sms.phone == phone]

    def answer(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """None: that service is down, or was never there."""
        if path == SMS_PATH:
            return None if "sms" in self.silent else self.take(body)
        everybody = people(self.today()).values()
        said = self.say(path, str(body["iin"]), list(everybody))
        if said is None:
            return None
        code, data = said
        return {"messageId": body["messageId"], "status": {"code": code}, "data": {"iin": body["iin"], **data}}

    def say(self, service: str, iin: str, everybody: list[Person]) -> Said | None:
        if service in self.silent or service not in SERVICES | MEMBER_SERVICES:
            return None
        for person in everybody:
            if person.iin == iin:
                return None if service in person.silent else SERVICES.get(service, not_asked)(person)
            for member in person.family:
                if member.iin == iin:
                    return MEMBER_SERVICES.get(service, not_asked)(member)
        return NOT_FOUND

    def take(self, body: dict[str, Any]) -> dict[str, Any]:
        """An SMS: sent again under the same id it does not arrive twice."""
        sms = Sms(str(body["id"]), body["phones"], body["mes"], self.today())
        with self.lock:
            self.messages.setdefault(sms.key, sms)
        return {"id": sms.key, "cnt": 1}


# ------------------------------------------------------------------------------------------- what each service says


def not_asked(somebody: Person | Member) -> Said:
    return NOT_FOUND


def natural_persons(person: Person) -> Said:
    where = {
        "kato": person.registered_in,
        "since": person.registered_since and person.registered_since.isoformat(),
        "addressKk": person.address_kk,
        "addressRu": person.address_ru,
    }
    return "FOUND", {
        "surname": person.surname_kk,
        "name": person.given_kk,
        "patronymic": person.patronymic_kk,
        "birthDate": person.born.isoformat(),
        "citizenship": "KAZ" if person.status == "citizen" else "UZB",
        "kandas": person.status == "kandas",
        "registration": where if person.registered_in else None,
    }


def civil_registry(person: Person) -> Said:
    return "FOUND", {"records": [record(member) for member in person.family]}


def record(member: Member) -> dict[str, Any]:
    return {
        "kind": {"spouse": "marriage", "child": "birth"}[member.relation],
        "iin": member.iin,
        "name": member.name_kk,
        "birthDate": member.born.isoformat(),
        "endedOn": None,
    }


def consents(member: Member) -> Said:
    replies: dict[str | None, Said] = {"given": ("FOUND", {"granted": True}), "refused": ("NO_CONSENT", {})}
    return replies.get(member.consent, NO_DATA)


def real_property(owner: Person | Member) -> Said:
    return "FOUND", {"rights": [right(home) for home in owner.dwellings]}


def right(home: Home) -> dict[str, Any]:
    return {
        "objectId": home.id,
        "objectType": "dwelling",
        "kato": home.settlement,
        "addressKk": home.address_kk,
        "addressRu": home.address_ru,
        "share": home.share,
        "registered": home.since.isoformat(),
        "ended": home.until and home.until.isoformat(),
        "endedBy": home.until_by and ENDED_BY[home.until_by],
        "fit": home.fit,
        "emergency": home.emergency,
    }


def orphans(person: Person) -> Said:
    return ("FOUND", {"onRecord": True}) if "orphan_on_record" in person.flags else NO_DATA


def republican_base(person: Person) -> Said:
    return "FOUND", {"registered": "in_republican_base" in person.flags}


def state_housing(person: Person) -> Said:
    uses, privatised = "uses_state_dwelling" in person.flags, "privatised_state_dwelling" in person.flags
    return "FOUND", {"inUse": uses, "privatised": privatised}


def mortgages(person: Person) -> Said:
    return "FOUND", {"stateSupported": "state_supported_mortgage" in person.flags}


def categories(person: Person) -> Said:
    return "FOUND", {"codes": list(person.categories)}


def mobile_base(person: Person) -> Said:
    return "FOUND", {"phone": person.phone, "registered": True, "connected": person.phone_linked}


SERVICES: dict[str, Callable[[Person], Said]] = {
    service.__name__: service
    for service in (
        natural_persons, civil_registry, real_property, orphans, republican_base, state_housing, mortgages, categories,
        mobile_base,
    )
}  # fmt: skip
MEMBER_SERVICES: dict[str, Callable[[Member], Said]] = {"consents": consents, "real_property": real_property}


# ---------------------------------------------------------------------------------------------------------- the port


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, stage: Stage) -> None:
        super().__init__(("127.0.0.1", 0), Window)
        self.stage = stage


class Window(BaseHTTPRequestHandler):
    """One request. Quiet: what is asked here is personal."""

    server: Server

    def do_POST(self) -> None:
        try:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = self.server.stage.answer(self.path.strip("/"), body)
        except (LookupError, TypeError, ValueError):
            return self.reply(400, {})
        return self.reply(503 if answer is None else 200, answer or {})

    def reply(self, status: int, answer: dict[str, Any]) -> None:
        raw = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is written down."""
