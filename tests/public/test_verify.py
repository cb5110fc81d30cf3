"""Is a notice genuine? For anyone, with nothing that the paper does not bear."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from urllib.parse import urlencode

import pytest
from sqlalchemy import event

from housing.actions.cases.record_decision import ALPHABET, CODE_LENGTH, generate_notice_code
from housing.public.verify import CHECKS_AT_ONCE, SECONDS_PER_CHECK
from housing.queries.filing.notice import mask_name
from housing.storage.extensions import db
from housing.storage.models import Application, Notice


@pytest.fixture
def code(world):
    world.settled("aigerim")
    with world.app.app_context():
        return db.session.query(Notice).one().code


@pytest.fixture
def anyone(world):
    browser = world.visitor()
    browser.get("/?lang=en")
    return browser


def ask(browser, typed, status=200):
    return browser.get("/verify?" + urlencode({"code": typed}), status)


def test_a_genuine_code_is_told_with_a_masked_name(anyone, code):
    page = anyone.get(f"/verify/{code}")
    assert "The notice is genuine and in force" in page.text and "Notice of registration" in page.one(".receipt")
    assert "А•••••••" in page.text and "Ахметова" not in page.text and "890412499900" not in page.text


@pytest.mark.parametrize("written", ["{}", "{lower}", "{hyphens}", " {hyphens} ", "{spaces}"])
def test_it_is_found_however_it_is_written(anyone, code, written):
    groups = [code[:4], code[4:8], code[8:]]
    typed = written.format(code, lower=code.lower(), hyphens="-".join(groups), spaces=" ".join(groups))
    assert "genuine and in force" in ask(anyone, typed).text


def test_a_code_that_was_never_issued_is_not_found(anyone):
    page = anyone.get("/verify/7KQM4T2X9D")
    assert "No notice with this code was found" in page.text and not page.select(".receipt.ok")


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "Ә" * 10, "' OR 1=1 --", "\u0000"])
def test_anything_typed_is_answered_in_words(anyone, typed):
    page = ask(anyone, typed)
    assert "No notice with this code was found" in page.text and not page.select("main script")


@pytest.mark.parametrize("typed", ["", "9" * 10_000])
def test_what_cannot_be_a_code_is_an_error_at_the_field(anyone, typed):
    page = ask(anyone, typed, 422)
    assert page.select("#errors a[href='#code']") and page.html.title.text.startswith("Error:")


def test_nothing_is_answered_before_anything_is_asked(anyone):
    page = anyone.get("/verify")
    assert not page.select("#answer") and not page.select(".error")


def test_a_code_typed_in_cyrillic_letters_of_the_same_look_is_found(world, anyone, code):
    looks = str.maketrans("ABCEHKMPTXY", "\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u0420\u0422\u0425\u0423")
    with world.app.app_context():
        stored = db.session.query(Notice).one()
        stored.code, stored.code_sha256 = "ABCEHKMPTXY2", sha256(b"ABCEHKMPTXY2").hexdigest()
        db.session.commit()
    assert "genuine and in force" in ask(anyone, "ABCEHKMPTXY2".translate(looks)).text


def test_a_notice_of_an_annulled_application_is_withdrawn(world, anyone, code):
    with world.app.app_context():
        db.session.query(Application).update({"status": "annulled"})
        db.session.commit()
    page = anyone.get(f"/verify/{code}")
    assert "The notice has been withdrawn" in page.one(".receipt") and "in force" not in page.one(".receipt")


def test_nobody_guesses_a_code():
    """59 bits: at one address's pace a first hit among a million notices takes tens of thousands of years."""
    assert len(ALPHABET) ** CODE_LENGTH > 2**59 and not set("01ILO") & set(ALPHABET)
    codes = {generate_notice_code() for _ in range(2000)}
    assert len(codes) == 2000 and set("".join(codes)) == set(ALPHABET)


def test_a_code_is_never_part_of_a_search(world, anyone, code):
    """Only its digest is: the time a search takes tells nothing about how much of a guess was right."""
    asked = []
    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    anyone.get(f"/verify/{code}")
    anyone.get("/verify/7KQM4T2X9DAB")
    searches = [(words, values) for words, values in asked if "FROM notice" in words]
    assert len(searches) == 2 and len({words for words, _ in searches}) == 1, "a hit costs what a miss costs"
    assert not any(code in map(str, values) for _, values in searches)


def test_whoever_tries_codes_is_told_to_wait(world, anyone, code):
    for number in range(CHECKS_AT_ONCE):
        ask(anyone, f"WRONG{number}")
    page = anyone.get(f"/verify/{code}", 429)
    assert page.h1 == "Too many attempts" and page.response.headers["Retry-After"] == str(int(SECONDS_PER_CHECK))
    anyone.get("/verify")
    world.clock.ahead(seconds=int(SECONDS_PER_CHECK))
    assert "genuine and in force" in anyone.get(f"/verify/{code}").text


def test_another_address_need_not_wait(world, anyone, code):
    for number in range(CHECKS_AT_ONCE + 1):
        ask(anyone, f"WRONG{number}", 200 if number < CHECKS_AT_ONCE else 429)
    answer = anyone.client.get(f"/verify/{code}", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Ахметова Айгерім", "А••••••• А."),
        ("Ким", "К•••••••"),
        ("", "•••••••"),
        ("Әли Ұлан Әлиұлы", "Ә••••••• Ұ. Ә."),
    ],
)
def test_a_name_is_masked_to_its_first_letters(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    "change", ["UPDATE notice SET number = number || '1'", "UPDATE application SET name = 'Somebody Else'"]
)
def test_a_notice_that_was_changed_past_kezek_is_not_called_genuine(anyone, code, tmp_path, change):
    with sqlite3.connect(tmp_path / "kezek.db") as raw:
        raw.execute(change)
    page = anyone.get(f"/verify/{code}")
    assert "was changed by somebody else" in page.one(".receipt") and "genuine and in force" not in page.one(".receipt")
