"""The rounds of signing in: codes that were asked for are sent, tries that failed are written down."""

from __future__ import annotations

from datetime import datetime

from housing.actions.signin.deliver_code import deliver_code, list_codes_to_send
from housing.actions.signin.note_failures import note_failures
from housing.config import current_services
from housing.rounds import run_each_concurrently
from housing.web.current import secret_key


def codes_job(now: datetime) -> int:
    """Several at a time, each at the time when its turn comes: the base of numbers may be slow."""
    waiting = list_codes_to_send(now)
    if not waiting:
        return 0
    world, secret = current_services(), secret_key()
    return run_each_concurrently(
        waiting,
        lambda one: deliver_code(one, secret, world.gateway, world.sms, max(now, world.clock())) == "sent",
    )


def failures_job(now: datetime) -> int:
    """Sign-ins of staff that failed since the last round."""
    return note_failures(now)
