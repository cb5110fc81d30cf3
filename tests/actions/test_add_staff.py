"""Officials are added on the console, with a role, a branch where one belongs, and a password worth the name."""

from __future__ import annotations

import pytest

GOOD = ["--name", "Ахметова А.", "--role", "operator", "--branch", "almaty"]


@pytest.fixture
def add(app):
    def run(*arguments: str, password: str = "a long enough password"):
        return app.test_cli_runner().invoke(args=["user", "add", *arguments, "--password", password])

    return run


def test_who_was_added_signs_in(world, add):
    assert add("new-1", *GOOD).exit_code == 0
    browser = world.visitor()
    form = browser.get("/operator/sign-in").form("main form")
    page = browser.post("/operator/sign-in", {**form, "login": "new-1", "password": "a long enough password"})
    assert page.location == "/operator/queue"


@pytest.mark.parametrize(
    ("arguments", "password", "why"),
    [
        (["new-1", *GOOD], "short", "at least 12"),
        (["astana-1", *GOOD], "a long enough password", "already"),
        (["new-1", "--name", "A", "--role", "king"], "a long enough password", "--role"),
        (["new-1", "--name", "A", "--role", "operator"], "a long enough password", "--branch"),
        (["new-1", "--name", "A", "--role", "auditor", "--branch", "almaty"], "a long enough password", "--branch"),
        (["new-1", "--name", "A", "--role", "operator", "--branch", "moon"], "a long enough password", "no branch"),
        (["new-1", *GOOD, "--name", "A \u20b8"], "a long enough password", "cannot be printed"),
    ],
)
def test_a_fault_is_said_in_one_line_and_nobody_added(add, arguments, password, why):
    result = add(*arguments, password=password)
    assert result.exit_code == 2
    assert why in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
