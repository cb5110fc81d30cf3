"""Rate limits, kept in the memory of this process: a token bucket for each address, a throttle of logins.

It holds off whoever tries codes by the thousand. Nothing is stored, for to look writes nothing.
"""

from __future__ import annotations

import ipaddress
import math
from collections import Counter, OrderedDict
from datetime import datetime
from threading import Lock

#: Addresses kept; who asked longest ago is forgotten first, and their bucket would be full again by then.
MAX_ENTRIES = 10_000
#: Of an IPv6 address this much belongs to one subscriber.
SUBSCRIBER = 64
#: Seconds without a try after which failures are forgotten.
QUIET = 24 * 3600


class TokenBucket:
    """At most `burst` at once, one more every `seconds`."""

    def __init__(self, burst: int, seconds: float, max_entries: int = MAX_ENTRIES) -> None:
        self.burst, self.seconds, self.max_entries = burst, seconds, max_entries
        self.buckets: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self.lock = Lock()

    def seconds_to_wait(self, address: str, now: datetime) -> int:
        """0 when it may be asked now, and a token is taken; else the whole seconds until the next token."""
        who = subscriber_key(address)
        with self.lock:
            tokens, since = self.buckets.pop(who, (float(self.burst), now))
            passed = max(0.0, (now - since).total_seconds())
            tokens = min(float(self.burst), tokens + passed / self.seconds)
            allowed = tokens >= 1
            self.buckets[who] = (tokens - 1 if allowed else tokens, now)
            while len(self.buckets) > self.max_entries:
                self.buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - tokens) * self.seconds))


def subscriber_key(address: str) -> str:
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


class LoginThrottle:
    """Exponential back-off: the first few tries are free, then each has to wait twice as long as the one before.

    A try is counted before it is judged, so that many at once are no way round; whoever succeeds is forgiven.
    """

    def __init__(self, first: float = 2.0, longest: float = 900.0, max_entries: int = MAX_ENTRIES) -> None:
        self.first, self.longest, self.max_entries = first, longest, max_entries
        self.counts: OrderedDict[str, tuple[int, datetime]] = OrderedDict()
        self.lock = Lock()

    def seconds_to_wait(self, tries: dict[str, int], now: datetime) -> int:
        """`tries`: the counters of this try and how many each has free. 0: it may be made, and every counter counts it;
        else the whole seconds until it may, and nothing is counted."""
        with self.lock:
            seconds = max(self.seconds_left(name, free, now) for name, free in tries.items())
            if seconds > 0:
                return math.ceil(seconds)
            for name in tries:
                self.counts[name] = (self.counts.pop(name, (0, now))[0] + 1, now)
            while len(self.counts) > self.max_entries:
                self.counts.popitem(last=False)
        return 0

    def seconds_left(self, name: str, free: int, now: datetime) -> float:
        """Seconds that this counter still wants; after a day of quiet it begins anew."""
        count, last = self.counts.get(name, (0, now))
        passed = max(0.0, (now - last).total_seconds())
        if passed > QUIET:
            del self.counts[name]
            return 0.0
        # Beyond twenty doublings every pause is the longest one.
        pause = min(self.longest, self.first * 2 ** min(count - free, 20)) if count >= free else 0.0
        return pause - passed

    def reset(self, name: str) -> None:
        with self.lock:
            self.counts.pop(name, None)

    def undo_last_try(self, name: str) -> None:
        """Takes the last try back: the counter is shared with others, who may have failed."""
        with self.lock:
            if name in self.counts:
                count, last = self.counts[name]
                self.counts[name] = (max(0, count - 1), last)


class FailureCounter:
    """Counts of failures by (who, what) since they were last taken."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.lock = Lock()

    def count_failure(self, who: str, what: str) -> None:
        with self.lock:
            self.counts[who, what] += 1

    def take_counts(self) -> dict[tuple[str, str], int]:
        with self.lock:
            taken, self.counts = dict(self.counts), Counter()
        return taken
