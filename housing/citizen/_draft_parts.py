"""What several screens of a draft share: what the law will refuse for, and who examines a file."""

from __future__ import annotations

from housing.actions.filing.attach import Examiners
from housing.config import current_services
from housing.queries.filing.draft import Draft
from housing.queries.filing.obstacles import Obstacles, load_draft_obstacles
from housing.web.current import now


def list_obstacles(draft: Draft | None) -> Obstacles | None:
    """What the law will refuse for by these records. None where they are not shown: see `Draft.hides_records`."""
    return None if draft is None or draft.hides_records else load_draft_obstacles(draft.id, now())


def build_examiners() -> Examiners:
    return Examiners(current_services().verifier, current_services().antivirus)
