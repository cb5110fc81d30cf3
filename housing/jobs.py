"""The clock: what runs by itself, in one table. Each job is safe to run twice, at once, and after a night off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from flask import Flask, current_app

from housing.actions.cases.check import check_application
from housing.actions.cases.escalate import escalate_case
from housing.actions.figures.keep_days import keep_days
from housing.actions.filing.scan import scan_paper
from housing.actions.filing.submit import accept_application
from housing.actions.journal.keep_rounds import keep_rounds
from housing.actions.journal.prove_records import write_head
from housing.actions.journal.write_readings import write_readings
from housing.actions.notice.deliver import Channels, deliver_message
from housing.actions.notice.poll_delivery import poll_delivery
from housing.actions.notice.seal import seal_notice
from housing.actions.reference.move_terms import recompute_terms
from housing.actions.reference.simulate import LEASE_TIME, simulate_draft
from housing.actions.register.act_alerts import escalate_act
from housing.actions.register.begin_inventory import end_inventory, fill_inventory
from housing.actions.register.check_entry import check_entry, take_due_checks
from housing.actions.register.follow_inventory import follow_asked
from housing.actions.register.import_job import work_at_import
from housing.actions.register.publish_list import finish_month, last_month, publish_list
from housing.actions.register.removal_alerts import escalate_removal, record_told
from housing.actions.register.stage_import import SILENCE, sweep_import
from housing.backup_jobs import backup_job, drill_job, encrypt_job
from housing.config import current_services
from housing.nightly_jobs import invariants_job, retention_job, verify_job
from housing.queries.cases import due_work
from housing.queries.cases.due_escalations import list_applications_to_escalate
from housing.queries.filing import notice
from housing.queries.journal.job_orders import load_pauses
from housing.queries.journal.job_rounds import LATEST_WRITING
from housing.queries.journal.maintenance import load_break
from housing.queries.reference import simulation
from housing.queries.reference.calendar import calendar
from housing.queries.reference.steps import load_escalation_steps
from housing.queries.register import removal_clock
from housing.queries.register.imports import list_imports_to_sweep, list_imports_to_work_at
from housing.queries.register.inventory_work import InventoryStep, list_due_checks, list_inventories
from housing.queries.register.published import list_unpublished, load_last_month
from housing.rounds import RoundLog, run_each, run_each_concurrently
from housing.signin_jobs import codes_job, failures_job, recheck_job, reconfirm_job, refresh_job
from housing.web.clock_watch import find_clock_fault


def accept_job(now: datetime) -> int:
    waiting = due_work.list_applications_to_accept(now)
    return run_each(waiting, lambda application_id: accept_application(application_id, now))


def check_job(now: datetime) -> int:
    """A round may be long: each case is taken at the time when its turn comes."""
    world = current_services()
    return run_each_concurrently(
        due_work.list_applications_to_check(now),
        lambda case: check_application(case, world.gateway, world.settings.automatic_refusal, max(now, world.clock())),
    )


def escalate_job(now: datetime) -> int:
    return run_each(
        list_applications_to_escalate(now, calendar(), load_escalation_steps(now)),
        lambda case: escalate_case(case, now),
    )


def seal_job(now: datetime) -> int:
    """Where the bank has given no key there is nothing to do."""
    key, url = current_services().notice_key, current_services().settings.public_url
    waiting = notice.list_notices_to_seal(key.since, key.until) if key else []
    return run_each(waiting, lambda notice_id: seal_notice(notice_id, key, url, now))


def deliver_job(now: datetime) -> int:
    """A round may be long: each message is taken at the time when its turn comes."""
    world = current_services()
    ways = Channels(world.gateway, world.sms, world.mail, f"{world.settings.public_url}/cabinet")
    return run_each(
        due_work.list_messages_to_send(now),
        lambda message: deliver_message(message, ways, max(now, world.clock())) == "sent",
    )


def poll_job(now: datetime) -> int:
    sms, sent = current_services().sms, due_work.list_messages_to_poll(now)
    return run_each(sent, lambda message: poll_delivery(message, sms, now) == "delivered")


def scan_job(now: datetime) -> int:
    """Papers in their order; one without a verdict does not hold up the others."""
    antivirus = current_services().antivirus
    return run_each(due_work.list_papers_to_scan(), lambda paper: scan_paper(paper, antivirus, now)) if antivirus else 0


def simulate_job(now: datetime) -> int:
    """One at a time: it takes a core of the machine for as long as it lasts."""
    database, clock = current_app.config["SQLALCHEMY_DATABASE_URI"], current_services().clock
    return run_each(
        simulation.list_simulations_to_run(now - LEASE_TIME), lambda trial: simulate_draft(trial, database, clock)
    )


def removals_job(now: datetime) -> int:
    """Their clock and that of acts on places: first what has shown to be told, then whom the next step tells."""
    told = run_each(removal_clock.list_told_removals(), lambda one: record_told(one, now))
    told += run_each(removal_clock.list_acts_to_escalate(now), lambda one: escalate_act(one, now))
    return told + run_each(removal_clock.list_removals_to_escalate(now), lambda one: escalate_removal(one, now))


def publish_job(now: datetime) -> int:
    """The lists of last month, once it has ended; what was published before a stop is not made again."""
    month, _began, ends = last_month(now)
    if load_last_month() == month:
        return 0
    key = current_services().notice_key
    done = run_each(list_unpublished(month, ends), lambda one: publish_list(one, key, now))
    if not list_unpublished(month, ends):
        finish_month(now)
    return done


def inventory_job(now: datetime) -> int:
    """Each inventory by itself: one that fails does not hold up the others."""
    return run_each(list_inventories(now), lambda step: advance_inventory(step, now))


def advance_inventory(step: InventoryStep, now: datetime) -> int:
    """Takes entries in, asks the bases at its pace, follows who was asked, ends what is over."""
    world = current_services()
    done = 0 if step.filled else fill_inventory(step, now)
    done += run_each_concurrently(
        take_due_checks(step, now), lambda check: check_entry(check, world.gateway, max(now, world.clock()))
    )
    done += run_each(list_due_checks(step.id, "asked", now), lambda check: follow_asked(check, now))
    return done + end_inventory(step, now)


def import_job(now: datetime) -> int:
    """What somebody brought or approved on the screen; then staged rows that nobody needs any more."""
    clock = current_services().clock
    done = run_each(list_imports_to_work_at(now - SILENCE), lambda number: work_at_import(number, clock))
    return done + run_each(list_imports_to_sweep(), sweep_import)


def rounds_job(now: datetime) -> int:
    """How rounds went, for the administrator's page. That this was written is no news itself."""
    keep_rounds(round_log(current_app).take_news())
    return 0


