"""Every kind of event that the journal may hold of a case: the applicant, the officials and the auditor can read on."""

from __future__ import annotations

import pytest

from housing.labels import EVENTS
from housing.queries.cases.history import HIDDEN_EVENTS as UNTOLD_TO_OFFICIALS
from housing.queries.journal.applicant_events import EVENT_LABELS, HIDDEN_EVENTS, REPEATED_EVENTS
from housing.storage import audit
from housing.storage.transaction import transaction
from tests.citizen.steps import english, number_of
from tests.judge import LANGUAGES

#: What some kinds bear; the others look past it.
DETAIL = {"fact": "applicant.orphan_on_record", "value": True, "level": 3, "roles": ["supervisor"]}


@pytest.fixture
def happened(world):
    """Files Aigerim's application and writes an event of each of these kinds about it."""

    def write(kinds):
        filed = world.filed("aigerim")
        with world.app.app_context(), transaction():
            for kind in kinds:
                audit.record(kind, "karaganda-1", world.clock(), filed, **DETAIL)
        return number_of(world, "aigerim")

    return write


def steps(page):
    return [" ".join(one.text.split()) for one in page.select(".timeline:not(.term-timeline) li > b")]


def test_every_kind_has_its_words_for_the_applicant_or_its_silence():
    assert set(EVENTS) == set(EVENT_LABELS) | set(HIDDEN_EVENTS), (
        "a new kind of event: say in applicant_events.py what it tells"
    )
    assert not set(EVENT_LABELS) & set(HIDDEN_EVENTS) and set(REPEATED_EVENTS) <= set(EVENT_LABELS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_applicants_page_opens_whatever_has_happened(world, happened, language):
    number, browser = happened(EVENTS), world.citizen("aigerim")
    for page in ("/cabinet", f"/cabinet/application/{number}", f"/cabinet/receipt/{number}"):
        browser.get(f"{page}?lang={language}")


def test_the_applicant_is_told_what_has_words_and_nothing_of_the_rest(world, happened):
    number = happened(EVENTS)
    said = steps(english(world, "aigerim").get(f"/cabinet/application/{number}"))
    assert set(EVENT_LABELS.values()) <= set(said)
    assert not {EVENTS[kind] for kind in HIDDEN_EVENTS} - set(EVENT_LABELS.values()) & set(said)


@pytest.mark.parametrize("kind", REPEATED_EVENTS)
def test_what_may_happen_again_is_told_each_time(world, happened, kind):
    number = happened([kind, kind])
    assert steps(english(world, "aigerim").get(f"/cabinet/application/{number}")).count(EVENT_LABELS[kind]) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_officials_and_auditors_read_every_kind_in_words(world, happened, language):
    number = happened(EVENTS)
    for login in ("almaty-1", "almaty-head", "auditor"):
        page = world.official(login).get(f"/operator/case/{number}?lang={language}")
        assert not [kind for kind in EVENTS if kind in page.one("#case-history")]
    journal = world.official("auditor").get(f"/operator/journal?number={number}&lang={language}")
    assert not [kind for kind in EVENTS if kind in journal.one("tbody")]


@pytest.mark.parametrize("half", [0, 1])
def test_officials_are_told_all_but_what_says_nothing_of_the_case(world, happened, half):
    """In two halves: a page tells of the newest hundred."""
    assert set(UNTOLD_TO_OFFICIALS) <= set(EVENTS)
    kinds = [kind for kind in EVENTS if kind not in UNTOLD_TO_OFFICIALS][half::2]
    number, browser = happened(kinds), world.official("almaty-1")
    said = steps(browser.get(f"/operator/case/{number}?lang=en"))
    assert not [EVENTS[kind] for kind in kinds if not any(one.startswith(EVENTS[kind]) for one in said)]


@pytest.mark.as_shipped
def test_who_is_refused_reads_their_page_from_the_proposal_to_the_notice(world):
    """By the rules as they ship a supervisor confirms the first refusal of a branch."""
    world.settled("marat")
    number, officer = number_of(world, "marat"), world.official("astana-1")
    page = officer.get(f"/operator/case/{number}")
    officer.post(f"/operator/case/{number}/decide", {**page.form("#case-form"), "verdict": "refuse"})
    applicant = english(world, "marat")
    assert EVENT_LABELS["refusal.proposed"] in steps(applicant.get(f"/cabinet/application/{number}"))
    supervisor = world.official("astana-head")
    look = f"form[action='/operator/case/{number}/second-look/confirm']"
    confirmation = supervisor.get(f"/operator/case/{number}").form(look)
    supervisor.post(f"/operator/case/{number}/second-look/confirm", confirmation)
    said = steps(applicant.get(f"/cabinet/application/{number}"))
    assert said[-2:] == [EVENT_LABELS["refusal.proposed"], EVENT_LABELS["application.refused"]]
    assert applicant.get("/cabinet").select("a[href^='/cabinet/notice/']")
