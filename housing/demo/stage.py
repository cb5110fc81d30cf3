"""The stage: on loopback, in place of the state databases, the Mobile Citizens Base, the SMS and the OCSP servers.

It speaks as the adapters assume those systems to speak (SOAP, one address for all bases) and knows only the people of
the demo. It shares no code with the product, so that a mistake on one side does not agree with itself on the other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any
from uuid import uuid4

from cryptography.x509 import Certificate

from housing.demo import soap
from housing.demo.bases import MEMBER_SERVICES, NOT_FOUND, SERVICES, Said, not_asked
from housing.demo.faults import HUNG_UP, Sent, spoiled
from housing.demo.people import Member, Person, people
from housing.demo.post import Post
from housing.demo.sms import Sms, SmsProvider
from housing.demo.xmldsig import is_signed_by

SYNC_PATH, OCSP_PATH = "sync", "ocsp"
DOWN = Sent(503)


class Stage:
    """Start it, ask it at `url`, stop it. `today`: the demo's day.

    `password`, `certificate`: of the bank; whoever comes with another password, or where a certificate is given without
    its signature, is refused. `ocsp`: bytes in, bytes out, for whoever asks whether a key was revoked. `silent`:
    services down for everybody, "sms" and "ocsp" too. `faults`: what else is wrong, by service (faults.FAULTS);
    `slowness`: seconds that a slow one thinks. `everybody`: the people on a day. `sms`: the SMS provider.
    """

    def __init__(
        self,
        today: Callable[[], date],
        ocsp: Callable[[bytes], bytes] | None = None,
        password: str = "",
        certificate: Certificate | None = None,
        everybody: Callable[[date], dict[str, Person]] = people,
    ) -> None:
        self.today, self.ocsp, self.everybody = today, ocsp, everybody
        self.password, self.certificate = password, certificate
        self.silent: set[str] = set()
        self.faults: dict[str, str] = {}
        self.slowness = 5.0
        self.sms = SmsProvider(today)
        self.post: Post | None = None
        self.known: tuple[date, dict[str, Person | Member]] | None = None
        self.missed: set[str] = set()
        self.server: Server | None = None

    def start(self) -> None:
        """Listens on a free port of 127.0.0.1."""
        self.server = Server(self)
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Closes the port, and the post office if there is one; messages stay readable."""
        if self.post:
            self.post.stop()
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    @property
    def root(self) -> str:
        if self.server is None:
            raise RuntimeError("the stage is not open")
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def url(self) -> str:
        """The address of the registries; only while it runs."""
        return f"{self.root}/{SYNC_PATH}"

    @property
    def messages(self) -> list[Sms]:
        """Every SMS that was taken, newest last."""
        return self.sms.messages

    def inbox(self, phone: str) -> list[Sms]:
        """What came to that phone, newest last."""
        return self.sms.inbox(phone)

    @property
    def ocsp_url(self) -> str:
        return f"{self.root}/{OCSP_PATH}"

    # -------------------------------------------------------------------------------------------- the registries

    def answer(self, raw: bytes) -> Sent:
        """Raises ValueError where it makes no sense."""
        asked = soap.read(raw)
        if asked.password != self.password or not self.trusts(asked):
            return Sent(500, soap.refusal("Client", "who asks is not known"))
        fault = self.faults.get(asked.service)
        if fault == "slow":
            sleep(self.slowness)
        said = ("NO_CONSENT", {}) if fault == "no_consent" else self.say(asked.service, asked.iin)
        if said is None:
            return DOWN
        message_id = str(uuid4()) if fault == "other_message" else asked.message_id
        about = self.somebody_else(asked.iin) if fault == "other_person" else asked.iin
        at = datetime.combine(self.today(), time(7), UTC)
        return spoiled(fault, soap.answer(asked.service, message_id, about, *said, at))

    def trusts(self, asked: soap.Asked) -> bool:
        return self.certificate is None or is_signed_by(self.certificate, asked.data)

    def say(self, service: str, iin: str) -> Said | None:
        """None: that service is down, or was never there."""
        if service in self.silent or service not in SERVICES | MEMBER_SERVICES:
            return None
        somebody = self.who(iin)
        if isinstance(somebody, Person):
            return None if service in somebody.silent else SERVICES.get(service, not_asked)(somebody)
        return MEMBER_SERVICES.get(service, not_asked)(somebody) if somebody else NOT_FOUND

    def who(self, iin: str) -> Person | Member | None:
        """Whoever is not known is looked for once more: `flask demo-data` may have invented them since."""
        today = self.today()
        known = self.known
        if known is None or known[0] != today or (iin not in known[1] and iin not in self.missed):
            persons = self.everybody(today).values()
            members = {member.iin: member for person in persons for member in person.family}
            known = self.known = today, {**members, **{person.iin: person for person in persons}}
            self.missed.add(iin)
        return known[1].get(iin)

    def somebody_else(self, iin: str) -> str:
        return next(other.iin for other in self.everybody(self.today()).values() if other.iin != iin)


# ---------------------------------------------------------------------------------------------------------- the port


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, stage: Stage) -> None:
        super().__init__(("127.0.0.1", 0), Window)
        self.stage = stage

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked may be gone before a slow answer: nothing is written down."""


class Window(BaseHTTPRequestHandler):
    """One request. Quiet: what is asked here is personal."""

    server: Server

    def do_POST(self) -> None:
        try:
            body, path = self.rfile.read(int(self.headers["Content-Length"])), self.path.partition("?")[0].strip("/")
            sent = self.answer(path, body)
        except (LookupError, TypeError, ValueError):
            sent = Sent(400)
        if sent != HUNG_UP:
            self.reply(sent)

    def answer(self, path: str, body: bytes) -> Sent:
        stage = self.server.stage
        if path == OCSP_PATH:
            return Sent(200, stage.ocsp(body)) if stage.ocsp and OCSP_PATH not in stage.silent else DOWN
        if stage.sms.serves(path):
            return DOWN if "sms" in stage.silent else stage.sms.answer(path, body)
        return stage.answer(body)

    def reply(self, sent: Sent) -> None:
        self.send_response(sent.status)
        self.send_header("Content-Length", str(len(sent.raw)))
        self.end_headers()
        self.wfile.write(sent.raw[: len(sent.raw) // 2] if sent.cut else sent.raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is written down."""
