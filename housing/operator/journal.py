"""The journal, for auditors: who read and changed what, and whether the chain of its rows holds."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from housing.operator import operator
from housing.queries import events as told
from housing.queries.events import Row, Sought
from housing.queries.inbox import unread
from housing.web import access, page
from housing.words import N_, ROLES

READERS = ("auditor",)
#: What happened, by the kind of the row; a test holds every kind that the actions write against it.
KINDS = {
    "draft.opened": N_("An application was begun"), "draft.answered": N_("Answers were given in a draft"),
    "draft.rules_told": N_("A change of the rules was told"),
    "draft.represented": N_("Somebody said for whom they apply"),
    "fact.disputed": N_("The applicant disputed a fact"), "fact.undisputed": N_("A dispute was taken back"),
    "fact.settled": N_("A fact was settled"), "paper.filed": N_("A document was attached"),
    "paper.removed": N_("A document was taken out"), "paper.scanned": N_("The antivirus looked at a document"),
    "application.submitted": N_("Signed and filed"), "application.accepted": N_("Accepted"),
    "application.checking": N_("The state databases were asked"), "source.awaited": N_("A database did not answer"),
    "application.handed_over": N_("Checked and handed to an official"),
    "application.registered": N_("Decided: register"), "application.refused": N_("Decided: refuse"),
    "application.withdrawn": N_("Withdrawn by the applicant"),
    "application.annulled": N_("Annulled: the key was revoked before signing"),
    "application.escalated": N_("Alert about the due time"), "alert.read": N_("The alert was read"),
    "case.claimed": N_("Claimed"), "case.released": N_("Released"), "file.opened": N_("A person's file was opened"),
    "signature.rechecked": N_("A signature was looked at again"),
    "notice.sealed": N_("A notice was sealed"),
    "notice.reissued": N_("The notice was corrected: a new one replaces it"),
    "message.sent_again": N_("A message was sent again by hand"),
    "message.given_up": N_("A message was given up by hand"),
    "entry.category_confirmed": N_("The category is confirmed: the list changed"),
    "consent.asked": N_("A family member was asked for consent"), "consent.given": N_("A family member has consented"),
    "consent.refused": N_("A family member has refused consent"),
    "consent.withdrawn": N_("A family member has withdrawn consent"),
    "own_consent.withdrawn": N_("The applicant has withdrawn consent"),
    "own_consent.given": N_("The applicant has consented again"),
    "complaint.filed": N_("A complaint was filed"), "complaint.answered": N_("The complaint was answered"),
    "code.sent": N_("A one-time code was sent"), "code.used": N_("A one-time code was entered"),
    "session.opened": N_("Signed in"), "session.closed": N_("Signed out"), "staff.added": N_("An official was added"),
    "staff.activated": N_("An account was opened again"), "staff.deactivated": N_("An account was closed"),
    "staff.assigned": N_("Role or branch of an official changed"), "staff.password": N_("A password was changed"),
    "staff.password_given": N_("A new password was given"), "staff.sessions_ended": N_("Sessions were ended"),
    "staff.authenticator": N_("An authenticator was set up"),
    "staff.authenticator_reset": N_("An authenticator was reset"),
    "staff.recovery_codes": N_("New recovery codes were made"),
    "case.assigned": N_("Assigned by the supervisor"), "alert.handled": N_("The alert was handled"),
    "refusal.proposed": N_("A refusal was proposed"), "refusal.returned": N_("A proposed refusal was returned"),
    "refusal.confirmed": N_("A proposed refusal was confirmed"), "note.saved": N_("A note was saved"),
    "helpline.looked_up": N_("The helpline looked up an application"),
    "journal.exported": N_("The journal was taken out as a file"),
}  # fmt: skip
OTHERS = {
    "citizen": N_("the applicant"), "family": N_("a family member"), "system": N_("the system"),
    "console": N_("the server's console"),
}  # fmt: skip


def sought_in(sent: Any) -> tuple[Sought, list[str]]:
    """The filter of an address or a form, and what of it cannot be read: the names of those fields."""
    wrong: list[str] = []

    def day(name: str) -> date | None:
        typed = sent.get(name, "").strip()
        found = re.fullmatch(r"([0-3]?[0-9])\.([01]?[0-9])\.(20[0-9]{2})", typed)
        try:
            return date(int(found[3]), int(found[2]), int(found[1])) if found else wrong.append(name) if typed else None
        except ValueError:
            return wrong.append(name)

    number = re.sub(r"\s", "", sent.get("number", ""))
    if number and not re.fullmatch(r"[0-9]{10}", number):
        wrong.append("number")
    kind, actor = sent.get("kind", ""), sent.get("actor", "")[:40]
    return Sought(
        kind if kind in KINDS else "", actor, "" if "number" in wrong else number, day("since"), day("until"),
        told.read_key(sent.get("after", "")),
    ), wrong  # fmt: skip


def fields(sought: Sought) -> dict[str, str]:
    """The filter as an address bears it, without the page."""
    days = {"since": sought.since, "until": sought.until}
    chosen = {"kind": sought.kind, "actor": sought.actor, "number": sought.number,
              **{name: f"{day:%d.%m.%Y}" for name, day in days.items() if day}}  # fmt: skip
    return {name: value for name, value in chosen.items() if value}


def who_did(row: Row) -> str:
    """The official by name and role, or which of the others."""
    if row.name and row.role:
        return f"{row.name}, {_(ROLES[row.role])}"
    return _(OTHERS[row.actor]) if row.actor in OTHERS else row.actor


def kind_of(row: Row) -> str:
    return _(KINDS[row.kind]) if row.kind in KINDS else row.kind


def details(row: Row) -> str:
    """What the row says besides, in the codes in which it stands; short enough for a table."""
    return "; ".join(f"{name}: {plain(value)}" for name, value in row.detail.items() if value not in ("", None, [], {}))


def plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {plain(one)}" for name, one in value.items())
    return ", ".join(map(plain, value)) if isinstance(value, list) else str(value)


@operator.get("/operator/journal")
@access(*READERS)
def journal() -> Any:
    sought, wrong = sought_in(request.args)
    listed = told.events(sought)
    after = url_for("operator.journal", **fields(sought), after=listed.following) if listed.following else None
    first = url_for("operator.journal", **fields(sought)) if sought.after else None
    return page(
        "operator/journal.html", 422 if wrong else 200, listed=listed, sought=sought, wrong=wrong, kinds=KINDS,
        others=OTHERS, actors=told.actors(), check=told.last_check(), who_did=who_did, kind_of=kind_of,
        details=details, filter=fields(sought), following=after, first=first, most=told.MOST, unread=unread(g.who),
        sent=request.args, errors_on_page=bool(wrong),
    )  # fmt: skip
