"""An official changes their password: the old one is asked, the new one judged, other sessions end."""

from __future__ import annotations

import pytest

NEW = "жасыл көл үстінде аққу"
OLD = "demo-karaganda-1"


def change(browser, status=422, **sent):
    return browser.post("/operator/password", {"old": OLD, "new": NEW, "again": NEW, **sent}, status)


def test_from_then_on_the_new_one_counts_and_the_old_one_not(officer, password_step):
    assert change(officer, 303).location == "/operator/sessions"
    assert password_step("karaganda-1", NEW)[1].location == "/operator/queue"
    password_step("karaganda-1", OLD, status=422)


def test_sessions_elsewhere_end_and_this_one_goes_on(sits, officer):
    other = sits("karaganda-1")
    change(officer, 303)
    other.get("/operator/queue", 302)
    officer.get("/operator/queue")


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"old": "demo-karaganda-2"}, "old", "That is not your present password"),
        ({"old": ""}, "old", "Write your present password"),
        ({"again": "another one altogether"}, "again", "The two new passwords differ"),
        ({"new": "too short", "again": "too short"}, "new", "at least 12"),
        ({"new": "karaganda-1 forever", "again": "karaganda-1 forever"}, "new", "may not contain the login"),
        ({"new": "qwerty123456", "again": "qwerty123456"}, "new", "tried first"),
        ({"new": OLD, "again": OLD}, "new", "is the old one"),
        ({"new": "x" * 201, "again": "x" * 201}, "new", "too long"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_changes(officer, everything, sent, field, words):
    before = everything()
    page = change(officer, **sent)
    assert words in page.one(f"#{field}-error") and page.select(f'#errors a[href="#{field}"]')
    assert everything() == before


def test_no_password_is_shown_again(officer):
    page = str(change(officer, old="hunter2hunter2").html)
    assert NEW not in page and "hunter2" not in page


def test_in_an_open_session_the_old_one_cannot_be_guessed_without_end(officer):
    for _ in range(5):
        change(officer, old="wrong wrong wrong")
    page = change(officer, 429, old=OLD)
    assert "Too many tries" in page.one("#errors li")


def test_who_got_a_first_password_chooses_their_own_before_anything_else(officer, ask):
    ask("UPDATE staff SET must_change = 1 WHERE login = 'karaganda-1'")
    for path in ("/operator/queue", "/operator/sessions", "/operator/authenticator"):
        assert officer.get(path, 302).location == "/operator/password"
    assert change(officer, 303).location == "/operator/queue"
    officer.get("/operator/queue")


def test_the_journal_says_that_it_was_changed_and_nothing_of_it(officer, ask):
    change(officer, 303)
    assert ask("SELECT kind, actor, detail FROM event ORDER BY id DESC LIMIT 1") == [
        ("staff.password", "karaganda-1", "{}")
    ]


@pytest.mark.parametrize(("address", "fields"), [("/operator/sign-in", 1), ("/operator/password", 3)])
def test_what_is_typed_is_covered_and_a_manager_may_fill_it_in(officer, world, address, fields):
    found = (world.visitor() if "sign-in" in address else officer).get(address).select("input[name]")
    words = [one for one in found if one["name"] in ("password", "old", "new", "again")]
    assert len(words) == fields
    for one in words:
        assert one["type"] == "password" and one["autocomplete"] in ("current-password", "new-password")
        assert not [name for name in one.attrs if name.startswith("on") or name in ("readonly", "maxlength")]
