"""SMS in the shape of Mobizon: forms to service/message/…, the API key in the address as its owner has it.

Published (mobizon.kz/help): sendSmsMessage with recipient and text, answered by {"code", "data": {"messageId"},
"message"}; getSMSStatus with ids, answered by a list of {"id", "status"} that leaves out what it does not know; list.
Assumed, as recalled: `apiKey`, `output`, `api` in the address; the codes and statuses below; that a refused field is
named in `data`; that `list` takes criteria[to] and criteria[text] and answers {"items": [{"id", "to", "text"}]}.

There is no place for our key, so a message whose answer was lost is looked for by its number and its words; the words
bear the number of the application.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
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
DONE, BAD_FIELD = 0, 1
#: 2 and 12 parameters, 8 login, 9 rights, 14 blocked, 30 too many; the others may come after it was taken.
REFUSALS: dict[int | None, SmsFailed] = {
    2: SmsRefused("refused"),
    11: SmsRefused("refused"),
    12: SmsRefused("refused"),
    8: SmsDelayed("account"),
    9: SmsDelayed("account"),
    14: SmsDelayed("account"),
    30: SmsDelayed("busy"),
    999: SmsDelayed("down"),
}
#: A field that was refused, and what that means for the message.
FIELDS = {"recipient": SmsRefused("number"), "text": SmsRefused("text"), "balance": SmsDelayed("money")}
DELIVERIES: dict[Any, Delivery] = {
    "NEW": "pending", "ENQUEUD": "pending", "ACCEPTD": "pending", "PDLIVRD": "pending", "DELIVRD": "delivered",
    "UNDELIV": "undeliverable", "REJECTD": "undeliverable", "EXPIRED": "undeliverable", "DELETED": "undeliverable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mobizon:
    """`url`: the root, e.g. https://api.mobizon.kz. It knows a key alone: `login` stays empty."""

    url: str
    login: str
    key: str = field(repr=False)

    def send(self, phone: str, text: str, key: str) -> Sent:
        data = self.call_method("sendSmsMessage", {"recipient": without_plus(phone), "text": text, "params[name]": key})
        return Sent(id_of(data.get("messageId") if isinstance(data, dict) else None))

    def status(self, provider_id: str, phone: str) -> Delivery:
        """The list may hold other messages, and the same one twice; what it says of ours must be one thing."""
        data = self.call_method("getSMSStatus", {"ids[0]": provider_id})
        said = {one.get("status") for one in list_rows(data) if str(one.get("id")) == provider_id and is_word(one)}
        return DELIVERIES.get(said.pop(), "unknown") if len(said) == 1 else "unknown"

    def find(self, key: str, phone: str, text: str) -> Sent | None:
        data = self.call_method("list", {"criteria[to]": without_plus(phone), "criteria[text]": text})
        if not isinstance(data, dict) or not isinstance(data.get("items"), list):
            raise SmsAnswerLost
        ours = [
            one
            for one in list_rows(data["items"])
            if one.get("text") == text and str(one.get("to")) == without_plus(phone)
        ]
        return Sent(id_of(ours[0].get("id"))) if ours else None

    def call_method(self, method: str, form: dict[str, str]) -> Any:
        """`data` of an answer that says it is done."""
        address = urlencode({"output": "json", "api": "v1", "apiKey": self.key})
        answer = post_form(f"{self.url}/service/message/{method}?{address}", urlencode(form).encode(), FORM)
        code, data = parse_integer(answer.get("code")), answer.get("data")
        if code == DONE:
            return data
        raise build_refusal(code, data)


def build_refusal(code: int | None, data: Any) -> SmsFailed:
    """A new one each time, for it bears a trace."""
    known = REFUSALS.get(code)
    if code == BAD_FIELD:
        named = [said for name, said in FIELDS.items() if isinstance(data, dict) and name in data]
        known = named[0] if named else SmsRefused("refused")
    return type(known)(known.reason) if known else SmsAnswerLost()


def without_plus(phone: str) -> str:
    """As Mobizon writes a number: without the plus."""
    return phone.removeprefix("+")


def list_rows(data: Any) -> list[dict[str, Any]]:
    return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []


def is_word(one: dict[str, Any]) -> bool:
    return isinstance(one.get("status"), str)
