"""The demo clock: the real one, moved by hand; begun in working hours, so that a story can be walked at night."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from housing.gateways.seal import write_beside
from housing.law.working_time import ALMATY, local_datetime
from housing.queries.reference.calendar import calendar

HOUR = timedelta(hours=1)
STARTS = time(10)


class DemoClock:
    """Call it for the time. `ahead`: how far it runs before the real one; kept in a file beside the database.

    `began`: it was set into working hours at the start, and nobody has moved it since.
    """

    def __init__(self, file: Path) -> None:
        self.file, self.began = file, False
        self.ahead = timedelta(seconds=json.loads(file.read_text())) if file.exists() else timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def set_ahead(self, ahead: timedelta) -> None:
        self.ahead = ahead
        self.file.parent.mkdir(parents=True, exist_ok=True)
        write_beside(self.file, json.dumps(ahead.total_seconds()).encode()).replace(self.file)

    def begin(self) -> bool:
        """Outside working hours, on to 10:00 of the next working day; True when it had to move."""
        now = self().astimezone(ALMATY)
        days = calendar()
        hours = days.hours_on(now.date())
        if days.is_working_day(now.date()) and hours.opens <= now.time() < hours.closes:
            return False
        early = days.is_working_day(now.date()) and now.time() < hours.opens
        self.go_to(local_datetime(now.date() if early else days.next_working_day(now.date()), STARTS))
        self.began = True
        return True

    def go_to(self, moment: datetime) -> None:
        self.set_ahead(self.ahead + (moment - self()))

    def move(self, how: str) -> None:
        """`how`: now, hour, working_day_9, working_day. Raises KeyError."""
        local = self().astimezone(ALMATY)
        days = calendar()
        following = days.next_working_day(local.date())
        targets = {
            "now": datetime.now(UTC),
            "hour": local + HOUR,
            "working_day_9": local_datetime(following, days.hours_on(following).opens),
            "working_day": local_datetime(following, local.time()),
        }
        self.go_to(targets[how])
        self.began = False
