"""Jobs of the clock, for the administrator: how their last rounds went, what rests, what fails."""

from __future__ import annotations

from typing import Any

from flask import g

from housing.labels.job_labels import JOB_NAMES, JOB_STATES
from housing.operator import operator
from housing.queries.cases.inbox import count_unread
from housing.queries.journal.job_rounds import list_job_states
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page


@operator.get("/operator/jobs")
@access("administrator")
def jobs() -> Any:
    found = list_job_states(now())
    return page("operator/jobs.html", jobs=found, names=JOB_NAMES, states=JOB_STATES, unread=count_unread(g.who))
