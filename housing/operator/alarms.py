"""What needs an administrator: alarms that stand, each with what to do, and who is at it."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, g, request

from housing.actions.journal.acknowledge_alarm import acknowledge_alarm
from housing.backups.database_copy import database_file
from housing.config import current_services
from housing.labels.alarm_labels import ALARM_LABELS
from housing.operator import operator
from housing.queries.cases.inbox import count_unread
from housing.queries.journal.alarms import Alarm, Place, list_record_alarms, with_acknowledgements
from housing.queries.staff.officials import list_names
from housing.web.access import access
from housing.web.clock_watch import find_clock_fault
from housing.web.current import now
from housing.web.job_watch import job_watch
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to


def list_alarms() -> list[Alarm]:
    """In the order of their labels: what nobody can work without stands where it is said."""
    at = now()
    found = [*list_record_alarms(find_place(), at), *find_process_alarms()]
    order = list(ALARM_LABELS)
    return sorted(with_acknowledgements(found, at), key=lambda one: (bool(one.seen_by), order.index(one.code)))


def find_place() -> Place:
    settings = current_services().settings
    folder = settings.backups.folder
    disks = [database_file(settings.database_url).parent] if settings.database_url.startswith("sqlite:") else []
    there = [folder] if folder and folder.is_dir() else []
    return Place(folder, (*disks, *there), job_watch().began_at(now()))


def find_process_alarms() -> list[Alarm]:
    """Of the process that serves: its clock and its jobs."""
    scheduler = current_app.extensions.get("scheduler")
    late = [Alarm("job", one.since, (one.job,)) for one in job_watch().list_troubles(now())]
    jobs = late if scheduler and scheduler.running else [Alarm("scheduler")]
    return [*jobs, Alarm("clock")] if find_clock_fault() else jobs


@operator.app_template_global()
def count_alarms() -> int:
    """That nobody is at: every page of an administrator says it."""
    return sum(not one.seen_by for one in list_alarms())


@operator.get("/operator/alarms")
@access("administrator")
def alarms() -> Any:
    found = list_alarms()
    names = list_names({one.seen_by for one in found if one.seen_by})
    return page("operator/alarms.html", alarms=found, words=ALARM_LABELS, names=names, unread=count_unread(g.who))


@operator.post("/operator/alarms/acknowledge")
@access("administrator")
def alarms_acknowledge() -> Any:
    """Of one that stands; of what is mended meanwhile there is nothing to acknowledge."""
    code, mark = request.form.get("alarm", ""), request.form.get("mark", "")
    if code not in ALARM_LABELS:
        abort(404)
    for one in list_alarms():
        if (one.code, one.mark) == (code, mark):
            call_once(acknowledge_alarm, one, g.who.login, now())
    return redirect_to("operator.alarms")
