"""For machines: is Kezek alive, is it ready, how much is it doing. No personal data."""

from __future__ import annotations

from shutil import disk_usage

from flask import Response, abort, current_app, jsonify, request

from housing.actions.journal.try_write import try_write
from housing.actions.journal.write_readings import are_readings_late
from housing.backups.database_copy import database_file
from housing.config import current_services
from housing.public import public
from housing.queries.journal.alarms import LEAST_FREE
from housing.queries.journal.backups import describe_backups, describe_drill, load_last_event
from housing.queries.journal.events import load_last_chain_check
from housing.queries.journal.health import Check, count_by_state, list_readiness_checks
from housing.queries.journal.invariants import list_broken_invariants
from housing.queries.journal.kept_counts import list_differing_counts
from housing.queries.journal.maintenance import load_break
from housing.queries.journal.proof import describe_proof
from housing.queries.journal.restores import are_messages_held, list_gaps
from housing.queries.reference.sources import list_outages
from housing.web.access import ANYONE, access
from housing.web.clock_watch import find_clock_fault
from housing.web.current import now
from housing.web.job_watch import job_watch

#: What became of a drill, by the kind of its row of the journal.
DRILLS = {"drill.passed": "passed", "drill.failed": "failed"}
LOOPBACK = ("127.0.0.1", "::1")


@public.get("/healthz")
@access(ANYONE)
def health_alive() -> Response:
    return jsonify(status="alive")


@public.get("/readyz")
@access(ANYONE)
def health_ready() -> tuple[Response, int]:
    """200 while database, migrations, clock and scheduler are well and something can be written, else 503 and why not.

    What only narrows the service (no EDS sign-in without authorities) is said, and takes nobody's cabinet away.
    """
    scheduler = current_app.extensions.get("scheduler")
    database = list_readiness_checks()
    there = all(check.well for check in database)
    bases = troubled_sources() if there else {"silent": []}
    fault = try_write() if there else ""
    clock = find_clock_fault()
    needed = [*database, Check("writing", not fault), Check("clock", not clock)]
    needed.append(Check("scheduler", bool(scheduler and scheduler.running)))
    wanted = [*list_checks_of_world(), Check("state bases", not bases["silent"]), *list_checks_of_records(there)]
    well = all(check.well for check in needed)
    told = {check.what: "well" if check.well else "not well" for check in needed + wanted}
    told |= {**describe_restores(told), **describe_backup_state(), **describe_nights()} if there else {}
    told |= {**describe_maintenance(), **describe_disk(), **describe_jobs()}
    told |= {what: f"not well: {why}" for what, why in (("writing", fault), ("clock", clock)) if why}
    told |= {how: ", ".join(names) for how, names in bases.items() if names}
    return jsonify(status="ready" if well else "not ready", **told), 200 if well else 503


def list_checks_of_world() -> list[Check]:
    verifier = current_services().verifier
    return [
        Check("trusted authorities", bool(verifier.trust.authorities)),
        Check("revocation sources", verifier.can_tell_revoked),
    ]


def list_checks_of_records(there: bool) -> list[Check]:
    """What the nights have found; of a database that is not there, nothing."""
    walked = load_last_chain_check() if there else None
    return [
        Check("journal", not (walked and walked.broken_at)),
        Check("readings", not are_readings_late(now())),
        Check("kept counts", not (there and list_differing_counts())),
        Check("invariants", not (there and list_broken_invariants())),
    ]


def describe_nights() -> dict[str, str]:
    """Of the walk over all rows, and of what always has to hold: what was found."""
    broken = list_broken_invariants()
    return {"seals": describe_proof(now())} | ({"invariants": ", ".join(broken)} if broken else {})


def describe_restores(told: dict[str, str]) -> dict[str, str]:
    """What a restore that lost something leaves behind, in the place of plain words."""
    left = {"journal": "gap, acknowledged"} if told["journal"] == "well" and list_gaps() else {}
    return left | ({"messages": "held back since a restore"} if are_messages_held() else {})


def describe_maintenance() -> dict[str, str]:
    """A break is told and leaves Kezek ready: whoever turns people away for it does so in words."""
    planned, at = load_break(now()), now()
    how = planned and ("under way until" if planned.is_under_way(at) else "announced until")
    return {"maintenance": f"{how} {planned.ends_at.isoformat()}"} if planned else {}


def describe_disk() -> dict[str, str]:
    """So little room that the next nights may not find any."""
    url = current_services().settings.database_url
    if not url.startswith("sqlite:"):
        return {}
    free = disk_usage(database_file(url).parent).free
    return {"room": "nearly full"} if free < LEAST_FREE else {}


def describe_backup_state() -> dict[str, str]:
    folder = current_services().settings.backups.folder
    last = load_last_event(*DRILLS)
    told = {"last drill": f"{DRILLS[last.kind]} at {last.at.isoformat()} in {last.detail['seconds']} s"} if last else {}
    return {"backup": describe_backups(folder, now()), "drill": describe_drill(folder, now()), **told}


def describe_jobs() -> dict[str, str]:
    """Those whose rounds do not come to their end."""
    late = ", ".join(one.job for one in job_watch().list_troubles(now()))
    return {"jobs": f"not well: {late}"} if late else {}


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
