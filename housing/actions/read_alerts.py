"""To read alerts: what somebody has taken note of is no longer new to those it was addressed to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, true

from housing import audit
from housing.models import Alert
from housing.queries.inbox import addressed_to
from housing.queries.session import Who
from housing.transaction import transaction


def read_alerts(who: Who, alert_id: int | None, now: datetime) -> int:
    """Marks one alert, or all, of those addressed to this person; how many were still unread."""
    with transaction() as db:
        this = true() if alert_id is None else Alert.id == alert_id
        alerts = list(db.scalars(select(Alert).where(addressed_to(who), Alert.read_at.is_(None), this)))
        for alert in alerts:
            alert.read_at = now
            audit.record("alert.read", who.login, now, alert.application_id, level=alert.level)
    return len(alerts)
