"""Who may open what in the operators' room, role by role; `tests/house/test_routes.py` lists every door."""

from __future__ import annotations

import re

import pytest

from housing.demo.people import STAFF

ONE_OF_EACH = {one.role: one.login for one in STAFF}
WORKERS = {"operator", "supervisor"}
READERS = WORKERS | {"head_office"}
#: The head office works at the few cases that the server gave it; every other one is not there for it.
CASE_WORKERS = WORKERS | {"head_office"}
CASE_READERS = CASE_WORKERS | {"auditor"}
GET = {"/operator/queue": WORKERS, "/operator/inbox": READERS}
POST = {
    "/operator/queue/find": WORKERS, "/operator/queue/next": WORKERS, "/operator/queue/2611000001/claim": WORKERS,
    "/operator/case/2611000001/try": CASE_WORKERS, "/operator/case/2611000001/decide": CASE_WORKERS,
    "/operator/case/2611000001/lease/take": CASE_WORKERS, "/operator/case/2611000001/lease/release": CASE_WORKERS,
    "/operator/inbox/read": READERS, "/operator/queue/save": WORKERS, "/operator/queue/saved/1/remove": WORKERS,
    "/operator/assign": WORKERS,
}  # fmt: skip


@pytest.mark.parametrize("role", ONE_OF_EACH)
def test_a_role_opens_its_own_screens_and_no_other(sits, role):
    browser = sits(ONE_OF_EACH[role])
    for path, roles in {**GET, "/operator/case/2611000001": CASE_READERS, "/operator/document/1": CASE_READERS}.items():
        wanted = 403 if role not in roles else 200 if path in GET else 404
        browser.get(path, wanted)


@pytest.mark.parametrize("role", sorted(ONE_OF_EACH.keys() - WORKERS))
def test_a_role_without_the_right_changes_nothing(sits, role, everything):
    browser = sits(ONE_OF_EACH[role])
    before = everything()
    for path in (path for path, roles in POST.items() if role not in roles):
        browser.post(path, {"q": "2611000001"}, 403)
    assert everything() == before


def test_a_case_that_was_not_given_to_the_head_office_is_not_there_for_it(sits, everything):
    browser, before = sits("head-office"), everything()
    for path in (path for path, roles in POST.items() if "head_office" in roles and "/case/" in path):
        browser.post(path, {"version": "1"}, 404)
    assert everything() == before


def test_a_visitor_is_sent_to_sign_in(world):
    browser = world.visitor()
    for path in [*GET, "/operator/case/2611000001", "/operator/document/1"]:
        assert browser.get(path, 302).location == "/operator/sign-in"
    for path in POST:
        assert browser.post(path, status=302).location == "/operator/sign-in"


def test_a_citizen_is_no_official(world):
    browser = world.citizen("aigerim")
    for path in GET:
        browser.get(path, 403)


def test_a_door_that_was_refused_is_told_by_the_number_of_the_account(sits, caplog):
    sits("karaganda-1").get("/operator/journal", 403)
    (line,) = [one.getMessage() for one in caplog.records if "was refused" in one.getMessage()]
    assert re.fullmatch(r"request [0-9a-f]{8}: operator.journal was refused to operator \d+", line)
