"""Whole cases of a demo, made by the product's own actions at the hours at which they would have been taken.

People apply, the bases answer, officials of the branch open, read, find and decide, a second one looks at refusals,
steps of escalation fire, messages go out. Every case is a story that says when it goes on; the stories are told
together in the order of time, so that the journal reads as a week of a bank. What would come after now has not happened
yet: those cases are open.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from random import Random
from typing import Any

from flask import Flask, current_app
from flask_babel import force_locale

from housing.actions.cases.check import check_application
from housing.actions.cases.claim import claim_case
from housing.actions.cases.record_file_opening import record_file_opening
from housing.actions.cases.withdraw import withdraw_application
from housing.actions.filing.build_document import build_document
from housing.actions.filing.signed_document import Signer, verify_signed_document
from housing.actions.filing.submit import accept_application, submit_application
from housing.actions.notice.deliver import Channels, deliver_message
from housing.actions.notice.poll_delivery import poll_delivery
from housing.actions.register.report_change import file_change
from housing.actions.signin.challenge import Purpose, SignedChallenge, issue_challenge
from housing.config import Services
from housing.demo.desk import (
    decided,
    escalate_all,
    escalated,
    looked_at_again,
    removal_heard,
    removal_looked_at,
    removal_proposed,
    row_of,
    staff_of,
)
from housing.demo.filling import fill_in
from housing.demo.people import Person
from housing.demo.reported_changes import answer_change, draft_change
from housing.law.lifecycle import DECIDABLE_STATUSES, OPEN_STATUSES
from housing.law.working_time import ALMATY, local_datetime
from housing.law.working_time import acceptance_time as working_moment
from housing.queries.cases import due_work
from housing.queries.filing.draft import load_draft
from housing.queries.reference.calendar import calendar
from housing.queries.signin.session import Who

#: Working days over which the cases are spread; the last of them is today.
DAYS = 6
#: Of the cases that nobody could decide at once every so-many-th is taken back by the applicant, or left on the desk by
#: everybody until its steps have fired; of those, so many in ten are decided late. Of those who were registered at once
#: every so-many-th is proposed for removal, or reports a change.
WITHDRAWN, LEFT, LATE, REMOVED, CHANGED = 11, 3, 6, 9, 4
STATEMENT: Purpose = "statement"
SESSION = "a browser of the demo"
#: How often messages are looked after: to look after every step took a fifth of the time.
ROUND = timedelta(minutes=10)
LONG_AGO = datetime.min.replace(tzinfo=UTC)

Story = Iterator[datetime]


@dataclass
class StoryClock:
    """The hour of the story that is being told."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


