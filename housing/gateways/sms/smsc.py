"""SMS in the shape of smsc.kz: JSON to rest/send, the status from sys/status.php.

Published (smsc.kz/api/http): the addresses, the parameters login, psw, phones, mes, and for the status phone, id, fmt;
its answer {"status", …}. Assumed, as recalled: `id` in the request is the sender's own, up to 40 letters, digits and
".-_", and need not be unique; {"id", "cnt"} or {"error", "error_code"} comes back; the codes below; a status of -3, or
the error "not found", says that there is no such message.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from urllib.parse import urlencode

from housing.gateways.sms.spoken import (
    Delivery,
    Sent,
    SmsAnswerLost,
    SmsDelayed,
    SmsFailed,
    SmsRefused,
    id_of,
    parse_integer,
    post_form,
)

FORM = "application/x-www-form-urlencoded"
#: 1 parameters, 2 login, 3 no money, 4 address blocked, 5 date, 6 forbidden text, 7 number, 8 unreachable there,
#: 9 the same message or too many requests within a minute: the first one may have been ours.
REFUSALS: dict[int | None, SmsFailed] = {
    1: SmsRefused("refused"),
    2: SmsDelayed("account"),
    3: SmsDelayed("money"),
    4: SmsDelayed("account"),
    5: SmsRefused("refused"),
    6: SmsRefused("text"),
    7: SmsRefused("number"),
    8: SmsRefused("number"),
}
NOT_THERE = -3
DELIVERIES: dict[int | None, Delivery] = {
    -1: "pending", 0: "pending", 1: "delivered", 2: "delivered", 4: "delivered",
    -2: "undeliverable", 3: "undeliverable", 20: "undeliverable", 22: "undeliverable", 23: "undeliverable",
    24: "undeliverable", 25: "undeliverable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Smsc:
    """`url`: the root, e.g. https://smsc.kz."""

    url: str
    login: str
    password: str = field(repr=False)

    def send(self, phone: str, text: str, key: str) -> Sent:
        message = {"login": self.login, "psw": self.password, "phones": phone, "mes": text, "id": key}
        body = json.dumps({**message, "charset": "utf-8", "fmt": 3}).encode()
        answer = post_form(f"{self.url}/rest/send/", body, "application/json; charset=utf-8")
        if "error" in answer or "error_code" in answer:
            raise build_refusal(parse_integer(answer.get("error_code")))
        return Sent(id_of(answer.get("id")))

    def status(self, provider_id: str, phone: str) -> Delivery:
        return DELIVERIES.get(self.read_state(provider_id, phone), "unknown")

    def find(self, key: str, phone: str, text: str) -> Sent | None:
        """By the key, which is its id there too."""
        state = self.read_state(key, phone)
        if state == NOT_THERE:
            return None
        if state not in DELIVERIES:
            raise SmsAnswerLost
        return Sent(key)

    def read_state(self, provider_id: str, phone: str) -> int | None:
        """The provider's number for what became of a message; None where it says none."""
        asked = {"login": self.login, "psw": self.password, "phone": phone, "id": provider_id, "fmt": 3, "all": 0}
        answer = post_form(f"{self.url}/sys/status.php", urlencode(asked).encode(), FORM)
        if "error" in answer or "error_code" in answer:
            raise SmsDelayed("account" if parse_integer(answer.get("error_code")) in (2, 4) else "busy")
        return parse_integer(answer.get("status"))


def build_refusal(code: int | None) -> SmsFailed:
    """Of a refusal only the code counts: its words may quote the number. A new one each time, for it bears a trace."""
    known = REFUSALS.get(code)
    return type(known)(known.reason) if known else SmsAnswerLost()
