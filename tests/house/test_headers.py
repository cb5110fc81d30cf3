"""Every kind of answer bears the headers of this table: pages, parts, files, data, redirects, refusals, faults."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps

import pytest

from tests.house.house import tell
from tests.house.test_routes import ROUTES

SELF = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
SHUT_IN = "sandbox; default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
EVERY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: How the policy of contents begins, what caches may do, whether it is a file under a name.
KINDS = {
    "page": (SELF, "no-store", False),
    "data": (SELF, "no-store", False),
    "file": (SHUT_IN, "no-store", True),
    "kept": (SELF, "max-age=31536000", False),
}
FILES = ("text/csv", "application/pdf", "image/png", "application/octet-stream")
DATA = ("application/json", "text/plain")


def kind_of(answer, name=""):
    if name in ("static", "htmx") and answer.status_code == 200:
        return "kept"
    if "Content-Disposition" in answer.headers or answer.mimetype in FILES:
        return "file"
    return "data" if answer.mimetype in DATA else "page"


def faults_of(answer, name=""):
    """What the answer bears otherwise than the table says."""
    policy, cache, named = KINDS[kind_of(answer, name)]
    headers = answer.headers
    wrong = [f"{key}: {headers.get(key)}" for key, value in EVERY.items() if headers.get(key) != value]
    if not headers.get("Content-Security-Policy", "").startswith(policy):
        wrong.append(f"Content-Security-Policy: {headers.get('Content-Security-Policy')}")
    if cache not in headers.get("Cache-Control", "").split(", "):
        wrong.append(f"Cache-Control: {headers.get('Cache-Control')}")
    if named and not headers.get("Content-Disposition", "").startswith(("attachment; filename=", "inline; filename=")):
        wrong.append("no Content-Disposition")
    if answer.mimetype.startswith("text/") and "charset=utf-8" not in headers["Content-Type"]:
        wrong.append(f"Content-Type: {headers['Content-Type']}")
    return [f"{name or answer.request.path} ({answer.status_code}, {answer.mimetype}): {one}" for one in wrong]


def test_every_door_answers_with_the_headers_of_the_table(app, visitors, places):
    readers = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    wrong, kinds = [], set()
    for name, door in ROUTES.items():
        if name in readers:
            answer = visitors("supervisor" if "supervisor" in door.who else door.who[-1], door.key).get(
                door.url.format(**places)
            )
            wrong += faults_of(answer, name)
            kinds.add((kind_of(answer, name), answer.mimetype, answer.status_code))
            answer.close()
    tell("Headers (housing/web/headers.py):", wrong)
    seen = {kind for kind, _, _ in kinds} | {mimetype for _, mimetype, _ in kinds} | {code for *_, code in kinds}
    assert seen >= {*KINDS, "text/html", "text/csv", "application/pdf", "application/json", 200, 303, 404, 503}


@pytest.mark.parametrize(
    ("method", "address", "headers", "status"),
    [
        ("GET", "/nowhere", {}, 404),
        ("GET", "/static/nowhere.css", {}, 404),
        ("GET", "/static/", {}, 404),
        ("GET", "/cabinet", {}, 302),
        ("POST", "/sign-in/code/send", {}, 400),
        ("POST", "/healthz", {}, 405),
        ("TRACE", "/", {}, 405),
        ("OPTIONS", "/", {}, 200),
        ("HEAD", "/healthz", {}, 200),
        ("GET", "/lists", {"HX-Request": "true"}, 200),
        ("POST", "/api/place", {}, 401),
    ],
)
def test_what_is_refused_or_asked_in_another_way_bears_them_too(app, method, address, headers, status):
    answer = app.test_client().open(address, method=method, headers=headers)
    assert answer.status_code == status
    assert faults_of(answer) == []


def test_an_answer_to_a_fault_of_ours_bears_them_too(app, monkeypatch):
    monkeypatch.setitem(app.view_functions, "public.start", wraps(app.view_functions["public.start"])(lambda: 1 / 0))
    answer = app.test_client().get("/")
    assert answer.status_code == 500 and faults_of(answer) == []


@pytest.mark.parametrize("address", ["/", "/healthz", "/static/house.css", "/nowhere"])
def test_browsers_come_back_by_tls_alone_where_kezek_is_real(app, address):
    services = app.extensions["services"]
    app.extensions["services"] = replace(services, settings=replace(services.settings, demo=False))
    answer = app.test_client().get(address)
    answer.close()
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_no_other_site_may_read_an_answer(app):
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for method in ("GET", "OPTIONS"):
        answer = app.test_client().open("/lists", method=method, headers=headers)
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control-")]
