"""To begin an application: with consent, a draft is opened and the state bases are asked about the person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import BindParameter, Boolean, bindparam, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from housing import registries
from housing.actions.filing.learn_age import learn_age
from housing.actions.filing.learn_name import learn_name
from housing.law.working_time import ALMATY
from housing.queries.reference.law import load_law_or_first
from housing.queries.reference.source_settings import configure_gateway
from housing.registries.gateway import Gateway
from housing.registries.gateway import SourceAnswer as Said
from housing.storage import audit
from housing.storage.models import Answer, Application
from housing.storage.transaction import DbSession, transaction
from housing.text.name_search import name_keys

LAST, LATER = aliased(Answer), aliased(Answer)
CASE: BindParameter[int] = bindparam("case")
SPOKE_LATER = exists().where(
    LATER.application_id == LAST.application_id,
    LATER.source == LAST.source,
    LATER.about == LAST.about,
    LATER.id > LAST.id,
)
#: The bases whose last word about somebody of the case was silence.
SILENT = (
    select(LAST.source)
    .where(LAST.application_id == CASE, LAST.state == "unavailable", ~SPOKE_LATER)
    .distinct()
    .order_by(LAST.source)
    .subquery()
)
#: Past the mapper, many at once.
INSERT_ANSWERS = insert(Answer.__table__)
NOTE_SILENT_SOURCES = (
    update(Application.__table__)
    .where(
        Application.__table__.c.id == CASE,
        or_(bindparam("silent", type_=Boolean), Application.__table__.c.silent_sources != ""),
    )
    .values(
        silent_sources=select(func.coalesce("," + func.group_concat(SILENT.c.source, ",") + ",", "")).scalar_subquery()
    )
)


class ConsentWithheld(Exception):
    """Without the person's consent nothing is asked of the state bases (Annex 1, refusal 4))."""


def start_application(iin: str, name: str, language: str, consent: bool, gateway: Gateway, now: datetime) -> int:
    """The person's draft, new or the one under way, with fresh answers of the bases. Raises ConsentWithheld."""
    if not consent:
        raise ConsentWithheld
    application_id = open_draft(iin, name, language, now)
    refresh_answers(application_id, iin, gateway, now)
    return application_id


def open_draft(iin: str, name: str, language: str, now: datetime, representative: str = "") -> int:
    """The number of the draft about this person by this representative, new or the one under way."""
    a = Application
    with transaction() as db:
        same = a.iin == iin, a.representative_iin == representative, a.status == "draft"
        found = db.scalar(select(a).where(*same))
        if found:
            return int(found.id)
        draft = build_draft(iin, name, language, now, representative)
        db.add(draft)
        db.flush()
        audit.record("draft.opened", "citizen", now, draft.id)
        return int(draft.id)


def build_draft(iin: str, name: str, language: str, now: datetime, representative: str = "") -> Application:
    """With the consent, which the page has asked for, and nothing else answered."""
    return Application(
        iin=iin,
        representative_iin=representative,
        name=name,
        **name_keys(name)._asdict(),
        language=language,
        status="draft",
        created_at=now,
        answers={"consent": True},
        rules=now.astimezone(ALMATY).date(),
    )


def refresh_answers(application_id: int, iin: str, gateway: Gateway, now: datetime) -> None:
    """Asks every base, outside any transaction, and keeps each answer as evidence."""
    with transaction() as db:
        living_with = db.get_one(Application, application_id).answers.get("living_with", ())
    on = now.astimezone(ALMATY).date()
    subject = registries.InquirySubject(iin, on, load_law_or_first(on).adult_from_years, living_with)
    said = registries.ask_all_sources(configure_gateway(gateway, now), subject)
    with transaction() as db:
        store_answers(db, application_id, said)
        application = db.get_one(Application, application_id)
        learn_age(db, application, said, now)
        learn_name(db, application, said)


def store_answers(db: DbSession, application_id: int, said: Iterable[Said]) -> None:
    """Answers into the transaction under way, all by one statement; and which bases are silent about the case now."""
    rows = [
        {
            "application_id": application_id,
            "source": answer.source,
            "about": answer.about,
            "state": str(answer.state),
            "facts": answer.facts,
            "request_id": answer.request_id,
            "asked_at": answer.asked_at,
            "request": answer.request,
            "raw": answer.raw,
            "sha256": answer.sha256,
        }
        for answer in said
    ]
    if rows:
        connection = db.connection()
        connection.execute(INSERT_ANSWERS, rows)
        silent = any(row["state"] == "unavailable" for row in rows)
        connection.execute(NOTE_SILENT_SOURCES, {"case": application_id, "silent": silent})
