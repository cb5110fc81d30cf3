"""What is held about a person, as they may take it out: their own applications, and what they themselves said.

Of the family it holds what the person told of them, and never what the state databases said of them. What they did for
somebody whom they represent belongs to that person's file, which stands in the account (docs/adr/0050-retention.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from housing.queries.journal.applicant_events import EVENT_LABELS
from housing.queries.signin.representation import is_own_matter
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import (
    Answer,
    Application,
    Complaint,
    Decision,
    Dispute,
    Event,
    FamilyConsent,
    HeardPerson,
    KeptAnswer,
    Message,
    Notice,
    OneTimeCode,
    Paper,
    PhoneCheck,
    RecordedFinding,
    RegisterEntry,
    RegisterMovement,
    RegisterStatement,
    Removal,
    Representation,
    SignedInSession,
)

A = Application
#: Of an application, what is told of it as it stands.
CASE_COLUMNS = (
    A.id, A.number, A.status, A.iin, A.name, A.basis, A.settlement, A.category, A.branch_code, A.phone, A.email,
    A.language, A.answers, A.created_at, A.filed_at, A.accepted_at, A.due_at, A.decided_at, A.consent_withdrawn_at,
)  # fmt: skip
#: Of the civil registry: other people.
OF_OTHERS = "family"


def load_own_data(who: Who) -> dict[str, Any]:
    """As JSON takes it: moments as ISO 8601 in UTC, what is bytes left out (`iter_own_files`)."""
    own = select(*CASE_COLUMNS).where(is_own_matter(who.iin)).order_by(A.id)
    applications = [{**to_plain(row), **load_parts(row.id, who.iin)} for row in db.session.execute(own).all()]
    return {"iin": who.iin, "applications": applications, **load_beside(who.iin)}


def load_parts(case: int, iin: str) -> dict[str, Any]:
    """What hangs on one application of this person."""
    p, d, e, m = Paper, Decision, RegisterEntry, RegisterMovement
    entry = rows_of(e.id, e.number, e.settlement, e.list_code, e.registered_at, e.annulled_at, of=e, case=case)
    return {
        "state_databases": list_said(case, iin),
        "disputes": rows_of(Dispute.fact, Dispute.said, Dispute.note, Dispute.at, of=Dispute, case=case),
        "findings": list_findings(case),
        "documents": rows_of(p.id, p.kind, p.filename, p.size, p.sha256, p.scan, p.filed_at, of=p, case=case),
        "decisions": rows_of(d.outcome, d.grounds, d.note, d.decided_at, d.cancelled_at, of=d, case=case),
        "notices": rows_of(Notice.kind, Notice.number, Notice.issued_at, Notice.sha256, of=Notice, case=case),
        "register": [{**one, "movements": list_movements(one["id"], m)} for one in entry],
        **load_exchanges(case),
    }


def load_exchanges(case: int) -> dict[str, Any]:
    """What was said between the person and the bank about it, and what happened."""
    m, c, s, r = Message, Complaint, RegisterStatement, Removal
    sent = m.channel, m.text, m.phone, m.state, m.created_at, m.sent_at
    complained = c.number, c.subject, c.text, c.filed_at, c.state, c.answer, c.answered_at
    stated = s.number, s.purpose, s.what, s.since, s.text, s.state, s.filed_at, s.outcome, s.answer
    removed = r.ground, r.state, r.proposed_at, r.opinion, r.opinion_text
    return {
        "messages": rows_of(*sent, of=m, case=case, only=(m.to_iin == "",)),
        "complaints": rows_of(*complained, of=c, case=case, only=(c.by_iin == "",)),
        "statements": rows_of(*stated, of=s, case=case),
        "removals": rows_of(*removed, of=r, case=case),
        "history": rows_of(Event.at, Event.kind, of=Event, case=case, only=(Event.kind.in_(EVENT_LABELS),)),
    }


def load_beside(iin: str) -> dict[str, Any]:
    """What is kept of the person outside any application of theirs."""
    consent, heard, acts, session = FamilyConsent, HeardPerson, Representation, SignedInSession
    phone, kept, code = PhoneCheck, KeptAnswer, OneTimeCode
    told = {
        "consents_asked_of_you": ((consent.state, consent.asked_at, consent.answered_at), consent.iin),
        "hearings": ((heard.part, heard.until, heard.opinion, heard.opinion_text, heard.opinion_at), heard.iin),
        "you_act_for_others": ((acts.relation, acts.document, acts.issued_on, acts.valid_until), acts.iin),
        "phone": ((phone.state, phone.phone, phone.at), phone.iin),
        "kept_form": ((kept.path, kept.fields, kept.at), kept.iin),
        "sessions": ((session.since, session.until), session.iin),
        "one_time_codes": ((code.purpose, code.state, code.asked_at, code.expires_at, code.used_at), code.iin),
    }
    return {
        name: [to_plain(row) for row in db.session.execute(select(*columns).where(whose == iin))]
        for name, (columns, whose) in told.items()
    }


def rows_of(*columns: Any, of: Any, case: int, only: Iterable[Any] = ()) -> list[dict[str, Any]]:
    found = db.session.execute(select(*columns).where(of.application_id == case, *only).order_by(of.id))
    return [to_plain(row) for row in found]


def list_findings(case: int) -> list[dict[str, Any]]:
    """What officials found about the person; of the family's members it is theirs."""
    f = RecordedFinding
    found = rows_of(f.fact, f.value, f.note, f.at, of=f, case=case)
    return [one for one in found if not one["fact"].startswith(OF_OTHERS)]


def list_movements(entry: int, m: Any) -> list[dict[str, Any]]:
    columns = m.at, m.sign, m.settlement, m.list_code, m.registered_at, m.cause
    return [to_plain(row) for row in db.session.execute(select(*columns).where(m.entry_id == entry).order_by(m.id))]


def list_said(case: int, iin: str) -> list[dict[str, Any]]:
    """What each state database said about this person alone. Of relatives it named there is their number."""
    a = Answer
    said, columns = [], (a.source, a.state, a.asked_at, a.request_id, a.sha256, a.facts)
    for one in rows_of(*columns, of=a, case=case, only=(a.about == iin,)):
        relatives = one["facts"].pop(OF_OTHERS, None)
        said.append(one if relatives is None else {**one, "relatives_named": len(relatives)})
    return said


def to_plain(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """Days and moments as ISO 8601; codes and numbers as they are."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else copy_plain(value)
        for name, value in row._asdict().items()
    }


def copy_plain(value: Any) -> Any:
    """A dictionary of its own, so that nothing is taken out of what the database keeps in memory."""
    return dict(value) if isinstance(value, dict) else value
