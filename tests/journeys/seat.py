"""An official before a window: pages are opened and judged, in one language or two, at two widths."""

from __future__ import annotations

from tests.journeys.structure import faults, overhang

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1366, "height": 900}

#: The language and the width at which axe looks, and the language in which the page is opened once more.
VIEWS = (("kk", DESK, "ru"), ("ru", PHONE, "en"), ("en", DESK, "kk"))


class Seat:
    """An official before a window. `see` opens a page and judges it in two languages; `judge` what is open."""

    def __init__(self, hand, views) -> None:
        self.hand, self.page, self.views = hand, hand.page, views
        self.size = DESK

    def see(self, path, ready="h1"):
        """A page, in two languages."""
        first, self.size, second = next(self.views)
        self.open(path, second, ready)
        self.open(path, first, ready)
        self.hand.look()

    def also(self, path, ready="h1"):
        """Another state of a page, in one language."""
        first, self.size, _second = next(self.views)
        self.open(path, first, ready)
        self.hand.look()

    def open(self, path, language, ready):
        self.hand.go(f"{path}{'&' if '?' in path else '?'}lang={language}")
        self.page.wait_for_selector(ready)
        assert self.hand.language == language
        self.build()

    def build(self):
        assert faults(self.page) == [], self.page.url
        for size in (DESK, PHONE) if self.size is PHONE else (PHONE, DESK):
            wide = overhang(self.page, size)
            assert wide <= 0, f"{self.page.url} sticks out by {wide} pixels at {size['width']}"

    def press(self, selector, ready="#errors", **typed):
        """Fills fields by their ids, presses, and judges what comes."""
        for field, words in typed.items():
            self.page.fill(f"#{field}", words)
        self.page.evaluate("window.onbeforeunload = null")
        self.hand.press(selector)
        self.page.wait_for_selector(ready)
        self.build()
        self.hand.look()

    def send(self, path, ready="h1", **fields):
        """Posts to an address that this page has no button for any more."""
        self.page.evaluate(
            """([action, fields]) => {
            const form = Object.assign(document.createElement("form"), {method: "post", action});
            const token = document.querySelector("[name=csrf_token]").value;
            for (const [name, value] of Object.entries({csrf_token: token, ...fields}))
                form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
            document.body.append(form), form.submit();
        }""",
            [path, fields],
        )
        self.page.wait_for_url(lambda url: url.endswith(path) or "answer=" in url)
        self.page.wait_for_selector(ready)
        self.build()
        self.hand.look()
