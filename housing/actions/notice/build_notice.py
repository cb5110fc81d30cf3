"""Gathers what a notice bears (law.md part 7) from the decision and the facts behind it, in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from housing.law.eligibility import GroundAnswer, Outcome
from housing.law.fact_path import FactPath
from housing.law.iin import mask_iin
from housing.law.lifecycle import SYSTEM
from housing.law.parameters import years_before
from housing.law.working_time import ALMATY, last_complaint_day
from housing.notices import NoticeData, NoticeDispute, NoticeGround, NoticeText, build_texts
from housing.presentation.fact_text import describe_counting_value, describe_fact, fact_label, parent_fact
from housing.presentation.formats import format_datetime, language
from housing.presentation.ground_text import GroundText, describe_ground, describe_waiting, describe_waiting_for_all
from housing.queries.cases.complaints import load_complaint_number
from housing.queries.filing.facts import CaseFacts, DisputedFact, finding_name
from housing.queries.filing.notice import load_next_number
from housing.queries.filing.obstacles import build_obstacles
from housing.queries.reference.calendar import calendar
from housing.queries.reference.complaint_bodies import list_complaint_bodies
from housing.queries.reference.ground_words import load_ground_texts
from housing.queries.reference.law import load_effective_law, load_law_or_first
from housing.queries.reference.names import label_for_key
from housing.queries.reference.notice_words import load_notice_texts
from housing.queries.reference.numbers import load_law_numbers
from housing.queries.reference.settlements import branch_name, settlement_name
from housing.queries.reference.source_settings import source_title
from housing.queries.signin.representation import Representative, load_representative
from housing.queries.staff.officials import load_accountable_name, load_staff_name
from housing.reference_data.law_numbers import Numbers
from housing.registries import Origin
from housing.storage.models import Application, RegisterEntry

LETTER = {
    "registered": "Е",
    "refused": "Б",
    "annulled": "Ж",
    "renewed": "Қ",
    "removed": "С",
    "restored": "О",
    "date_moved": "К",
    "succeeded": "М",
    "returned": "Т",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionContext:
    """A decision as it is about to be recorded and sent: of whom, on what facts, by whom. What it says is `law`."""

    application: Application
    facts: CaseFacts
    law: Outcome
    now: datetime
    #: The place on the register that it gives; None: refused, or not entered yet.
    entry: RegisterEntry | None = None
    #: The official whose decision it is; None: automatic.
    staff_id: int | None = None
    #: In whose name the journal has it: a login.
    actor: str = SYSTEM
    #: The official who looked at the refusal a second time.
    confirmed_by: int | None = None
    note: str = ""
    #: What the official found, by fact.
    findings: dict[str, Any] = field(default_factory=dict)
    #: When it was decided, where that is not now: the notice keeps the words of that day.
    decided_at: datetime | None = None
    #: kk or ru, in which the official wrote the note; "": in both.
    note_language: str = ""


def build_notice_header(
    a: Application, representative: Representative | None, kind: str, code: str, now: datetime, worded_at: datetime
) -> dict[str, Any]:
    """What every notice bears. `worded_at`: the words are those in force then."""
    numbers = load_law_numbers((a.filed_at or now).astimezone(ALMATY).date())
    return {
        "kind": kind,
        "number": load_next_number(a.id, f"{now.astimezone(ALMATY):%y%m}-{LETTER[kind]}-{a.id:06d}"),
        "code": code,
        "issued_at": now,
        "applicant": a.name,
        "iin": mask_iin(a.iin),
        "application_number": a.number or "",
        "filed_at": a.filed_at or now,
        "basis": a.basis or "",
        "settlement": {lang: settlement_name(a.settlement, lang) for lang in ("kk", "ru")},
        "branch": {lang: branch_name(a.branch_code, lang) for lang in ("kk", "ru")},
        "language": a.language,
        "paragraphs": load_notice_texts(worded_at),
        "numbers": numbers,
        "representative": (representative.name or mask_iin(representative.iin)) if representative else "",
        "category_declared": a.category,
    }


def build_notice(v: DecisionContext, code: str) -> NoticeData:
    a, kind, worded_at = v.application, "registered" if v.entry else "refused", v.decided_at or v.now
    representative = load_representative(a.id)
    header = build_notice_header(a, representative, kind, code, v.now, worded_at)
    addressee = {"applicant": applicant_name(v, representative), "born_in": birth_year(v, representative)}
    return NoticeData(
        **{**header, **addressee},
        official=load_staff_name(v.staff_id) or load_accountable_name(a.branch_code),
        automatic=v.staff_id is None,
        register_number=v.entry.number if v.entry else "",
        list_code=v.entry.list_code if v.entry else "",
        registered_at=v.entry.registered_at if v.entry else None,
        complaint=load_complaint_number(v.entry.complaint_id) if v.entry else "",
        texts=build_texts(lambda _language: NoticeText(disputes=build_disputes(v)))
        if v.entry
        else build_refusal_texts(v, worded_at, header["numbers"]),
        complain_until=complaint_deadline(v.now, a) if kind == "refused" else None,
        note=v.note,
        note_language=v.note_language,
    )


def build_refusal_texts(v: DecisionContext, worded_at: datetime, numbers: Numbers) -> dict[str, NoticeText]:
    """Every ground that holds, in the words in force at that time."""
    words, obstacles = load_ground_texts(worded_at), build_obstacles(v.facts.given)

    def build_text(language: str) -> NoticeText:
        return NoticeText(
            grounds=tuple(
                build_ground(v, held, describe_ground(held.ground, words, numbers), obstacles.day_of(held.ground.key))
                for held in v.law.held_answers
            ),
            waiting=describe_waiting_for_all(obstacles.day),
            unanswered=labels_for_facts(v.law.unknown),
            disputes=build_disputes(v),
            complaint_bodies=tuple(list_complaint_bodies(language, numbers)),
        )

    return build_texts(build_text)


def complaint_deadline(issued_at: datetime, a: Application) -> date:
    """The last day for a complaint of who learns of it on the day of the notice."""
    months = load_law_or_first((a.filed_at or issued_at).astimezone(ALMATY).date()).complaint_months
    return last_complaint_day(issued_at.astimezone(ALMATY).date(), calendar(), months)


def may_name_applicant(v: DecisionContext, representative: Representative | None) -> bool:
    """Whose paper was found unreliable, and whom no base names, learns nothing of the person they named by an IIN."""
    claimed = representative is not None and representative.confirmed_at is None
    return not (claimed and any(found.ground.key == "unreliable_data" for found in v.law.held_answers))


def applicant_name(v: DecisionContext, representative: Representative | None) -> str:
    return v.application.name if may_name_applicant(v, representative) else ""


def birth_year(v: DecisionContext, representative: Representative | None) -> int | None:
    """As the state base told it: the digits of an IIN prove none. None where it is not known."""
    born = v.facts.given["applicant"].get("born") or v.facts.undisputed["applicant"].get("born")
    return int(born[:4]) if born and may_name_applicant(v, representative) else None


def build_disputes(v: DecisionContext) -> tuple[NoticeDispute, ...]:
    return tuple(build_dispute(v, fact, disputed) for fact, disputed in sorted(v.facts.disputed.items()))


def build_dispute(v: DecisionContext, fact: str, disputed: DisputedFact) -> NoticeDispute:
    """What counts: as an official found it in this decision, or the database's where nothing depended on it."""
    finding = v.findings.get(finding_name(fact))
    return NoticeDispute(
        record=describe_fact(v.facts.undisputed, fact, label_for_code),
        note=disputed.note,
        counting_value=_("not needed for the decision")
        if finding is None
        else describe_counting_value(label_for_code, fact, finding),
        reason="" if finding is None else v.note,
    )


