"""The rounds of signing in and of signatures: codes are sent, tries that failed are noted, keys are looked at again."""

from __future__ import annotations

from datetime import datetime

from housing.actions.signatures.recheck import recheck_signature, recheck_statement
from housing.actions.signatures.reconfirm import reconfirm_category
from housing.actions.signatures.refresh_lists import refresh_lists
from housing.actions.signin.deliver_code import deliver_code, list_codes_to_send
from housing.actions.signin.note_failures import note_failures
from housing.config import current_services
from housing.queries.cases import due_work
from housing.queries.filing import signatures
from housing.rounds import run_each, run_each_concurrently
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


def recheck_job(now: datetime) -> int:
    verifier = current_services().verifier
    applications, statements = signatures.list_unchecked_signatures(), signatures.list_unchecked_statements()
    return run_each(applications, lambda one: recheck_signature(one, verifier, now)) + run_each(
        statements, lambda one: recheck_statement(one, verifier, now)
    )


def reconfirm_job(now: datetime) -> int:
    gateway = current_services().gateway
    return run_each(due_work.list_entries_to_reconfirm(now), lambda entry: reconfirm_category(entry, gateway, now))


def refresh_job(now: datetime) -> int:
    how, trust = current_services().settings.signatures, current_services().verifier.trust
    return refresh_lists(how.crl_urls, how.crl_dir, trust, now)
