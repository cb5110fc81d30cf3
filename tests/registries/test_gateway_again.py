"""Asking again, and leaving alone: what may heal by itself is tried again; who goes on failing is spared a while."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Event

import pytest

from housing.registries.circuit import CircuitBreaker
from housing.registries.gateway import State
from tests.registries.conftest import NOON, found

IIN = "900101399998"
CLIENT = (
    b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault>'
    b"<faultcode>e:Client</faultcode><faultstring/></e:Fault></e:Body></e:Envelope>"
)


def failing(times, fault):
    """Says the fault so many times and answers then."""
    left = [fault] * times
    return lambda asked: left.pop() if left else found({})(asked)


@pytest.mark.parametrize("fault", [None, (500, b""), (503, b"")])
def test_a_fault_of_the_way_is_tried_again_under_the_same_id(office, gateway_of, fault):
    office.says = failing(2, fault)
    reply = gateway_of(pauses=(0, 0)).send("orphans", IIN)
    assert (reply.state, [asked.message_id for asked in office.asked]) == (State.ANSWERED, [reply.request_id] * 3)


def test_after_the_last_pause_it_is_given_up(office, gateway_of):
    office.says = failing(3, None)
    assert gateway_of(pauses=(0, 0)).send("orphans", IIN).state is State.UNAVAILABLE
    assert len(office.asked) == 3


@pytest.mark.parametrize("fault", [(200, b"<html>"), (404, b""), (500, CLIENT)])
def test_what_would_come_back_the_same_is_not_tried_again(office, gateway_of, fault):
    office.says = failing(1, fault)
    assert gateway_of(pauses=(0, 0)).send("orphans", IIN).state is State.UNAVAILABLE
    assert len(office.asked) == 1


def test_no_try_begins_when_the_budget_is_spent(office, gateway_of):
    office.says = failing(1, None)
    assert gateway_of(pauses=(0.2,), budget=0.1).send("orphans", IIN).state is State.UNAVAILABLE
    assert len(office.asked) == 1


def test_a_slow_source_is_asked_again(office, gateway_of):
    late = Event()

    def says(asked):
        if late.is_set():
            return found({})(asked)
        late.set()
        Event().wait(0.3)
        return None

    office.says = says
    assert gateway_of(timeout=0.1, pauses=(0,)).send("orphans", IIN).state is State.ANSWERED
    assert len(office.asked) == 2


def test_a_source_that_failed_five_times_is_left_alone_for_a_minute(office, gateway_of):
    now = [NOON]
    gateway = gateway_of(clock=lambda: now[0])
    office.says = failing(5, None)
    for _ in range(7):
        assert gateway.send("orphans", IIN).state is State.UNAVAILABLE
    assert len(office.asked) == 5
    now[0] += timedelta(minutes=1)
    assert gateway.send("orphans", IIN).state is State.ANSWERED


def test_who_was_left_alone_was_not_asked_and_says_so(office, gateway_of):
    gateway = gateway_of(circuit=CircuitBreaker(failures=1))
    office.says = failing(1, None)
    gateway.send("orphans", IIN)
    reply = gateway.send("orphans", IIN)
    assert (reply.state, reply.request, reply.raw) == (State.UNAVAILABLE, b"", b"")
    assert gateway.send("mortgages", IIN).state is State.ANSWERED, "one source's fault is no other's"


@pytest.mark.parametrize("well", [True, False])
def test_after_the_pause_one_goes_ahead_and_the_others_wait_for_how_it_ends(well):
    circuit = CircuitBreaker(failures=1)
    circuit.record_result("orphans", False, NOON)
    later = NOON + timedelta(minutes=1)
    assert circuit.allows_request("orphans", later)
    with ThreadPoolExecutor(3) as pool:
        others = [pool.submit(circuit.allows_request, "orphans", later) for _ in range(3)]
        assert not wait(others, timeout=0.1).done
        circuit.record_result("orphans", well, later)
        assert [other.result() for other in others] == [well] * 3


def test_a_probe_that_fails_closes_the_line_again():
    circuit = CircuitBreaker(failures=2)
    for _ in range(2):
        circuit.record_result("orphans", False, NOON)
    later = NOON + timedelta(minutes=1)
    assert circuit.allows_request("orphans", later)
    circuit.record_result("orphans", False, later)
    assert not circuit.allows_request("orphans", later + timedelta(seconds=59))
    assert circuit.allows_request("orphans", later + timedelta(minutes=1))


def test_failures_count_only_in_a_row():
    circuit = CircuitBreaker(failures=2)
    for well in (False, True, False, True, False):
        circuit.record_result("orphans", well, NOON)
    assert circuit.allows_request("orphans", NOON)
