"""To read alerts, each person for themselves; and to handle one: then it is settled for all its addressees."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, select, true

from housing.law.working_time import ALMATY
from housing.queries.cases.inbox import addressed_to
from housing.queries.reference.reference import load_effective_values
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Alert, AlertRead
from housing.storage.transaction import transaction


class MissingCause(Exception):
    """A broken term goes on record with its cause."""


class AlertNotAddressed(Exception):
    """No such alert is addressed to this person, or it has been handled already."""


def read_alerts(who: Who, alert_id: int | None, now: datetime) -> int:
    """Marks what this person was told of the case of an alert, or of all, as read; how many were still unread."""
    with transaction() as db:
        its_case = select(Alert.application_id).where(Alert.id == alert_id, addressed_to(who))
        this = true() if alert_id is None else Alert.application_id.in_(its_case)
        mine = exists().where(AlertRead.alert_id == Alert.id, AlertRead.staff_id == who.staff_id)
        alerts = list(db.scalars(select(Alert).where(addressed_to(who), ~mine, this)))
        for alert in alerts:
            db.add(AlertRead(alert_id=alert.id, staff_id=who.staff_id, at=now))
            audit.record("alert.read", who.login, now, alert.application_id, level=alert.level)
    return len(alerts)


def handle_alert(who: Who, alert_id: int, cause: str, comment: str, now: datetime) -> None:
    """With the earlier steps of its case. Raises AlertNotAddressed, MissingCause; then nothing was changed."""
    if not handle_alerts(who, [alert_id], cause, comment, now):
        raise AlertNotAddressed


def handle_alerts(who: Who, alert_ids: Collection[int], cause: str, comment: str, now: datetime) -> int:
    """Of each, all that this person was told of its case; how many cases. A broken term keeps the cause.

    What is not addressed to them, or was handled meanwhile, is passed over.
    Raises MissingCause; then nothing was changed.
    """
    with transaction() as db:
        theirs = addressed_to(who), Alert.handled_at.is_(None)
        its_cases = select(Alert.application_id).where(Alert.id.in_(alert_ids), *theirs)
        alerts = list(db.scalars(select(Alert).where(Alert.application_id.in_(its_cases), *theirs).order_by(Alert.id)))
        known = load_effective_values("causes", now.astimezone(ALMATY).date())
        if cause not in known and any(alert.breach for alert in alerts):
            raise MissingCause
        for alert in alerts:
            alert.cause = cause if alert.breach else None
            alert.handled_at, alert.handled_by, alert.comment = now, who.staff_id, comment
            detail = {"cause": cause} if alert.breach else {}
            audit.record("alert.handled", who.login, now, alert.application_id, level=alert.level, **detail)
        return len({alert.application_id for alert in alerts})
