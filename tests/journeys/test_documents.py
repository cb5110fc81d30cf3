"""A citizen attaches a document by phone: with progress, through a lost line, an ended session and a fault of ours."""

from __future__ import annotations

import pytest

from housing.storage.extensions import db
from housing.storage.models import Paper
from tests.journeys.seat import PHONE
from tests.papers import encrypted, pdf, picture

KIND, STATUS = "technical_conclusion", "[data-upload-status]"
INPUT, PRESS = f"#{KIND}-file", f"button[formaction$='/{KIND}']"
#: Every word that the place of the status ever showed.
WATCH_STATUS = """window.seen = [];
const place = document.querySelector("[data-upload-status]");
new MutationObserver(() => seen.push(place.innerText.trim())).observe(place, {childList: true, subtree: true});"""


@pytest.fixture
def drafting(window, world):
    """His phone, signed in, before the documents of an emergency dwelling; none is attached."""
    world.drafted("viktor")
    with world.app.app_context():
        db.session.query(Paper).delete()
        db.session.commit()
    return lambda **options: opened(window, world, **options)


def opened(window, world, **options):
    hand = window(PHONE, **options)
    hand.enter(world.citizen("viktor"))
    hand.go("/apply/documents?lang=en")
    return hand


def choose(hand, content=None, name="Қорытынды.pdf"):
    hand.page.set_input_files(INPUT, {"name": name, "mimeType": "application/pdf", "buffer": content or pdf(2)})


def chosen(hand):
    return hand.page.evaluate(f"document.querySelector('{INPUT}').files.length")


def kept(world):
    with world.app.app_context():
        return [paper.filename for paper in db.session.query(Paper).order_by(Paper.document, Paper.position)]


def test_files_of_a_document_are_attached_looked_at_moved_and_removed(drafting, world):
    hand = drafting()
    hand.look()
    choose(hand)
    hand.press(PRESS)
    hand.page.wait_for_selector("#documents-list li")
    hand.look()
    assert "2 pages" in hand.page.inner_text("#documents-list")
    choose(hand, picture(), "photo.jpg")
    hand.press(PRESS)
    hand.page.wait_for_selector("#documents-list li:has-text('photo.jpg')")
    hand.press("#documents-list form[action$=up] button")
    hand.page.wait_for_selector("#documents-list li:first-child:has-text('photo.jpg')")
    hand.look()
    assert kept(world) == ["photo.jpg", "Қорытынды.pdf"]
    for _ in range(2):
        hand.press("#documents-list form[action$=remove] button")
    hand.page.wait_for_selector("#documents-list:not(:has(li))", state="attached")
    assert kept(world) == []


