"""A person's applications: what happened to each, its notice, its place, its messages. Only their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, exists, not_, select

from housing.law.lifecycle import DECIDED_STATUSES, MOVES, OPEN_STATUSES
from housing.law.register_moves import FORMER_BASE
from housing.queries.filing.register_places import RegisterPlace, load_by_application, load_register_places
from housing.queries.journal.applicant_events import EVENT_LABELS, REPEATED_EVENTS
from housing.queries.reference.source_settings import source_title
from housing.queries.signin.representation import is_visible_to
from housing.queries.signin.session import Who
from housing.registries import SOURCES
from housing.storage.extensions import db
from housing.storage.models import (
    Application,
    Event,
    Message,
    Notice,
    Representation,
)


@dataclass(frozen=True, slots=True)
class CabinetStep:
    """Something that happened. `silent`: titles (message ids) of the sources that did not answer; `unknown`: facts.

    `signed_by`: eds or code, where it was signed; `filed`: number of the complaint or statement that was filed.
    """

    kind: str
    at: datetime
    silent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    signed_by: str | None = None
    filed: str | None = None


@dataclass(frozen=True, slots=True)
class SmsLine:
    """`state` as in models.Message, or no_mobile: only a landline is linked. `delivered_at`: when the operator's report
    came. Letters are not among them.
    """

    text: str
    state: str
    phone: str | None
    at: datetime
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in a list."""

    kind: str
    number: str
    code: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class CabinetCase:
    """An application that was filed. `steps` oldest first, `messages` newest first.

    `name`: the applicant's, "" while nothing but a word says that this representative is theirs; `represented`:
    somebody else filed it for them.
    """

    id: int
    number: str
    iin: str
    name: str
    represented: bool
    status: str
    basis: str
    settlement: str
    phone: str | None
    created_at: datetime
    filed_at: datetime
    accepted_at: datetime
    due_at: datetime
    decided_at: datetime | None
    consent_withdrawn_at: datetime | None
    renewed_at: datetime | None
    steps: tuple[CabinetStep, ...]
    messages: tuple[SmsLine, ...]
    notice: NoticeLine | None
    #: What is in force no more, newest first.
    earlier: tuple[NoticeLine, ...]
    place: RegisterPlace | None

    def may_apply_again(self, who: Who) -> bool:
        """For oneself; who acted for another states anew by what right."""
        return self.iin == who.iin

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_taken_over(self) -> bool:
        """Nothing was filed or decided here."""
        return self.basis == FORMER_BASE

    @property
    def is_passed_on_to(self) -> bool:
        """An act gave the place of a family member: the person filed nothing, and no term runs."""
        return came_by_succession(self.steps)

    @property
    def may_withdraw(self) -> bool:
        return self.status in MOVES["withdraw"].sources


def list_own_cases(who: Who) -> list[CabinetCase]:
    """Newest first: a person's own, and those in which they act for another."""
    return list_cases_where(is_visible_to(who))


def load_own_case(who: Who, number: str) -> CabinetCase | None:
    """None for somebody else's, and for what does not exist."""
    return next(iter(list_cases_where(is_visible_to(who), Application.number == number)), None)


def list_cases_where(*wanted: Any) -> list[CabinetCase]:
    a = Application
    times = (a.created_at, a.filed_at, a.accepted_at, a.due_at, a.decided_at, a.consent_withdrawn_at, a.renewed_at)
    rows = db.session.execute(
        select(
            a.id,
            a.number,
            a.iin,
            case((has_unconfirmed_representative(), ""), else_=a.name).label("name"),
            (a.representative_iin != "").label("represented"),
            a.status,
            a.basis,
            a.settlement,
            a.phone,
            *times,
        )
        .where(a.number.is_not(None), *wanted)
        .order_by(a.filed_at.desc())
    ).all()
    ids = [row.id for row in rows]
    steps, messages = list_steps(ids), list_messages(ids)
    n = Notice
    counts = n.replaced_at.is_(None)
    notices = load_by_application(n.application_id, n.kind, n.number, n.code, n.issued_at, ids=ids, only=(counts,))
    ended = list_ended_notices(ids)
    places = load_register_places(ids)
    return [
        CabinetCase(
            **row._asdict(),
            steps=(*steps_before(row, steps[row.id]), *steps[row.id]),
            messages=tuple(messages[row.id]),
            notice=NoticeLine(**notices[row.id]) if row.id in notices else None,
            earlier=tuple(ended[row.id]),
            place=places.get(row.id),
        )
        for row in rows
    ]


