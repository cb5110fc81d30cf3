"""The stage: on loopback, in place of the state databases, the Mobile Citizens Base, the SMS and the OCSP servers.

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

from housing.demo.bases import MEMBER_SERVICES, NOT_FOUND, SERVICES, Said, not_asked
from housing.demo.people import Person, people

SMS_PATH, OCSP_PATH = "rest/send", "ocsp"


@dataclass(frozen=True, slots=True)
class Sms:
    """A message as the phone shows it. `key`: the sender's id of it; `on`: the day it came."""

    key: str
    phone: str
    text: str
    on: date


class Stage:
    """Start it, ask it at `url`, stop it. `today`: the demo's day. `silent`: services down for everybody, "sms" too.

    `ocsp`: bytes in, bytes out, for whoever asks whether a key was revoked; "ocsp" may be silent as well.
    """

    def __init__(self, today: Callable[[], date], ocsp: Callable[[bytes], bytes] | None = None) -> None:
        self.today, self.ocsp = today, ocsp
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

    @property
    def ocsp_url(self) -> str:
        return f"{self.url}/{OCSP_PATH}"

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
            body, path = self.rfile.read(int(self.headers["Content-Length"])), self.path.strip("/")
            answer = self.revocation(body) if path == OCSP_PATH else self.told(path, json.loads(body))
        except (LookupError, TypeError, ValueError):
            return self.reply(400, b"")
        return self.reply(503 if answer is None else 200, answer or b"")

    def revocation(self, question: bytes) -> bytes | None:
        ocsp = self.server.stage.ocsp
        return ocsp(question) if ocsp and OCSP_PATH not in self.server.stage.silent else None

    def told(self, path: str, body: dict[str, Any]) -> bytes | None:
        said = self.server.stage.answer(path, body)
        return None if said is None else json.dumps(said, ensure_ascii=False).encode()

    def reply(self, status: int, raw: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is written down."""
