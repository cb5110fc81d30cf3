"""What lies behind the doors of the house: somebody in every state that a door needs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from housing.actions.filing.file_complaint import file_complaint
from housing.actions.register.publish_list import publish_list
from housing.queries.register.published import ListKey
from housing.storage.extensions import db
from housing.storage.models import Answer, Notice, Paper, RegisterEntry
from tests.citizen import steps
from tests.house.doors import DRAFTING, REFUSED, REGISTERED
from tests.inventories import begun, look_at

LOGIN_PAGE = "/operator/sign-in"

#: Of whose lists one is published.
PUBLISHED = "351010000"


def make_places(world) -> dict[str, Any]:
    """Somebody registered, somebody drafting, a case with a paper in Karaganda: their numbers, by name."""
    registered, case = world.settled(REGISTERED), world.settled("viktor")
    refused = steps.refused(world, REFUSED)
    world.drafted(DRAFTING)
    htmx = world.visitor().get(LOGIN_PAGE).html.select_one('script[src*="htmx"]')["src"]
    with world.app.app_context():
        request = db.session.scalars(select(Answer.request_id).filter_by(application_id=case)).first()
        notice = db.session.scalars(select(Notice).filter_by(application_id=registered)).one()
        paper = db.session.scalars(select(Paper.id).filter_by(application_id=case)).one()
        now = world.clock()
        complaint = file_complaint(case, world.who("viktor"), "data", "An error", now)
        publish_list(ListKey(PUBLISHED, "general"), None, now)
        number, case_number = world.row(registered).number, world.row(case).number
        entry = db.session.scalars(select(RegisterEntry).filter_by(application_id=registered)).one()
        inventory = begun(world, unchecked_days=0)
        check = look_at(inventory, entry.id)
        assert world.row(case).status == "with_operator"
        return {
            "number": number, "notice": notice.number, "code": notice.code, "case": case_number, "paper": paper,
            "htmx": htmx, "refused": world.row(refused).number, "complaint": complaint, "request": request,
            "register_number": entry.number, "published": PUBLISHED, "inventory": inventory, "check": check,
        }  # fmt: skip