@dataclass
class Teller:
    """`world`: the demo's, by the clock of the stories; `now`: after it nothing has happened yet."""

    app: Flask
    world: Services
    clock: StoryClock
    now: datetime
    random: Random
    open: int = 0
    settled: int = 0
    errands_at: datetime = LONG_AGO

    def tell(self, people: Sequence[Person], progress: Callable[[int], Any]) -> None:
        """All of them, in the order of time."""
        order = count()
        waiting: list[tuple[datetime, int, Story]] = []
        for person, filed in zip(people, self.filings(len(people)), strict=True):
            heapq.heappush(waiting, (filed, next(order), self.story(person)))
        while waiting:
            moment, nth, story = heapq.heappop(waiting)
            self.clock.moment = moment
            further = next(story, None)
            if moment >= self.errands_at:
                self.errands()
                self.errands_at = moment + ROUND
            if further is None or further > self.now:
                progress(1)
            else:
                heapq.heappush(waiting, (max(further, moment), nth, story))
        self.clock.moment = self.now
        self.errands()
        escalate_all(self.now)

    def filings(self, many: int) -> list[datetime]:
        """When they begin: over the working days up to now, the most of them in working hours."""
        days, today = calendar(), self.now.astimezone(ALMATY).date()
        back = (today - timedelta(days=n) for n in range(60))
        begun = (day for day in back if local_datetime(day, days.hours_on(day).opens) <= self.now - timedelta(hours=1))
        working = list(islice(filter(days.is_working_day, begun), DAYS))
        found: list[datetime] = []
        while len(found) < many:
            day = working[len(found) * len(working) // many]
            opens, closes = (
                local_datetime(day, days.hours_on(day).opens),
                min(local_datetime(day, days.hours_on(day).closes), self.now),
            )
            span = max((closes - opens).total_seconds() - 1800, 60)
            found.append(min(opens + timedelta(seconds=self.random.random() * span), self.now))
        return found

    # ------------------------------------------------------------------------------------------ what goes by itself

    def errands(self) -> None:
        """Messages that have come due, and what the provider says of them."""
        moment, world = self.clock.moment, self.world
        ways = Channels(world.gateway, world.sms, world.mail, f"{world.settings.public_url}/cabinet")
        for message in due_work.list_messages_to_send(moment):
            deliver_message(message, ways, moment)
        for sent in due_work.list_messages_to_poll(moment):
            poll_delivery(sent, world.sms, moment)

    def soon(self, least: int, most: int) -> datetime:
        """So many minutes later, in working time."""
        later = self.clock.moment + timedelta(minutes=self.random.randint(least, most))
        return working_moment(later, calendar())

    # --------------------------------------------------------------------------------------------- the stories

    def story(self, person: Person) -> Story:
        """The moments at which it goes on."""
        application_id = fill_in(person, self.world, self.clock.moment)
        yield self.clock.moment + timedelta(minutes=self.random.randint(4, 25))
        self.sign(person, application_id)
        while row_of(application_id).status == "submitted":
            yield max(row_of(application_id).accepted_at or LONG_AGO, self.clock.moment)
            accept_application(application_id, self.clock.moment)
        yield self.clock.moment + timedelta(seconds=5)
        check_application(application_id, self.world.gateway, False, self.clock.moment)
        if row_of(application_id).status not in OPEN_STATUSES:
            self.settled += 1
            if self.settled % REMOVED == 0:
                yield from self.removed(person, application_id)
            elif self.settled % CHANGED == 0:
                yield from self.changed(person, application_id)
            return
        self.open += 1
        if self.open % WITHDRAWN == 0:
            yield self.soon(20, 90)
            return self.taken_back(person, application_id)
        if self.open % LEFT == 0:
            yield from self.left(application_id)
        yield from self.worked_at(application_id)

    def sign(self, person: Person, draft_id: int) -> None:
        now = self.clock.moment
        draft = load_draft(who(person, now), draft_id)
        assert draft is not None
        with force_locale(person.language):
            signed = self.signed(person, "signing", build_document(draft))
        submit_application(signed, SESSION, self.key, person.iin, self.world.verifier, now)

    @property
    def key(self) -> str:
        return str(current_app.config["SECRET_KEY"])

    def signed(self, person: Person, purpose: Purpose, document: dict[str, Any]) -> SignedChallenge:
        asked = issue_challenge(self.key, SESSION, purpose, document, self.clock.moment)
        authority = current_app.extensions["demo"]["authority"]
        return SignedChallenge(asked, authority.sign_once(person.certificate_subject, asked.payload, "signing"))

    def taken_back(self, person: Person, application_id: int) -> None:
        if row_of(application_id).status in OPEN_STATUSES:
            withdraw_application(application_id, who(person, self.clock.moment), self.clock.moment)

    def removed(self, person: Person, application_id: int) -> Story:
        """An official finds that the ground is gone and proposes to remove them; once heard, it is confirmed."""
        yield self.soon(500, 1500)
        branch = row_of(application_id).branch_code
        for official in staff_of(branch, "operator")[:1]:
            if removal := removal_proposed(application_id, official, self.clock.moment):
                yield self.soon(60, 900)
                yield removal_heard(removal, who(person, self.clock.moment), self.random, self.clock.moment)
                removal_looked_at(removal, branch, self.clock.moment)

    def changed(self, person: Person, application_id: int) -> Story:
        """Who stands on the register reports a change; a supervisor answers, sooner or later."""
        yield self.soon(90, 1200)
        me = who(person, self.clock.moment)
        with force_locale(person.language):
            drafted = draft_change(application_id, me, self.random, self.clock.moment)
        if drafted is None:
            return
        signer = Signer(person.iin, SESSION, self.key, self.world.verifier)
        signed = verify_signed_document(self.signed(person, STATEMENT, drafted), signer, STATEMENT, self.clock.moment)
        number = file_change(application_id, me, signed, self.clock.moment)
        yield self.soon(300, 3000)
        answer_change(application_id, number, drafted["what"]["code"], self.clock.moment)

    def left(self, application_id: int) -> Story:
        """Nobody comes to it: its steps fire, one after another, until somebody does, too late."""
        while (row_of(application_id).due_at or LONG_AGO) > self.clock.moment or self.random.randrange(10) >= LATE:
            yield self.soon(90, 90)
            escalated(application_id, self.clock.moment)

    def worked_at(self, application_id: int) -> Story:
        """An official takes it, decides if the facts suffice, and a colleague looks at a refusal."""
        yield self.soon(15, 300)
        escalated(application_id, self.clock.moment)
        row = row_of(application_id)
        if row.status not in DECIDABLE_STATUSES:
            return
        officials = staff_of(row.branch_code, "operator")
        official = self.random.choice(officials) if officials else None
        if official is None:
            return
        claim_case(application_id, official.staff_id, official.login, official.branch_code, self.clock.moment)
        record_file_opening(application_id, official.login, self.clock.moment)
        yield self.clock.moment + timedelta(minutes=self.random.randint(3, 14))
        decided(application_id, official, self.random, self.clock.moment)
        if row_of(application_id).status != "second_look":
            return
        yield self.soon(30, 500)
        looked_at_again(application_id, self.random, self.clock.moment)


def who(person: Person, now: datetime) -> Who:
    return Who("citizen", "", "citizen", "", now.astimezone(ALMATY).date(), iin=person.iin)
