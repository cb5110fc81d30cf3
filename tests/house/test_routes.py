"""Every door of the house, and who may pass. A door that is not listed here fails the tests, and so does a lost one."""

from __future__ import annotations

import pytest

from tests.house.doors import ANYONE, CITIZEN_SIGN_IN, DOORS, STAFF_SIGN_IN, Door
from tests.house.house import tell
from tests.house.staff_doors import STAFF_DOORS

ROUTES: dict[str, Door] = {**DOORS, **STAFF_DOORS}


def endpoints(app, method):
    return sorted({rule.endpoint for rule in app.url_map.iter_rules() if method in rule.methods})


def listed(app, method):
    """Doors of that method that the table knows; the first test tells of the others."""
    return [(name, ROUTES[name]) for name in endpoints(app, method) if name in ROUTES]


def expected(door, role):
    if role in door.who:
        return door.instead.get(role, 200)
    return 302 if role == "anonymous" else 403


def test_every_door_is_listed(app):
    there = {rule.endpoint for rule in app.url_map.iter_rules()}
    tell("Say in ROUTES who may pass:", sorted(there - set(ROUTES)))
    tell("Take these out of ROUTES, they are gone:", sorted(set(ROUTES) - there))


def test_every_view_says_itself_who_may_call_it(app):
    silent = [name for name, view in app.view_functions.items() if not getattr(view, "access", ())]
    tell("Put @access(...) under the route:", silent)


@pytest.mark.parametrize("role", ANYONE)
def test_a_door_opens_to_whom_it_should_and_to_nobody_else(app, visitors, places, role):
    wrong = []
    for name, door in listed(app, "GET"):
        answer = visitors(role, door.key).get(door.url.format(**places))
        if answer.status_code != expected(door, role):
            wrong.append(f"{name} as {role}: {answer.status_code} instead of {expected(door, role)}")
        answer.close()
    tell("ROUTES and the house disagree:", wrong)


def test_whoever_is_not_signed_in_is_led_to_the_right_sign_in(app, visitors, places):
    wrong = []
    for name, door in listed(app, "GET"):
        if "anonymous" not in door.who:
            wanted = CITIZEN_SIGN_IN if "citizen" in door.who else STAFF_SIGN_IN
            location = visitors("anonymous", door.key).get(door.url.format(**places)).location
            if location.partition("?")[0] != wanted:
                wrong.append(f"{name}: {location} instead of {wanted}")
    tell("Sign-in:", wrong)


@pytest.mark.parametrize("role", ANYONE)
def test_a_change_without_a_token_is_refused(app, visitors, places, role):
    wrong = []
    for name, door in listed(app, "POST"):
        answer = visitors(role, door.key).post(door.url.format(**places), data={"choice": "1"})
        # Whoever asks there sends a token of another kind by itself, and no browser does.
        refused = 401 if name == "api.place" else 400
        if answer.status_code != refused:
            wrong.append(f"{name} as {role}: {answer.status_code} instead of {refused}")
    tell("A POST without a CSRF token changes nothing:", wrong)


@pytest.mark.parametrize("role", ANYONE)
def test_a_change_with_a_token_is_refused_to_whom_it_does_not_belong(app, visitors, tokens, places, role):
    wrong = []
    for name, door in listed(app, "POST"):
        if role not in door.who:
            headers = {"X-CSRFToken": tokens(role, door.key)}
            answer = visitors(role, door.key).post(door.url.format(**places), headers=headers)
            if answer.status_code != expected(door, role):
                wrong.append(f"{name} as {role}: {answer.status_code} instead of {expected(door, role)}")
    tell("ROUTES and the house disagree:", wrong)