def round_log(app: Flask) -> RoundLog:
    """Of this process."""
    found: RoundLog = app.extensions.setdefault("round_log", RoundLog(LATEST_WRITING))
    return found


class Job(NamedTuple):
    """`seconds`: the pause between two rounds. `at_once`: one at the start too; else what was late is made up first.

    `only_looks`: it changes no case, and goes on in a technical break.
    """

    name: str
    run: Callable[[datetime], int]
    seconds: int
    at_once: bool = True
    only_looks: bool = False


JOBS = (
    Job("terms", recompute_terms, 3600),
    Job("accept", accept_job, 5),
    Job("check", check_job, 2),
    Job("escalate", escalate_job, 30),
    Job("removals", removals_job, 60),
    Job("seal", seal_job, 2),
    Job("deliver", deliver_job, 3),
    Job("follow", poll_job, 20),
    Job("scan", scan_job, 10),
    Job("simulate", simulate_job, 1),
    Job("import", import_job, 1),
    Job("codes", codes_job, 1),
    Job("readings", write_readings, 1),
    Job("failures", failures_job, 60),
    Job("recheck", recheck_job, 60),
    Job("reconfirm", reconfirm_job, 600),
    Job("publish", publish_job, 600),
    Job("inventory", inventory_job, 30),
    Job("refresh", refresh_job, 3600),
    Job("figures", keep_days, 60),
    Job("verify", verify_job, 1800, only_looks=True),
    Job("invariants", invariants_job, 1200, at_once=False, only_looks=True),
    Job("retention", retention_job, 1200, at_once=False),
    Job("encrypt", encrypt_job, 60),
    Job("head", write_head, 60, only_looks=True),
    Job("backup", backup_job, 600, only_looks=True),
    Job("drill", drill_job, 3600, only_looks=True),
    Job("rounds", rounds_job, 30, only_looks=True),
)


def run_job(app: Flask, job: Job) -> int:
    """One round of one job, where it may run now."""
    with app.app_context():
        now = current_services().clock()
        return 0 if is_resting(job, now) else job.run(now)


def is_resting(job: Job, now: datetime) -> bool:
    """In a technical break what changes anything rests; by a clock that is wrong everything does, it stamps with it.

    A single job rests where an administrator has paused it.
    """
    planned = load_break(now)
    if find_clock_fault() or (planned and planned.is_under_way(now) and not job.only_looks):
        return True
    return job.name in load_pauses(now)


def run_all_jobs(app: Flask) -> None:
    """A round of every job, in the order of the table."""
    for job in JOBS:
        run_job(app, job)
