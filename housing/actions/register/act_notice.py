"""What the notices of a moved date and of a succession bear (law.md, part 7): the act, its facts, how to complain."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from housing.actions.cases.record_decision import generate_notice_code
from housing.actions.notice.build_notice import build_notice_header, complaint_deadline
from housing.law.register_acts import KINDS, LEAVERS
from housing.notices import NoticeData, NoticeText, build_texts
from housing.presentation.formats import format_datetime
from housing.queries.reference.complaint_bodies import list_complaint_bodies
from housing.queries.signin.representation import load_representative
from housing.queries.staff.officials import load_staff_name
from housing.storage.models import Application, RegisterAct, RegisterEntry


def build_date_notice(application: Application, entry: RegisterEntry, act: RegisterAct, now: datetime) -> NoticeData:
    return NoticeData(**build_act_header(application, entry, "date_moved", act, now), moved_from=act.was_at)


def build_succession_notice(
    application: Application, entry: RegisterEntry, act: RegisterAct, now: datetime
) -> NoticeData:
    """To whoever follows, and to whoever left and lives."""
    return NoticeData(**build_act_header(application, entry, "succeeded", act, now))


def build_act_header(
    application: Application, entry: RegisterEntry, kind: str, act: RegisterAct, now: datetime
) -> dict[str, Any]:
    """`act`: the kind of the act; of a succession whether the reader is who left, or who follows."""
    header = build_notice_header(
        application, load_representative(application.id), kind, generate_notice_code(), now, now
    )

    def build_text(language: str) -> NoticeText:
        return NoticeText(
            findings=describe_facts(act),
            complaint_bodies=tuple(list_complaint_bodies(language, header["numbers"])),
        )

    reader = "left" if kind == "succeeded" and application.id == act.application_id else act.kind
    return {
        **header,
        "official": load_staff_name(act.proposed_by),
        "automatic": False,
        "register_number": entry.number,
        "list_code": entry.list_code,
        "registered_at": entry.registered_at,
        "act": reader,
        "acted_at": now,
        "note": act.note,
        "note_language": act.note_language,
        "texts": build_texts(build_text),
        "complain_until": complaint_deadline(now, application),
    }


def describe_facts(act: RegisterAct) -> tuple[str, ...]:
    """The act, its point, the day and what proves it."""
    kind = KINDS[act.kind]
    on = format_datetime(date.fromisoformat(act.facts["on"]), "num")
    said = [_("%(act)s: Law “On Housing Relations”, article %(point)s", act=_(kind.words), point=kind.point)]
    if leaver := act.facts.get("leaver"):
        said.append(_(LEAVERS[leaver]))
    return (*said, _("Day: %(day)s", day=on), _("Document: %(document)s", document=act.facts["document"]))
