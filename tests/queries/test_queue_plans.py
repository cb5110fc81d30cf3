"""A rare filter of the queue is answered by an index in the order of the list: no other rows are walked or sorted."""

from __future__ import annotations

from datetime import date

import pytest

from housing.queries.cases.queue import QueueContext, list_free_cases, load_queue_page
from housing.queries.cases.queue_filter import QueueFilter
from housing.queries.cases.queue_sidebar import query_counts
from tests.plans import watch

OPEN, CLOSED = "ix_application_open", "ix_application_closed"
#: Whose cases and which filters; the index that finds them.
FILTERS = [
    ({}, OPEN),
    ({"basis": "orphan_documents"}, f"{OPEN}_basis"),
    ({"list": "C7"}, f"{OPEN}_category"),
    ({"list": "general"}, OPEN),
    ({"basis": "no_housing", "list": "C7"}, f"{OPEN}_basis_category"),
    ({"status": "renewed"}, f"{OPEN}_status"),
    ({"trouble": "any"}, "ix_application_silent"),
    ({"trouble": "orphans"}, "ix_application_silent"),
    ({"trouble": "orphans", "basis": "no_housing", "list": "C7"}, "ix_application_silent"),
    ({"before": date(2026, 11, 30)}, OPEN),
    ({"whose": "unassigned"}, OPEN),
    ({"whose": "unassigned", "basis": "no_housing"}, f"{OPEN}_basis"),
    ({"whose": "review"}, f"{OPEN}_status"),
    ({"whose": "escalated"}, "ix_application_escalated"),
    ({"whose": "escalated", "basis": "no_housing", "list": "C7"}, "ix_application_escalated"),
    ({"whose": "mine", "basis": "no_housing"}, "ix_application_claimed"),
    ({"status": "registered"}, CLOSED),
    ({"status": "registered", "basis": "no_housing"}, CLOSED),
    ({"status": "registered", "list": "C7"}, f"{CLOSED}_category"),
    ({"sort": "accepted", "basis": "no_housing", "list": "C7"}, f"{OPEN}_accepted"),
    ({"sort": "-accepted", "trouble": "any"}, f"{OPEN}_accepted"),
]


@pytest.fixture
def context(world):
    with world.app.app_context():
        yield QueueContext("karaganda", 1, "supervisor", world.clock())


@pytest.mark.parametrize("order", ["due", "-due"])
@pytest.mark.parametrize(("asked", "index"), FILTERS)
def test_a_filter_is_answered_by_its_index_in_the_order_of_the_list(context, asked, index, order):
    done = watch(lambda: load_queue_page(context, QueueFilter(**{"sort": order, **asked})))
    (search,) = [line for line in done.plan if " application " in line]
    assert f"INDEX {index} (" in search, done.plan
    assert not [line for line in done.plan if "TEMP B-TREE" in line]


def test_a_tab_is_counted_by_the_index_of_its_own_cases(context):
    plan = [line for line in watch(lambda: query_counts(context)).plan if " application " in line]
    names = [line.split("INDEX ")[1].split()[0] for line in plan]
    assert names[0] == "ix_application_claimed" and names[-1] == "ix_application_escalated"
    assert all("COVERING" in line for line in plan[1:-1])


def test_the_next_case_is_found_in_the_order_of_due_times(context):
    plan = watch(lambda: list_free_cases(context)).plan
    assert f"INDEX {OPEN} (" in plan[0] and not [line for line in plan if "TEMP B-TREE" in line]