@pytest.mark.parametrize("script", [True, False])
def test_several_photos_are_chosen_at_once(drafting, world, script):
    hand = drafting(java_script_enabled=script)
    photos = [(f"{nth}.jpg", picture()) for nth in (1, 2)]
    files = [photos[0], ("bad.jpg", b"MZ"), photos[1]]
    hand.page.set_input_files(
        INPUT, [{"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in files]
    )
    hand.press(PRESS)
    hand.page.wait_for_selector("#documents-list li:has-text('2.jpg')")
    assert "bad.jpg: This file is not a PDF" in hand.page.inner_text("#errors")
    assert kept(world) == ["1.jpg", "2.jpg"]
    if script:
        hand.look()  # the judge is a script itself
    hand.complaints.clear()  # the browser prints the 422 that this test asked for


def test_what_is_too_large_together_without_script_is_told_with_a_way_back(drafting, world, tmp_path):
    hand = drafting(java_script_enabled=False)
    assert "may have 12 MB in all" in hand.page.inner_text(f"{INPUT}-hint")
    heavy = [tmp_path / name for name in ("one.pdf", "two.pdf")]
    for path in heavy:
        path.write_bytes(pdf(1) + b"x" * 7_000_000)
    hand.page.set_input_files(INPUT, heavy)
    hand.press(PRESS)
    assert "larger than the 12 MB" in hand.page.inner_text("main") and kept(world) == []
    hand.press("main a.btn[href$='/apply/documents?lang=en']")
    assert hand.page.query_selector(INPUT)
    hand.complaints.clear()  # the browser prints the 413 that this test asked for


def test_a_refused_file_is_told_though_the_line_is_lost_behind_it(drafting, world):
    hand = drafting()
    files = [("bad.jpg", b"MZ"), ("good.jpg", picture())]
    hand.page.set_input_files(
        INPUT, [{"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in files]
    )
    is_good = lambda route: b"good.jpg" in route.request.post_data_buffer  # noqa: E731
    hand.page.route("**/apply/documents/*", lambda route: route.abort() if is_good(route) else route.continue_())
    hand.press(PRESS)
    hand.page.wait_for_selector(f"{STATUS} [data-case=network]")
    hand.page.unroute("**/apply/documents/*")
    hand.press(PRESS)
    hand.page.wait_for_selector("#errors")
    assert "bad.jpg: This file is not a PDF" in hand.page.inner_text("#errors") and kept(world) == ["good.jpg"]
    hand.complaints.clear()  # the browser prints the lost line and the 422 that this test asked for


@pytest.mark.parametrize("script", [True, False])
def test_files_that_were_chosen_go_along_when_one_goes_on(drafting, world, script):
    hand = drafting(java_script_enabled=script)
    choose(hand, name="one.pdf")
    hand.press("#documents-form > p button")
    hand.at("/apply/tasks")
    assert kept(world) == ["one.pdf"]
    hand.go("/apply/documents")
    choose(hand, b"MZ")
    hand.press("#documents-form > p button")
    hand.page.wait_for_selector("#errors")
    hand.press("#documents-form > p button")
    hand.at("/apply/tasks")
    hand.complaints.clear()  # the browser prints the 422 that this test asked for


def test_the_same_without_script(drafting, world):
    hand = drafting(java_script_enabled=False)
    for name in ("one.pdf", "two.pdf"):
        choose(hand, name=name)
        hand.press(PRESS)
        hand.page.wait_for_selector(f"#documents-list li:has-text('{name}')")
    hand.press("#documents-list form[action$=down] button")
    choose(hand, b"MZ")
    hand.press(PRESS)
    assert "not a PDF" in hand.page.inner_text("#errors")
    hand.complaints.clear()  # the browser prints the 422 that this test asked for
    assert kept(world) == ["two.pdf", "one.pdf"]


def test_progress_is_shown_while_a_file_is_sent(drafting):
    hand = drafting()
    hand.page.evaluate(WATCH_STATUS)
    hand.page.route("**/apply/documents/*", lambda route: None)  # the answer never comes
    choose(hand, pdf(50) + b"x" * 3_000_000)
    hand.press(PRESS)
    hand.page.wait_for_function("seen.some(words => words.startsWith('Sending the file'))")
    assert hand.page.get_attribute("#documents-form", "aria-busy") == "true"


def test_a_lost_line_is_told_and_the_file_stays_chosen(drafting, world):
    hand = drafting()
    choose(hand)
    hand.page.context.set_offline(True)
    hand.press(PRESS)
    hand.page.wait_for_selector(f"{STATUS} [data-case=network]")
    hand.look()
    assert chosen(hand) == 1 and kept(world) == []
    hand.page.context.set_offline(False)
    hand.press(PRESS)
    hand.page.wait_for_selector("#documents-list li")
    hand.complaints.clear()  # the browser prints the lost line that this test asked for


def test_an_ended_session_is_told_and_the_file_goes_after_a_new_sign_in(drafting, world):
    hand = drafting()
    choose(hand)
    hand.page.context.clear_cookies()
    hand.press(PRESS)
    hand.page.wait_for_selector(f"{STATUS} [data-case=session-link] a")
    assert chosen(hand) == 1 and kept(world) == []
    hand.enter(world.citizen("viktor"))
    hand.press(PRESS)
    hand.page.wait_for_selector("#documents-list li")
    hand.complaints.clear()  # the browser prints the 400 that this test asked for


def test_a_fault_of_ours_is_told_and_the_file_stays_chosen(drafting):
    hand = drafting()
    hand.page.route("**/apply/documents/*", lambda route: route.fulfill(status=503, body="down"))
    choose(hand)
    hand.press(PRESS)
    hand.page.wait_for_selector(f"{STATUS} [data-case=server]")
    assert chosen(hand) == 1
    hand.complaints.clear()  # the browser prints the 503 that this test asked for


def test_what_is_refused_is_pointed_at(drafting):
    hand = drafting()
    choose(hand, encrypted("secret"))
    hand.press(PRESS)
    hand.page.wait_for_selector("#errors")
    hand.look()
    assert "password" in hand.page.inner_text("#errors") and hand.page.title().startswith("Error:")
    assert hand.page.evaluate("document.activeElement.id") == "errors"
    hand.press("#errors a")
    assert hand.page.evaluate("document.activeElement.id") == f"{KIND}-file"
    hand.complaints.clear()  # the browser prints the 422 that this test asked for


def test_a_file_that_is_too_large_is_told_before_it_is_sent(drafting, tmp_path):
    hand = drafting()
    hand.page.route("**/apply/documents/*", lambda route: pytest.fail("it was sent"))
    (tmp_path / "large.pdf").write_bytes(b"%PDF-" + b"x" * 11_000_000)
    hand.page.set_input_files(INPUT, tmp_path / "large.pdf")
    hand.press(PRESS)
    hand.page.wait_for_selector(f"{STATUS} [data-case=size]")
