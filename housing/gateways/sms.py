"""SMS through a provider's HTTP interface: JSON by POST in the shape of smsc (rest/send).

`{"login", "psw", "phones", "mes", "id"}` out, `{"id", "cnt"}` or `{"error", "error_code"}` back. The caller's key goes
as `id`, so that a message sent twice after a lost answer reaches the person once. Nothing personal is logged or stands
in an exception.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

#: UTF-16 units of one message in UCS-2, and of each part of a longer one (GSM 03.38, 03.40).
SINGLE, PART = 70, 67
LIMIT = 64_000


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted by the provider; not yet delivered."""

    provider_id: str


class SmsFailed(Exception):
    """Not accepted. The text is a short reason for the outbox: no number, no words of the message."""


def send(url: str, login: str, password: str, phone: str, text: str, message_key: str, *, timeout: float = 5.0) -> Sent:
    """Hand one message to the provider. `message_key`: the same for every attempt at the same message.

    Raises SmsFailed: "refused CODE" by the provider, "http STATUS", "unreachable KIND", "malformed answer".
    """
    message = {"login": login, "psw": password, "phones": phone, "mes": text, "id": message_key, "charset": "utf-8"}
    try:
        status, raw = post(url, json.dumps({**message, "fmt": 3}).encode(), timeout)
    except Exception as fault:
        raise SmsFailed(f"unreachable {type(fault).__name__}") from None
    if status != 200:
        raise SmsFailed(f"http {status}")
    return accepted(raw)


def accepted(raw: bytes) -> Sent:
    """Of a refusal only the code is kept: its words may quote the number."""
    try:
        answer: dict[str, Any] = dict(json.loads(raw))
    except (ValueError, TypeError, RecursionError):
        raise SmsFailed("malformed answer") from None
    if "error" in answer or "error_code" in answer:
        code = answer.get("error_code")
        raise SmsFailed(f"refused {code if isinstance(code, int) else 'without a code'}")
    if not isinstance(answer.get("id"), int | str) or answer["id"] == "":
        raise SmsFailed("malformed answer")
    return Sent(str(answer["id"]))


def post(url: str, body: bytes, timeout: float) -> tuple[int, bytes]:
    address = urlsplit(url)
    kind = {"http": HTTPConnection, "https": HTTPSConnection}[address.scheme]
    connection = kind(address.hostname or "", address.port, timeout=timeout)
    try:
        connection.request("POST", address.path or "/", body, {"Content-Type": "application/json; charset=utf-8"})
        with connection.getresponse() as response:
            return response.status, response.read(LIMIT)
    finally:
        connection.close()


def parts(text: str) -> int:
    """Messages that the text is billed as, in UCS-2: what Kazakh and Cyrillic letters force. No text, no message."""
    units = len(text.encode("utf-16-be", "surrogatepass")) // 2
    if units <= SINGLE:
        return min(units, 1)
    return -(-units // PART)
