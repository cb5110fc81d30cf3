"""What the notice of a removal bears (law.md, part 7): ground, point, fact, source, complaint, and the way back."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext as _

from housing.actions.cases.record_decision import generate_notice_code
from housing.actions.notice.build_notice import build_notice_header, complaint_deadline
from housing.law.family_gone import GONE_REASONS
from housing.law.removal import APPLICANT, FACTS, GROUNDS, REASONS, RemovalGround
from housing.notices import NoticeData, NoticeGround, NoticeText, build_texts
from housing.presentation.fact_text import describe_member
from housing.presentation.formats import format_datetime
from housing.presentation.ground_text import GroundText
from housing.queries.reference.complaint_bodies import list_complaint_bodies
from housing.queries.reference.source_settings import source_title
from housing.queries.signin.representation import load_representative
from housing.queries.staff.officials import load_accountable_name, load_staff_name
from housing.storage.models import Application, RegisterEntry, Removal


def build_removal_notice(application: Application, entry: RegisterEntry, removal: Removal, now: datetime) -> NoticeData:
    """In whose name: whoever proposed it, else whoever confirmed it; of a signed wish, who answers for the branch."""
    by = load_representative(application.id)
    header = build_notice_header(application, by, "removed", generate_notice_code(), now, now)

    def build_text(language: str) -> NoticeText:
        return NoticeText(
            grounds=(build_ground(removal),),
            complaint_bodies=tuple(list_complaint_bodies(language, header["numbers"])),
        )

    official = load_staff_name(removal.proposed_by) or load_staff_name(removal.answered_by)
    return NoticeData(
        **header,
        official=official or load_accountable_name(application.branch_code),
        automatic=False,
        texts=build_texts(build_text),
        register_number=entry.number,
        list_code=entry.list_code,
        registered_at=entry.registered_at,
        acted_at=now,
        act=removal.ground,
        note=removal.note,
        note_language=removal.note_language,
        complain_until=complaint_deadline(now, application),
    )


def build_ground(removal: Removal) -> NoticeGround:
    ground = GROUNDS[removal.ground]
    words = GroundText(requirement="", words=_(ground.words), mend="", point=describe_point(ground))
    return NoticeGround(words, describe_facts(removal), (describe_proof(removal),), waiting="")


def describe_point(ground: RemovalGround) -> str:
    if not ground.point:
        return _("The person's own application: nobody stands on the register against their will")
    return _("Law “On Housing Relations”, article 73, point 1, sub-point %(point)s", point=ground.point)


def describe_facts(removal: Removal) -> tuple[str, ...]:
    """What is gone, and each fact of it."""
    if removal.origin == APPLICANT:
        signed = format_datetime(removal.proposed_at)
        return (_("The application to leave the register was signed on %(when)s", when=signed),)
    facts = [_(REASONS[removal.reason])] if removal.reason else []
    for fact, words in FACTS.items():
        if value := removal.facts.get(fact):
            said = format_datetime(date.fromisoformat(value), "num") if fact == "on" else value
            facts.append(f"{_(words)}: {said}")
    return (*facts, *describe_gone(removal))


def describe_gone(removal: Removal) -> tuple[str, ...]:
    """That nobody of the family stays: of each why, and what proves it (73(2))."""
    gone = removal.facts.get("gone") or ()
    said = [f"{describe_member(one)}: {_(GONE_REASONS[one['why']])}" for one in gone]
    return (*said, _("Document: %(document)s", document=removal.facts["family_document"])) if gone else ()


def describe_proof(removal: Removal) -> str:
    at = format_datetime(removal.proposed_at)
    if removal.source:
        return _("%(source)s, as of %(at)s", source=source_title(removal.source), at=at)
    if removal.origin == APPLICANT:
        return _("The application to leave, as it was signed")
    return _("The document named above, as of %(at)s", at=at)