def has_unconfirmed_representative() -> Any:
    """No state base names the representative, and no official has registered the applicant on their document."""
    r = Representation
    on_a_word = exists().where(r.application_id == Application.id, r.confirmed_at.is_(None))
    return and_(on_a_word, Application.status.not_in(("registered", "removed")))


def list_ended_notices(ids: list[int]) -> dict[int, list[NoticeLine]]:
    """What is in force no more, newest first."""
    n, ended = Notice, defaultdict(list)
    past = select(n.application_id, n.kind, n.number, n.code, n.issued_at).where(n.replaced_at.is_not(None))
    for row in db.session.execute(past.where(n.application_id.in_(ids)).order_by(n.id.desc())):
        ended[row.application_id].append(NoticeLine(row.kind, row.number, row.code, row.issued_at))
    return ended


def list_steps(ids: list[int]) -> dict[int, list[CabinetStep]]:
    """A check that was repeated is told once: what a person wants to know is that it began."""
    steps: dict[int, list[CabinetStep]] = defaultdict(list)
    rows = db.session.execute(
        select(Event.application_id, Event.kind, Event.at, Event.detail)
        .where(Event.application_id.in_(ids), Event.kind.in_(EVENT_LABELS))
        .order_by(Event.id)
    )
    for application_id, kind, at, detail in rows:
        if kind not in REPEATED_EVENTS and any(step.kind == kind for step in steps[application_id]):
            continue
        silent = tuple(source_title(source) for source in detail.get("silent", ()) if source in SOURCES)
        unknown = tuple(detail.get("unknown", ()))
        filed = detail.get("complaint", detail.get("statement"))
        told = CabinetStep(kind, at, silent, unknown, detail.get("signed_by"), filed)
        steps[application_id].append(told)
    return steps


def came_by_succession(steps: Iterable[CabinetStep]) -> bool:
    kinds = {step.kind for step in steps}
    return "entry.succeeded" in kinds and "application.submitted" not in kinds


def steps_before(row: Any, steps: list[CabinetStep]) -> tuple[CabinetStep, ...]:
    """Of a place that was taken over: the journal has one row for the whole file. To a successor it came otherwise."""
    came_so = row.basis == FORMER_BASE and not came_by_succession(steps)
    return (CabinetStep("register.imported", row.created_at),) if came_so else ()


def list_messages(ids: list[int]) -> dict[int, list[SmsLine]]:
    """Without those that will never be sent, because a later one says more."""
    messages: dict[int, list[SmsLine]] = defaultdict(list)
    m = Message
    overtaken = and_(m.kind == "accepted", m.state == "waiting", Application.status.in_(DECIDED_STATUSES))
    state = case((m.last_error == "no_mobile", m.last_error), else_=m.state)
    rows = db.session.execute(
        select(m.application_id, m.text, state, m.phone, m.sent_at, m.created_at, m.delivered_at)
        .join(Application, Application.id == m.application_id)
        .where(m.application_id.in_(ids), m.to_iin == "", m.channel == "sms", m.state != "superseded", not_(overtaken))
        .order_by(m.id.desc())
    )
    for application_id, text, state, phone, sent_at, created_at, delivered_at in rows:
        messages[application_id].append(SmsLine(text, state, phone, sent_at or created_at, delivered_at))
    return messages
