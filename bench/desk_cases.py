"""A desk full of work: open cases of one branch, each with what the state bases have said, and officials for them.

The applicants are the crowd of `flask demo-data`. What it leaves out and a decision rests on is added here: the answers
of the bases, and on the emergency basis the document that an official reads.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from werkzeug.security import generate_password_hash

from housing.actions.cases.decide import decide_case
from housing.actions.cases.four_eyes import confirm_refusal
from housing.actions.cases.official import Official, OfficialDecision
from housing.actions.signin.prove_code import authenticator_cipher
from housing.demo.crowd import APPLICATION, Crowd
from housing.demo.crowd_rows import lots, write_rows
from housing.demo.demo_data import days, homes_of
from housing.demo.iins import birth_day
from housing.security import totp
from housing.storage.extensions import db
from housing.storage.models import Answer, Staff
from housing.storage.transaction import transaction

BRANCH, SEED, VERSION = "karaganda", 1, 3
#: What an official meets, and how often in a hundred: everything is known and good; a base was silent, and an official
#: settles what it did not say; the applicant owns a dwelling, which refuses; a document must be read.
KINDS = {"clear": 45, "silent": 25, "owner": 15, "emergency": 15}
ANSWER = (
    "application_id",
    "source",
    "about",
    "state",
    "facts",
    "request_id",
    "asked_at",
    "raw",
    "sha256",
)
PAPER = ("application_id", "kind", "filename", "media_type", "size", "sha256", "content", "filed_at", "scan")
CONCLUSION = b"%PDF-1.4 an invented conclusion"
NO = {"uses_state_dwelling": False, "privatised_state_dwelling": False}


class Account(NamedTuple):
    """What an official signs in with. `secret`: of the authenticator."""

    login: str
    password: str
    secret: bytes


def add_officials(many: int, key: str | None) -> list[Account]:
    """Officials of the branch, one in ten a supervisor. `key`: the server's secret, which seals their authenticators;
    None: they have none, as in a demo.

    They share one password, made at random: to hash one for each would take longer than it tells.
    """
    password = secrets.token_urlsafe(16)
    hashed, seal = generate_password_hash(password, "scrypt"), key and authenticator_cipher(key)
    accounts = [Account(f"bench-{n}", password, secrets.token_bytes(totp.SECRET_BYTES)) for n in range(many)]
    with transaction() as db:
        db.add_all(
            Staff(
                login=one.login,
                name=f"Сынақов Қызметкер {n}",
                role="operator" if n % 10 else "supervisor",
                branch_code=BRANCH,
                password_hash=hashed,
                totp_secret=seal.encrypt(one.secret).decode("ascii") if seal else None,
            )
            for n, one in enumerate(accounts)
        )
    return accounts


def add_cases(many: int, now: datetime) -> None:
    """So many open cases with an official of the branch, filed within the last working days. One transaction."""
    crowd, random = Crowd(many, SEED, homes_of(BRANCH), now, days()), Random(SEED)  # noqa: S311
    kinds = random.choices(list(KINDS), list(KINDS.values()), k=many)
    crowd.open, crowd.draws["open"] = many, ["with_operator"]
    with transaction() as db:
        cursor = db.connection().connection.cursor()
        first = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM application").fetchone()[0]
        rows = (dict(zip(APPLICATION, made.application, strict=True)) for made in crowd.rows(first))
        for lot in lots(whole(row, kind) for row, kind in zip(rows, kinds, strict=True)):
            write_rows(cursor, "application", APPLICATION, [tuple(row.values()) for row, _, _ in lot])
            write_rows(cursor, "answer", ANSWER, [answer for _, answers, _ in lot for answer in answers])
            write_rows(cursor, "paper", PAPER, [paper for _, _, papers in lot for paper in papers])


def whole(row: dict[str, Any], kind: str) -> tuple[dict[str, Any], list[Any], list[Any]]:
    """A row of the crowd with the answers that it lacks, and its papers."""
    row["basis"] = "emergency_housing" if kind == "emergency" else "no_housing"
    row["answers"] = json.dumps({"consent": True, "basis": row["basis"], "settlement": row["settlement"]})
    return row, list(answers(row, kind)), [paper(row)] if kind == "emergency" else []


def answers(row: dict[str, Any], kind: str) -> Iterator[tuple[Any, ...]]:
    for nth, (source, facts) in enumerate(facts_of(row, kind).items()):
        said = json.dumps(facts, ensure_ascii=False)
        state = "answered" if facts else "unavailable"
        request = str(UUID(int=row["id"] * 100 + nth))
        digest = hashlib.sha256(said.encode()).hexdigest()
        yield row["id"], source, row["iin"], state, said, request, row["accepted_at"], said.encode(), digest


def facts_of(row: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """What each base said: a grown citizen without a family, registered for years where they apply."""
    iin, (surname, given, patronymic) = row["iin"], row["name"].split(" ")
    person = {"surname": surname, "given": given, "patronymic": patronymic, "address_kk": "", "address_ru": ""}
    applicant = {
        "born": birth_day(iin),
        "status": "citizen",
        "registered_in": row["settlement"],
        "registered_since": "2012-03-01",
    }
    owned = {
        "id": f"R-{row['id']}",
        "settlement": row["settlement"],
        "share": "1/1",
        "from": "2015-04-01",
        "until": None,
        "until_by": None,
        "fit": True,
        "emergency": kind == "emergency",
        "address_kk": "",
        "address_ru": "",
    }
    return {
        "natural_persons": {"applicant": applicant, "person": person},
        "civil_registry": {"family": []},
        "real_property": {"dwellings": [owned] if kind in ("owner", "emergency") else []},
        "orphans": {"applicant": {"orphan_on_record": False}},
        "republican_base": {"applicant": {"in_republican_base": False}},
        "state_housing": {} if kind == "silent" else {"applicant": NO},
        "mortgages": {"applicant": {"state_supported_mortgage": False}},
        "categories": {"categories": [row["category"]] if row["category"] else []},
    }


def paper(row: dict[str, Any]) -> tuple[Any, ...]:
    digest = hashlib.sha256(CONCLUSION).hexdigest()
    name, kind = "technical_conclusion", "application/pdf"
    return row["id"], name, f"{name}.pdf", kind, len(CONCLUSION), digest, CONCLUSION, row["filed_at"], "none"


def refuse_one(logins: list[str], now: datetime) -> int:
    """The id of a case that two officials have refused before the rush.

    The first refusal of a branch on a ground waits for a second look; in a rush without it every refusal would.
    """
    people = list(db.session.scalars(select(Staff).where(Staff.login.in_(logins[:2]))))
    by, looker = (Official(one.id, one.login, one.branch_code) for one in people)
    said = db.session.execute(
        select(Answer.application_id, Answer.facts).where(Answer.source == "real_property").order_by(Answer.id)
    )
    case_id = next(row.application_id for row in said if row.facts["dwellings"] and not is_emergency(row.facts))
    if not decide_case(case_id, VERSION, OfficialDecision("refuse"), by, now):
        confirm_refusal(case_id, VERSION + 1, looker, now)
    return case_id


def is_emergency(facts: dict[str, Any]) -> bool:
    return any(dwelling["emergency"] for dwelling in facts["dwellings"])
