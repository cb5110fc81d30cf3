"""To publish the lists of a month (Law, article 78): each as it stood at the month's end, with what changed, signed.

A list is published in a transaction of its own: whoever is stopped between two of them goes on with the next.
"""

from __future__ import annotations

import hashlib
import zlib
from datetime import datetime, timedelta

from sqlalchemy import func, select

from housing.gateways.list_signature import sign_file
from housing.gateways.pades import NoticeKey
from housing.law.lifecycle import SYSTEM
from housing.law.working_time import ALMATY, local_datetime
from housing.presentation.published_file import HEAD, Part, write_parts
from housing.queries.register.published import BETWEEN, ListKey, iter_list_as_of, list_changes_between
from housing.storage import audit
from housing.storage.models import PublishedList, PublishedMonth, PublishedPart
from housing.storage.transaction import transaction

#: Of compression: the next ones take twice the time for 3 bytes in a thousand.
LEVEL = 6


def last_month(now: datetime) -> tuple[str, datetime, datetime]:
    """The month that ended last, as 2026-11, its first moment and the first one after it, in Almaty."""
    after = now.astimezone(ALMATY).date().replace(day=1)
    first = (after - timedelta(days=1)).replace(day=1)
    return f"{first:%Y-%m}", local_datetime(first), local_datetime(after)


def publish_list(key: ListKey, signing: NoticeKey | None, now: datetime) -> bool:
    """The list of last month; False where it is published already."""
    month, began, ends = last_month(now)
    parts = list(write_parts(iter_list_as_of(key, ends), BETWEEN))
    changes = list_changes_between(key, began, ends)
    content = HEAD.encode("ascii") + b"".join(part.lines for part in parts)
    digest = hashlib.sha256(content).hexdigest()
    signature = sign_file(content, signing) if signing and signing.valid_at(now) else b""
    with transaction() as db:
        own = {"settlement": key.settlement, "list_code": key.list_code, "month": month}
        if db.scalar(select(PublishedList.id).filter_by(**own)):
            return False
        made = PublishedList(
            **own,
            entries=content.count(b"\r\n") - 1,
            changes=[list(change) for change in changes],
            sha256=digest,
            signature=signature,
            published_at=now,
        )
        db.add(made)
        db.flush()
        db.add_all(keep_part(made.id, part) for part in parts)
        audit.record("list.published", SYSTEM, now, None, **own, entries=made.entries, sha256=digest)
    return True


def keep_part(list_id: int, part: Part) -> PublishedPart:
    return PublishedPart(list_id=list_id, **part._replace(lines=zlib.compress(part.lines, LEVEL))._asdict())


def finish_month(now: datetime) -> None:
    """All lists of last month are published: it is told in a row of its own."""
    month, _began, _ends = last_month(now)
    with transaction() as db:
        if db.get(PublishedMonth, month) is not None:
            return
        counted = select(func.count(), func.coalesce(func.sum(PublishedList.entries), 0)).filter_by(month=month)
        lists, entries = db.execute(counted).one()
        db.add(PublishedMonth(month=month, lists=lists, entries=entries, finished_at=now))
