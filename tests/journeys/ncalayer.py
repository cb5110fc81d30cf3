"""NCALayer of the tests: its WebSocket, its words and its noise, with keys that the tests made.

The order and the shapes are those that were recorded of the real program: it greets first, answers bear no number, and
between a question and its answer there may come heartbeats and empty objects. Over ws:// where the real one has wss://.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from websockets.sync.server import ServerConnection, serve

from housing.demo.authority import Authority, person_name
from housing.demo.people import Person
from housing.gateways.eds.certificates import CLIENT_AUTH, EMAIL_PROTECTION, INDIVIDUAL
from tests.journeys.gost_key import GostAuthority

GREETING = {"result": {"version": "1.4"}}
NOISE = ("--heartbeat--", "{}")
CANCELLED = {"body": {}, "status": True}
NO_MODULE = {"success": False, "errorCode": "MODULE_NOT_FOUND"}
BROKEN = {
    "code": "INVOCATION_ERROR",
    "details": 'org.json.JSONException: JSONObject["args"] not found.',
    "message": "An invoked method threw an exception.",
    "status": False,
}
NOT_FITTING = {**BROKEN, "code": "SIGNING_FAILURE", "details": ""}


@dataclass(frozen=True)
class Key:
    iin: str
    uses: frozenset[str]
    sign: Callable[[bytes], bytes]

    def fits(self, wanted: dict[str, Any]) -> bool:
        return set(wanted["extKeyUsageOids"]) <= self.uses and wanted.get("iin", self.iin) == self.iin


def rsa_keys(authority: Authority, who: Person) -> list[Key]:
    """As individuals have them: one to sign in, another to sign."""
    subject = who.certificate_subject
    return [
        Key(who.iin, frozenset((use, INDIVIDUAL)), lambda data, to=purpose: authority.sign(subject, data, to))
        for purpose, use in (("sign-in", CLIENT_AUTH), ("signing", EMAIL_PROTECTION))
    ]


def gost_key(authority: GostAuthority, who: Person) -> list[Key]:
    """One for both; it does not say clientAuth."""
    made = authority.person(person_name(who.certificate_subject))
    return [Key(who.iin, frozenset((EMAIL_PROTECTION, INDIVIDUAL)), made.sign)]


@dataclass
class NcaLayer:
    """`keys`: what the person has, the one they would choose first. `asked`: what pages asked it to sign.

    `says`: what it answers instead of a signature, an object or a text as it is; None hangs up. `greets`: whether it
    speaks first, as it must. `tls`: with this context it is wss://.
    """

    keys: Sequence[Key] = ()
    asked: list[dict[str, Any]] = field(default_factory=list)
    says: Any = "a signature"
    greets: bool = True
    tls: Any = None

    def __enter__(self) -> NcaLayer:
        self.server = serve(self.talk, "127.0.0.1", 0, ssl=self.tls)
        self.url = f"{'wss' if self.tls else 'ws'}://127.0.0.1:{self.server.socket.getsockname()[1]}/"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.server.shutdown()
        self.thread.join()

    def talk(self, browser: ServerConnection) -> None:
        if self.greets:
            browser.send(json.dumps(GREETING))
        for question in browser:
            for noise in NOISE:
                browser.send(noise)
            said = self.answer(json.loads(question))
            if said is None:
                return
            browser.send(said if isinstance(said, str) else json.dumps(said))

    def answer(self, message: dict[str, Any]) -> Any:
        if self.says != "a signature":
            return self.says
        if (message["module"], message["method"]) != ("kz.gov.pki.knca.basics", "sign"):
            return NO_MODULE
        self.asked.append(message["args"])
        return self.signature(message["args"])

    def signature(self, args: dict[str, Any]) -> dict[str, Any]:
        how = args["signingParams"]
        if args["format"] != "cms" or not how["decode"] or how["encapsulate"] or how["digested"]:
            return BROKEN
        fitting = [key for key in self.keys if key.fits(args["signerParams"])]
        if not fitting:
            return NOT_FITTING
        text = base64.encodebytes(fitting[0].sign(base64.b64decode(args["data"]))).decode()
        return {"body": {"result": f"-----BEGIN CMS-----\n{text}-----END CMS-----\n"}, "status": True}
