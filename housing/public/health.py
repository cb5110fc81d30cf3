"""For machines: is Kezek alive, is it ready, how much is it doing. No personal data."""

from __future__ import annotations

from flask import Response, abort, current_app, jsonify, request

from housing.actions.journal.write_readings import are_readings_late
from housing.config import current_services
from housing.public import public
from housing.queries.journal.backups import describe_backups, describe_drill
from housing.queries.journal.events import load_last_chain_check
from housing.queries.journal.health import Check, count_by_state, list_readiness_checks
from housing.queries.journal.kept_counts import list_differing_counts
from housing.queries.journal.proof import describe_proof
from housing.queries.journal.restores import are_messages_held, list_gaps
from housing.queries.reference.sources import list_outages
from housing.web.access import ANYONE, access
from housing.web.current import now

LOOPBACK = ("127.0.0.1", "::1")


@public.get("/healthz")
@access(ANYONE)
def health_alive() -> Response:
    return jsonify(status="alive")


@public.get("/readyz")
@access(ANYONE)
def health_ready() -> tuple[Response, int]:
    """200 while database, migrations and scheduler are well, else 503; and which is not.

    What only narrows the service (no EDS sign-in without authorities) is said, and takes nobody's cabinet away.
    """
    scheduler, verifier = current_app.extensions.get("scheduler"), current_services().verifier
    database = list_readiness_checks()
    there = all(check.well for check in database)
    bases = troubled_sources() if there else {"silent": []}
    walked = load_last_chain_check() if there else None
    needed = [*database, Check("scheduler", bool(scheduler and scheduler.running))]
    wanted = [
        Check("trusted authorities", bool(verifier.trust.authorities)),
        Check("revocation sources", verifier.can_tell_revoked),
        Check("state bases", not bases["silent"]),
        Check("journal", not (walked and walked.broken_at)),
        Check("readings", not are_readings_late(now())),
        Check("kept counts", not (there and list_differing_counts())),
    ]
    well = all(check.well for check in needed)
    told = {check.what: "well" if check.well else "not well" for check in needed + wanted}
    told |= {"seals": describe_proof(now())} if there else {}
    told |= {**describe_restores(told), **describe_backup_state()} if there else {}
    told |= {how: ", ".join(names) for how, names in bases.items() if names}
    return jsonify(status="ready" if well else "not ready", **told), 200 if well else 503


def describe_restores(told: dict[str, str]) -> dict[str, str]:
    """What a restore that lost something leaves behind, in the place of plain words."""
    left = {"journal": "gap, acknowledged"} if told["journal"] == "well" and list_gaps() else {}
    return left | ({"messages": "held back since a restore"} if are_messages_held() else {})


def describe_backup_state() -> dict[str, str]:
    folder = current_services().settings.backups.folder
    return {"backup": describe_backups(folder, now()), "drill": describe_drill(folder, now())}


def troubled_sources() -> dict[str, list[str]]:
    """Those that do not answer, and those that the bank switched off itself."""
    troubled = list_outages(now())
    return {
        "silent": [one.source for one in troubled if not one.off],
        "switched off": [one.source for one in troubled if one.off],
    }


@public.get("/metrics")
@access(ANYONE)
def health_metrics() -> Response:
    """Prometheus text; from this machine only, unless the settings open it."""
    if not current_services().settings.metrics_public and request.remote_addr not in LOOPBACK:
        abort(404)
    lines = [f"kezek_{name} {value}" for name, value in count_by_state().items()]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
