"""The SMS provider of the demo, in both shapes, and the phones behind it. It shares no code with the adapters.

What it was given twice arrives twice, under one id or two: so do the real ones, and what keeps a person from getting a
message twice has to be on our side.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from time import sleep
from typing import Any
from urllib.parse import parse_qs

from housing.demo.faults import HUNG_UP, Sent
from housing.labels import N_

#: By the word of the switch; each is a message id.
SMS_FAULTS: dict[str, str] = {
    "slow": N_("slow: takes the message and answers after we stop waiting"),
    "down": N_("down: closes the connection"),
    "error": N_("fails: server error 500"),
    "lost": N_("takes the message and breaks off before it answers"),
    "duplicate": N_("takes the message and answers two ids"),
    "malformed": N_("answers something that is no JSON"),
    "busy": N_("asks for a pause: too many requests"),
    "refused": N_("refuses the number"),
    "no_money": N_("says that the account is empty"),
    "undeliverable": N_("takes the message and cannot deliver it"),
}
#: Codes of a refusal: smsc's, and Mobizon's with the field it names.
REFUSALS = {"refused": (7, "recipient"), "no_money": (3, "balance")}
STATUSES = {True: (1, "DELIVRD"), False: (20, "UNDELIV")}
SMSC_SEND, SMSC_STATUS, MOBIZON = "rest/send", "sys/status.php", "service/message/"


@dataclass(frozen=True, slots=True)
class Sms:
    """A message as the phone shows it. `key`: its id; `on`: the day it came; `arrived`: whether it did."""

    key: str
    phone: str
    text: str
    on: date
    arrived: bool = True


class SmsProvider:
    """Answers both shapes. `fault`: what is wrong, a word of SMS_FAULTS or ""; `slowness`: seconds."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.today = today
        self.fault, self.slowness = "", 6.0
        self.messages: list[Sms] = []
        self.lock = Lock()

    @staticmethod
    def serves(path: str) -> bool:
        return path in (SMSC_SEND, SMSC_STATUS) or path.startswith(MOBIZON)

    def inbox(self, phone: str) -> list[Sms]:
        """What came to that phone, newest last."""
        with self.lock:
            return [sms for sms in self.messages if sms.phone == phone and sms.arrived]

    def answer(self, path: str, body: bytes) -> Sent:
        """Raises ValueError, LookupError where it makes no sense."""
        if self.fault in ("down", "error", "busy"):
            return {"down": HUNG_UP, "error": Sent(500, b"{}"), "busy": Sent(429, b"{}")}[self.fault]
        said = self.smsc(path, body) if not path.startswith(MOBIZON) else self.mobizon(path, body)
        if self.fault == "slow":
            sleep(self.slowness)
        if self.fault == "malformed":
            return Sent(200, b"<html>OK</html>")
        return Sent(200, said) if said else HUNG_UP

    def smsc(self, path: str, body: bytes) -> bytes:
        if path == SMSC_STATUS:
            asked = form(body)
            status = self.found(asked["id"], asked["phone"])
            return json.dumps({"status": STATUSES[status.arrived][0] if status else -3}).encode()
        message = json.loads(body)
        if self.fault in REFUSALS:
            words = f"no: {message['phones']}"
            return json.dumps({"error": words, "error_code": REFUSALS[self.fault][0]}).encode()
        sms = self.take(str(message["id"]), message["phones"], message["mes"])
        return self.told(f'{{"id": "{sms.key}", "cnt": 1}}', f'{{"id": "{sms.key}", "id": "0", "cnt": 1}}')

    def mobizon(self, path: str, body: bytes) -> bytes:
        asked, method = form(body), path.removeprefix(MOBIZON)
        if method == "getSMSStatus":
            found = [sms for sms in self.messages if sms.key == asked["ids[0]"]]
            return done([{"id": int(sms.key), "status": STATUSES[sms.arrived][1]} for sms in found])
        if method == "list":
            wanted = f"+{asked['criteria[to]']}", asked["criteria[text]"]
            found = [sms for sms in self.messages if (sms.phone, sms.text) == wanted]
            return done({"items": [{"id": int(sms.key), "to": sms.phone[1:], "text": sms.text} for sms in found]})
        if method != "sendSmsMessage":
            raise LookupError(method)
        phone, text = f"+{asked['recipient']}", asked["text"]
        if self.fault in REFUSALS:
            return json.dumps({"code": 1, "data": {REFUSALS[self.fault][1]: "no"}, "message": "no"}).encode()
        sms = self.take(str(len(self.messages) + 1), phone, text)
        return self.told(done({"messageId": sms.key}).decode(), f'{{"code": 0, "code": 1, "data": {sms.key}}}')

    def take(self, key: str, phone: str, text: str) -> Sms:
        sms = Sms(key, phone, text, self.today(), self.fault != "undeliverable")
        with self.lock:
            self.messages.append(sms)
        return sms

    def told(self, right: str, twice: str) -> bytes:
        """What is answered once it is taken."""
        return b"" if self.fault == "lost" else (twice if self.fault == "duplicate" else right).encode()

    def found(self, key: str, phone: str) -> Sms | None:
        """The last of that id."""
        return next((sms for sms in reversed(self.messages) if (sms.key, sms.phone) == (key, phone)), None)


def form(body: bytes) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(body.decode(), strict_parsing=True).items()}


def done(data: Any) -> bytes:
    return json.dumps({"code": 0, "data": data, "message": ""}).encode()
