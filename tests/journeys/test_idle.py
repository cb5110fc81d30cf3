"""Two minutes before a session of staff ends a dialog asks; one press goes on, and what was typed outlives the end."""

from __future__ import annotations

from playwright.sync_api import expect

AT_28_MINUTES, TWO_MINUTES = 28 * 60 * 1000 + 1000, 2 * 60 * 1000


def seated(official):
    """An official who has begun to type a search."""
    desk = official("karaganda-1")
    desk.page.clock.install()
    desk.page.reload()
    desk.page.locator("main input[type=search], main input[type=text]").first.fill("2611")
    return desk


def test_one_press_goes_on(official):
    desk = seated(official)
    expect(desk.page.locator("#idle")).to_be_hidden()
    desk.page.clock.fast_forward(AT_28_MINUTES)
    expect(desk.page.locator("#idle")).to_be_visible()
    desk.look()
    desk.page.click("#idle-stay button")
    expect(desk.page.locator("#idle")).to_be_hidden()
    desk.page.clock.fast_forward(TWO_MINUTES + 1000)
    expect(desk.page.locator("main")).to_be_visible()
    expect(desk.page.locator("#idle")).to_be_hidden()


def test_who_does_not_answer_finds_the_page_covered_and_what_was_typed_in_it(official):
    desk = seated(official)
    desk.page.clock.fast_forward(AT_28_MINUTES)
    desk.page.clock.fast_forward(TWO_MINUTES)
    expect(desk.page.locator("#idle-enter")).to_be_visible()
    expect(desk.page.locator("main")).to_be_hidden()
    other = desk.page.context.new_page()
    other.goto(desk.page.url)
    expect(desk.page.locator("main")).to_be_visible()
    expect(desk.page.locator("main input[type=search], main input[type=text]").first).to_have_value("2611")
