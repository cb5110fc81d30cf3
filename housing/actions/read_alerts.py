"""To read alerts, each person for themselves; and to handle one: then it is settled for all its addressees."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select, true

from housing import audit
from housing.models import Alert, AlertRead
from housing.queries.inbox import addressed_to
from housing.queries.reference import standing
from housing.queries.session import Who
from housing.transaction import transaction
from housing.working_time import ALMATY


class NoCause(Exception):
    """A broken term goes on record with its cause."""


class NotTheirs(Exception):
    """No such alert is addressed to this person, or it has been handled already."""


def read_alerts(who: Who, alert_id: int | None, now: datetime) -> int:
    """Marks one alert, or all, as read by this person; how many were still unread."""
    with transaction() as db:
        this = true() if alert_id is None else Alert.id == alert_id
        mine = exists().where(AlertRead.alert_id == Alert.id, AlertRead.staff_id == who.staff_id)
        alerts = list(db.scalars(select(Alert).where(addressed_to(who), ~mine, this)))
        for alert in alerts:
            db.add(AlertRead(alert_id=alert.id, staff_id=who.staff_id, at=now))
            audit.record("alert.read", who.login, now, alert.application_id, level=alert.level)
    return len(alerts)


def handle_alert(who: Who, alert_id: int, cause: str, comment: str, now: datetime) -> None:
    """Raises NotTheirs, NoCause; then nothing was changed."""
    with transaction() as db:
        wanted = addressed_to(who), Alert.id == alert_id, Alert.handled_at.is_(None)
        alert = db.scalar(select(Alert).where(*wanted))
        if alert is None:
            raise NotTheirs
        if alert.breach and cause not in standing("causes", now.astimezone(ALMATY).date()):
            raise NoCause
        alert.cause = cause if alert.breach else None
        alert.handled_at, alert.handled_by, alert.comment = now, who.staff_id, comment
        detail = {"cause": cause} if alert.breach else {}
        audit.record("alert.handled", who.login, now, alert.application_id, level=alert.level, **detail)
