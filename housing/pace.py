"""How often somebody may ask: a bucket of tokens for each address, kept in the memory of this process.

It holds off whoever tries codes by the thousand. Nothing is stored, for to look writes nothing.
"""

from __future__ import annotations

import ipaddress
import math
from collections import OrderedDict
from datetime import datetime
from threading import Lock

#: Addresses remembered; who asked longest ago is forgotten first, and their bucket would be full again by then.
REMEMBERED = 10_000
#: Of an IPv6 address this much belongs to one subscriber.
SUBSCRIBER = 64


class Pace:
    """At most `burst` at once, one more every `seconds`."""

    def __init__(self, burst: int, seconds: float, remembered: int = REMEMBERED) -> None:
        self.burst, self.seconds, self.remembered = burst, seconds, remembered
        self.buckets: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self.lock = Lock()

    def wait(self, address: str, now: datetime) -> int:
        """0 when it may be asked now, and a token is taken; else the whole seconds until the next token."""
        who = subscriber(address)
        with self.lock:
            tokens, since = self.buckets.pop(who, (float(self.burst), now))
            passed = max(0.0, (now - since).total_seconds())
            tokens = min(float(self.burst), tokens + passed / self.seconds)
            allowed = tokens >= 1
            self.buckets[who] = (tokens - 1 if allowed else tokens, now)
            while len(self.buckets) > self.remembered:
                self.buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - tokens) * self.seconds))


def subscriber(address: str) -> str:
    """Whose address it is, as far as it can be told: of IPv6 the network that one subscriber has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, SUBSCRIBER), strict=False))
