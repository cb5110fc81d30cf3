"""From where and in what browser somebody signed in, no more than lets them know their own sessions."""

from __future__ import annotations

import ipaddress
from typing import NamedTuple

#: A word of the browser's own description → its family. Most call themselves Chrome or Safari too: those stand last.
FAMILIES = (
    ("YaBrowser", "Yandex Browser"), ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


class ClientInfo(NamedTuple):
    """`address`: with its end left out; `browser`: its family. Empty where it cannot be told."""

    address: str = ""
    browser: str = ""


UNKNOWN_CLIENT = ClientInfo()


def describe_client(address: str, described: str) -> ClientInfo:
    """The shortened address and the browser family. `described`: the User-Agent header."""
    return ClientInfo(truncate_address(address), next((name for word, name in FAMILIES if f"{word}/" in described), ""))


def truncate_address(address: str) -> str:
    """Of IPv4 the first two numbers, of IPv6 the first two groups."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if isinstance(found, ipaddress.IPv4Address):
        return ".".join(str(found).split(".")[:2]) + ".*.*"
    return ":".join(found.exploded.split(":")[:2]) + ":…"
