"""How often something may be tried: a token bucket for each address, the pauses between tries of a password.

The buckets are kept in the memory of this process: nothing is stored, for to look writes nothing. Tries of a password
or a code are counted in the database (`housing.actions.signin.throttle`).
"""

from __future__ import annotations

import ipaddress
import math
from collections import Counter, OrderedDict
from datetime import datetime
from threading import Lock
from typing import NamedTuple

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


class Limit(NamedTuple):
    """Exponential back-off: `free` tries at once, then each waits twice as long as the one before, up to `longest`.

    Seconds. `leak`: after so many one try is forgiven; 0: none is before a day without a try. `own`: the counter is of
    one person alone, and begins anew once they were right; of the others only that try is taken back.
    """

    free: int
    first: float = 2.0
    longest: float = 900.0
    leak: float = 0.0
    own: bool = False

    def count_at(self, count: int, passed: float) -> int:
        """What is left of a count so many seconds after its last try."""
        if passed > QUIET:
            return 0
        return max(0, count - int(passed / self.leak)) if self.leak else count

    def seconds_left(self, count: int, passed: float) -> float:
        """Seconds to wait until the next try: none is counted before."""
        # Beyond twenty doublings every pause is the longest one.
        left = self.count_at(count, passed)
        pause = min(self.longest, self.first * 2 ** min(left - self.free, 20)) if left >= self.free else 0.0
        return max(0.0, pause - passed)


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
