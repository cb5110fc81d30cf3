"""What nobody should send, and somebody will: values, files, addresses and forms, drawn from a seed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, quote_from_bytes

from werkzeug.datastructures import MultiDict

#: Values of no kind that a form asks for.
TYPED: tuple[str, ...] = (
    "", " ", "\t\r\n", "0", "-1", "1", "2147483648", "9223372036854775808", "1e309", "NaN", "-0", "1/0",
    "\x1b[31m", "null", "undefined", "true", "[]", "{}", '{"a": {"b": [1, 2]}}', "on", "y", "\x00",
    "a\x00b",
    "\x7f\x08\x0b", "\u202etxt", "\ufeff", "\u200b", "\ufffe",
    "\u0419\u0435\u0308", "١٢٣٤", "１２３", "½", "'", '"', "' OR 1=1 --", "'; DROP TABLE event; --", "%", "_", "%_%_%",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "{% raise %}", "${7*7}", "%s%n%(x)s",
    "{0.__class__}", "../../../etc/passwd", "..\\..\\windows", "/", "//evil.example/", "https://evil.example/",
    "javascript:alert(1)", "a\r\nSet-Cookie: x=1", "a\nX-Injected: 1", "31.02.2026", "00.00.0000", "29.02.2025",
    "2026-13-45", "99999-01-01", "0001-01-01", "9999-12-31", "24.11.2026", "25:61", "12:00", "000000000000",
    "999999999999", "900101399998", "+77000000001", "8 (700) 000-00-01", "@", "a@b",
    "351010000", "general", "C1", "no_housing", "kk", "ru", "xx", "register", "refuse",
)  # fmt: skip
LONG = ("9" * 400, "[" * 2000, "\U0001f600" * 50, "Ә" * 5000, "a" * 100_000, "a@" + "b" * 300 + ".kz")
#: No UTF-8.
RAW = (b"\xed\xa0\x80", b"\xff\xfe\xfd", b"\xc0\xaf", b"\xf5\x80\x80\x80")
VALUES: tuple[str | bytes, ...] = (*TYPED, *LONG, *RAW)
#: Names of fields and of parts of an address that no form has.
NAMES = ("__class__", "csrf_token", "version", "id", "iin", "role", "lang", "answer", "", "a[b]", "a.b", "\x00")
QUERY = (
    "lang", "q", "page", "sort", "after", "before", "at", "box", "key", "when", "from", "until", "since", "list",
    "settlement", "status", "basis", "whose", "answer", "done", "seen", "number", "kind", "month",
)  # fmt: skip
FILES: tuple[bytes, ...] = (
    b"",
    b"%PDF-",
    b"%PDF-1.7\n%%EOF",
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>",
    b"\x89PNG\r\n\x1a\n" + b"\x00" * 64,
    b"\xff\xd8\xff\xe0" + b"\xff" * 64,
    b"PK\x03\x04" + b"\x00" * 200,
    b"<html><script>alert(1)</script>",
    b"\x00" * 200_000,
    b"iin;name\n1;2\n",
    b"\xef\xbb\xbf\xff\xfe;;;\n" * 50,
)
FILE_NAMES = ("a.pdf", "", ".", "../../a.pdf", "a\x00.pdf", "Ө" * 300 + ".pdf", "con.png", "a.pdf.exe", 'a";b="c.csv')
KINDS = ("application/pdf", "image/png", "text/html", "text/csv", "", "a/b/c", "multipart/form-data")
FORM, TEXT, JSON = "application/x-www-form-urlencoded", "text/plain", "application/json"


@dataclass
class Form:
    """A form as a page shows it. `given`: what a press of the button would send; `files`: names of its file fields."""

    given: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def names(self) -> list[str]:
        return sorted({*self.given, *self.choices, *self.files} - {"csrf_token"})


class Attacker:
    """Draws. `others`: numbers and ids of other people and cases."""

    def __init__(self, random: Random, others: Sequence[str]) -> None:
        self.random, self.others = random, list(others)

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def value(self) -> str | bytes:
        return self.random.choice(self.others) if self.chance(15) else self.random.choice(VALUES)

    def file(self) -> tuple[io.BytesIO, str, str]:
        return io.BytesIO(self.random.choice(FILES)), self.random.choice(FILE_NAMES), self.random.choice(KINDS)

    def path(self, path: str) -> str:
        """An address, one part of which is often another."""
        parts = path.split("/")
        named = [nth for nth, part in enumerate(parts) if nth > 1 and part]
        if named and self.chance(30):
            parts[self.random.choice(named)] = quoted(self.value(), safe="")[:3000]
        return "/".join(parts)

    def query(self) -> str:
        names = self.random.sample(QUERY, self.random.randrange(4))
        return "&".join(f"{name}={quoted(self.value())[:4000]}" for name in names)

    def values(self, form: Form) -> list[tuple[str, str | bytes]]:
        """Of a form: some as it would be sent, some spoiled, some left out, some said twice."""
        pairs: list[tuple[str, str | bytes]] = []
        for name in form.names():
            drawn = self.random.randrange(10)
            if drawn == 0:
                continue
            good = self.random.choice(form.choices.get(name) or [form.given.get(name, "")])
            pairs.append((name, good if drawn < 5 else self.value()))
            if drawn == 9:
                pairs.append((name, self.value()))
        if self.chance(20):
            pairs.append((self.random.choice(NAMES), self.value()))
        return pairs

    def body(self, form: Form, token: str) -> dict[str, Any]:
        """What a client of werkzeug is given to send it. `token`: the right one; some send another, or none."""
        pairs = self.values(form)
        if not self.chance(10):
            pairs.append(("csrf_token", self.value() if self.chance(5) else token))
        if form.files or self.chance(5):
            sent: MultiDict[str, Any] = MultiDict((name, as_text(value)) for name, value in pairs)
            for name in form.files or {"file"}:
                for _ in range(self.random.randrange(3)):
                    sent.add(name, self.file())
            return {"data": sent, "content_type": "multipart/form-data"}
        raw = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs).encode()
        kind = self.random.choices((FORM, TEXT, JSON, "multipart/form-data; boundary=x"), (92, 3, 3, 2))[0]
        return {"data": raw, "content_type": kind}


def quoted(value: str | bytes, safe: str = "/") -> str:
    if isinstance(value, bytes):
        return quote_from_bytes(value, safe=safe)
    return quote(value, safe=safe, errors="replace")


def as_text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
