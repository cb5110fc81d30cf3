"""The personal account in short: every application and where it stands, what may be begun, where to go from here."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, g

from housing.citizen import citizen
from housing.citizen._case_parts import displayed_status, list_visible_consents, queue_place
from housing.law.lifecycle import Status
from housing.queries.filing.altered_cases import are_altered
from housing.queries.filing.cabinet import CabinetCase, list_own_cases
from housing.queries.filing.consents import list_consent_requests
from housing.queries.filing.draft import load_applicant_status, load_draft
from housing.queries.filing.phone import load_known_phone
from housing.queries.filing.reapplication import CLOSED
from housing.queries.register.family_hearings import list_own_hearings
from housing.queries.register.inventory_check import OwnCheck, load_own_checks
from housing.queries.register.place import QueuePlace
from housing.queries.register.removals import list_hearings
from housing.queries.signin.representation import list_ward_drafts
from housing.web.access import CITIZEN, access
from housing.web.responses import page


class CabinetRow(NamedTuple):
    """An application with what its status looks like and the place that it has on the register.

    `waits`: for somebody's consent; `check`: how the inventory stands for its entry.
    """

    case: CabinetCase
    status: Status
    queue: QueuePlace | None
    waits: bool
    check: OwnCheck | None
    #: The person may say what they think of a removal.
    hearing: bool


@citizen.get("/cabinet")
@access(CITIZEN)
def cabinet() -> Response:
    shown = list_rows()
    standing, draft = load_applicant_status(g.who.iin), load_draft(g.who)
    own = [one.case for one in shown if one.case.may_apply_again(g.who)]
    again = own[0].number if own and standing.may_begin and own[0].status in CLOSED else None
    return page(
        "citizen/cabinet.html",
        asked=list_consent_requests(g.who.iin),
        concerns=list_own_hearings(g.who.iin),
        shown=shown,
        altered=are_altered([one.case.id for one in shown]),
        standing=standing,
        draft=draft,
        again=again,
        wards=list_ward_drafts(g.who),
        phone=load_known_phone(g.who.iin),
    )


def list_rows() -> list[CabinetRow]:
    """Newest first."""
    cases = list_own_cases(g.who)
    on_register = [case.id for case in cases if case.place]
    checks, hearings = load_own_checks(on_register), list_hearings(on_register)
    return [
        CabinetRow(
            case,
            displayed_status(case),
            queue_place(case),
            bool(list_visible_consents(case)),
            checks.get(case.id),
            case.id in hearings,
        )
        for case in cases
    ]
