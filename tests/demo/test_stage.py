"""The stage over real loopback, asked by the product's own adapters: every story ends as it says it does."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest

from housing.demo.people import PEOPLE
from housing.demo.stage import Stage
from housing.gateways.mobile_base import linked_number
from housing.gateways.sms import SmsFailed, provider_of
from housing.law.eligibility import decide
from housing.law.facts_json import read_facts
from housing.law.parameters import law_on
from housing.registries import SOURCES, InquirySubject, ask_all_sources, assemble_facts
from housing.registries.gateway import Gateway, GatewayAccount, RetryPolicy, State

TODAY = date(2026, 11, 24)
PAPERS = {"no_housing": [], "emergency_housing": ["technical_conclusion"], "orphan_documents": ["orphan_proof"]}


class Demo:
    """A stage and the day on it."""

    def __init__(self) -> None:
        self.today = TODAY
        self.stage = Stage(lambda: self.today)

    def clock(self) -> datetime:
        return datetime.combine(self.today, time(7), UTC)

    @property
    def gateway(self) -> Gateway:
        return Gateway(self.stage.url, GatewayAccount("bank"), self.clock, retry=RetryPolicy(pauses=()))

    def apply(self, key, basis=None, read=True):
        """Apply as the story suggests, with the papers that the basis asks for, read by an official or not yet."""
        person = PEOPLE[key]
        basis = basis or person.basis
        facts, _ = assemble_facts(
            ask_all_sources(self.gateway, InquirySubject(person.iin, self.today, 18)), person.iin, 18
        )
        papers = [{"kind": kind, "reliable": True if read else None} for kind in PAPERS[basis]]
        filed = f"{self.today}T10:15:00+05:00"
        place = {"basis": basis, "filed_at": filed, "settlement": person.settlement, "documents": papers}
        said = {"consent": True, "on_register": False, "orphan_proven": True if read and papers else None}
        facts |= {"application": place, "applicant": facts["applicant"] | said}
        outcome = decide(read_facts(facts), law_on(self.today))
        return outcome.outcome, [found.ground.key for found in outcome.held_answers], outcome.unknown


@pytest.fixture
def demo() -> Iterator[Demo]:
    shown = Demo()
    shown.stage.start()
    yield shown
    shown.stage.stop()


ENDS = {
    "aigerim": ("register", []),
    "dauren": ("register", []),
    "marat": ("refuse", ["owned_housing"]),
    "saule": ("refuse", ["owned_housing", "worsened_alienation"]),
    "bolat": ("refuse", ["owned_housing"]),
    "gulnar": ("refuse", ["owned_housing", "worsened_exchange"]),
    "zhanna": ("review", []),
    "viktor": ("register", []),
    "raushan": ("refuse", ["outside_locality"]),
    "kanat": ("refuse", ["not_sole_dwelling"]),
    "amirkhan": ("register", []),
    "olzhas": ("register", []),
    "dina": ("refuse", ["not_adult", "not_citizen_or_kandas", "not_registered_here"]),
    "sanzhar": ("refuse", ["residence_too_short"]),
    "temirlan": (
        "refuse",
        ["in_republican_base", "uses_state_dwelling", "privatised_state_dwelling", "state_supported_mortgage"],
    ),
    "asel": ("review", []),
    "nurislam": ("register", []),
    "ilyas": ("review", []),
}


@pytest.mark.parametrize("today", [TODAY, date(2027, 1, 4), date(2028, 2, 29), date(2028, 11, 22)])
def test_every_story_ends_as_it_says(demo, today):
    demo.today = today
    assert {key: demo.apply(key)[:2] for key in PEOPLE} == ENDS


def test_what_a_person_must_decide_is_named(demo):
    assert demo.apply("zhanna")[2] == ("dwellings[0].share",)
    assert demo.apply("asel")[2] == ("family[0].consent",)
    assert demo.apply("ilyas")[2] == ("dwellings",)
    assert demo.apply("viktor", read=False) == ("review", [], ("application.documents[0].reliable",))
    assert "applicant.orphan_proven" in demo.apply("amirkhan", read=False)[2]


def test_an_owner_without_an_emergency_is_told_so(demo):
    assert demo.apply("marat", basis="emergency_housing")[:2] == ("refuse", ["not_emergency"])


def test_every_source_is_on_the_stage(demo):
    answers = ask_all_sources(demo.gateway, InquirySubject(PEOPLE["aigerim"].iin, TODAY, 18))
    assert {answer.source for answer in answers} == SOURCES.keys()
    states = {answer.source: answer.state for answer in answers}
    assert states.pop("orphans") is State.NO_DATA
    assert set(states.values()) == {State.ANSWERED}


def test_a_category_is_confirmed_or_is_not(demo):
    def confirmed(key):
        return SOURCES["categories"].ask(demo.gateway, PEOPLE[key].iin).facts["categories"]

    assert (PEOPLE["aigerim"].category, confirmed("aigerim")) == ("C7", ["C7"])
    assert (PEOPLE["dauren"].category, confirmed("dauren")) == ("C9", [])


def test_a_service_can_fall_silent_for_all_and_come_back(demo):
    iin = PEOPLE["olzhas"].iin
    demo.stage.silent.add("mortgages")
    assert SOURCES["mortgages"].ask(demo.gateway, iin).state is State.UNAVAILABLE
    assert demo.apply("olzhas")[0] == "review"
    demo.stage.silent.clear()
    assert demo.apply("olzhas")[0] == "register"


def test_somebody_unknown_is_not_found_anywhere(demo):
    answers = ask_all_sources(demo.gateway, InquirySubject("900101399998", TODAY, 18))
    assert {answer.state for answer in answers} == {State.NOT_FOUND}


def test_a_phone_is_linked_or_is_not(demo):
    assert linked_number(demo.gateway, PEOPLE["aigerim"].iin).phone == PEOPLE["aigerim"].phone
    unlinked = linked_number(demo.gateway, PEOPLE["dauren"].iin)
    assert (unlinked.state, unlinked.phone) == ("answered", None)


def hand_over(demo, phone, text, key):
    return provider_of("smsc", demo.stage.root, "bank", "demo").send(phone, text, key)


def test_messages_arrive_at_their_phone_newest_last_and_outlive_the_stage(demo):
    for key, phone, text in (("1", "+77000000001", "бір"), ("2", "+77000000002", "екі"), ("3", "+77000000001", "үш")):
        hand_over(demo, phone, text, key)
    demo.stage.stop()
    assert [(sms.text, sms.on) for sms in demo.stage.inbox("+77000000001")] == [("бір", TODAY), ("үш", TODAY)]


def test_the_sms_provider_can_be_down_too(demo):
    demo.stage.silent.add("sms")
    with pytest.raises(SmsFailed):
        hand_over(demo, "+77000000001", "бір", "1")
    assert demo.stage.inbox("+77000000001") == []


@pytest.mark.parametrize("path", ["/sync", "/rest/send", "/sys/status.php", "/service/message/sendSmsMessage"])
@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"null", b"\xff", b"<a/>"])
def test_what_makes_no_sense_is_refused_and_the_stage_goes_on(demo, body, path, capfd):
    connection = http.client.HTTPConnection(demo.stage.root.removeprefix("http://"), timeout=5)
    connection.request("POST", path, body)
    assert connection.getresponse().status == 400
    connection.close()
    assert demo.apply("olzhas")[0] == "register"
    assert capfd.readouterr() == ("", "")


def test_a_closed_stage_has_no_address():
    with pytest.raises(RuntimeError):
        _ = Stage(lambda: TODAY).url