def build_ground(
    v: DecisionContext, held: GroundAnswer, description: GroundText, free_from: date | None
) -> NoticeGround:
    """`free_from`: the day from which it stands in the way no more; None: waiting does not mend it."""
    names = sorted({parent_fact(name) for name in held.answer.names})
    return NoticeGround(
        description=description,
        facts=describe_facts(v, names),
        sources=describe_sources(v.facts.origins, names),
        waiting=describe_waiting(free_from),
    )


def describe_facts(v: DecisionContext, names: list[str]) -> tuple[str, ...]:
    """The facts, and of dwellings the period in which the bases were asked of them."""
    facts = [describe_fact(v.facts.given, name, label_for_code) for name in names]
    if any(FactPath.parse(name).root == "dwellings" for name in names):
        filed = (v.application.filed_at or v.now).astimezone(ALMATY).date()
        start = years_before(filed, load_effective_law(filed).ownership_window_years) + timedelta(days=1)
        facts.append(
            _(
                "Period examined: %(start)s – %(end)s",
                start=format_datetime(start, "num"),
                end=format_datetime(filed, "num"),
            )
        )
    return tuple(facts)


def labels_for_facts(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact_label(name) for name in names))


def label_for_code(catalog: str, key: str) -> str:
    return label_for_key(catalog, key, language())


def describe_sources(origins: dict[str, Origin], names: list[str]) -> tuple[str, ...]:
    """Source, time and request of each fact; what Kezek or an official holds is said to be theirs."""
    sources = []
    for name in names:
        origin = origins.get(name) or origins.get(str(FactPath.parse(name).collection))
        if origin is None:
            sources.append(_("The application and its documents"))
            continue
        sources.append(
            _(
                "%(source)s, as of %(at)s, request %(id)s",
                source=source_title(origin.source),
                at=format_datetime(origin.asked_at),
                id=origin.request_id[:8],
            )
        )
    return tuple(dict.fromkeys(sources))
