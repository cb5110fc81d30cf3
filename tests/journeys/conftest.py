"""A real browser before a real server. A page that complains, breaks the policy or fails axe fails its test."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from typing import Any

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser, BrowserType, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.journeys.looks import AXE, AXE_PATH, Sketches, sketch_page
from tests.journeys.seat import DESK, VIEWS, Seat
from tests.judge import Browser as Client
from tests.shared_app import SharedApp

#: Browsers with a window of their own, which alone ask for a person's permission.
WINDOWED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: The same browser without one draws the same page with a third of the work.
BROWSERS = ("chromium-headless-shell", *WINDOWED)
#: Scripts are not compiled again for speed: on no page does one run for so long that this would pay.
OPTIONS = ("--no-sandbox", "--js-flags=--always-sparkplug,--no-maglev,--no-opt")
#: The policy's violations, told to the page before any script of its own runs.
WATCH = """addEventListener("securitypolicyviolation",
event => console.error("policy: " + event.violatedDirective + " " + event.blockedURI));"""
#: What a browser prints about an answer that is not 200; a test that provokes one says so.
REFUSED = "Failed to load resource"


def launch_browser(kind: BrowserType, *options: str, names: tuple[str, ...] = BROWSERS) -> Browser:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium or Chrome on this machine")
    return kind.launch(executable_path=found, args=[*OPTIONS, *options])


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch_browser(playwright.chromium)
        yield browser
        browser.close()


class Server:
    """Serves the one application of the run, and axe beside it. A browser keeps what it has of one address."""

    def __init__(self, app: Flask) -> None:
        self.app, self.at_work, self.idle = app, 0, threading.Condition()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.server = make_server("127.0.0.1", 0, self.answer, threaded=True, request_handler=self.build_handler())
        self.server.daemon_threads, self.server.block_on_close = False, True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def build_handler(self) -> type[WSGIRequestHandler]:
        server = self

        class Handler(WSGIRequestHandler):
            def run_wsgi(self) -> None:
                server.count(1)
                try:
                    super().run_wsgi()
                finally:
                    server.count(-1)

        return Handler

    def count(self, change: int) -> None:
        with self.idle:
            self.at_work += change
            self.idle.notify_all()

    def wait_until_idle(self) -> None:
        """What a test asked for is answered from that test's database."""
        with self.idle:
            assert self.idle.wait_for(lambda: not self.at_work, 10), f"{self.at_work} requests do not end"

    def answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == AXE_PATH:
            kept = {"Cache-Control": "max-age=86400, immutable"}
            return Response(AXE, mimetype="text/javascript", headers=kept)(environ, start_response)
        return self.app(environ, start_response)

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture(scope="package")
def server(shared_app: SharedApp) -> Iterator[Server]:
    server = Server(shared_app.app)
    yield server
    server.close()


@pytest.fixture
def site(app, server) -> Iterator[str]:
    """The application, served as it is; its address."""
    yield f"http://127.0.0.1:{server.server.port}"
    server.wait_until_idle()


@pytest.fixture(scope="session")
def sketches(tmp_path_factory: pytest.TempPathFactory) -> Sketches:
    own = tmp_path_factory.getbasetemp()
    return Sketches((own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own) / "sketches")


class Window:
    """A window of somebody's browser. `complaints`: what its console said."""

    def __init__(self, page: Page, site: str, sketches: Sketches) -> None:
        self.page, self.site, self.sketches, self.complaints = page, site, sketches, []
        page.set_default_timeout(10_000)
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> None:
        self.page.goto(self.site + path)

    def enter(self, browser: Client) -> None:
        """With the session of a browser of the tests: who signed in there is signed in here."""
        cookie = browser.client.get_cookie("kezek")
        assert cookie is not None
        self.page.context.add_cookies([{"name": "kezek", "value": cookie.value, "url": self.site}])

    def at(self, path: str) -> None:
        """Waits until the window is there."""
        self.page.wait_for_url(lambda url: url.removeprefix(self.site).startswith(path))

    def press(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def choose(self, name: str, value: str) -> None:
        self.page.check(f'input[name="{name}"][value="{value}"]')

    @property
    def language(self) -> str:
        return str(self.page.get_attribute("html", "lang"))

    @property
    def h1(self) -> str:
        return self.page.locator("h1").inner_text()

    def look(self) -> None:
        """Judges the page that is open: axe finds nothing, and nothing sticks out sideways."""
        sketch, wide = sketch_page(self.page)
        self.sketches.judge_once(sketch, self.judge)
        assert wide <= 0, f"{self.page.url} sticks out by {wide} pixels"

    def judge(self) -> None:
        told = self.sketches.find_faults(self.page)
        assert not told, f"{self.page.url}\n" + "\n".join(told)


@pytest.fixture
def window(chromium, site, sketches) -> Iterator[Callable[..., Window]]:
    """Opens a window of a person's own: another one shares no cookies with it."""
    opened: list[Window] = []

    def open_window(size: dict[str, int] = DESK, browser: Browser = chromium, **options: Any) -> Window:
        context = browser.new_context(viewport=size, locale="kk-KZ", timezone_id="Asia/Almaty", **options)
        if options.get("java_script_enabled", True):
            context.add_init_script(WATCH)
        opened.append(Window(context.new_page(), site, sketches))
        return opened[-1]

    yield open_window
    complaints = [f"{one.page.url}: {words}" for one in opened for words in one.complaints]
    for one in opened:
        one.page.context.close()
    assert complaints == []


@pytest.fixture
def walks(window, world):
    """A window of somebody, in that language and at that width."""

    def enter(browser, language, size):
        opened = window(size=size)
        opened.enter(browser)
        opened.go(f"/?lang={language}")
        return opened

    return enter


@pytest.fixture
def seat(window, world):
    """`seat("karaganda-1")`: this official's window; None: nobody's. `anew`: after days they sign in again."""
    seats, opened, views = {}, [], cycle(VIEWS)

    def sit(login=None, anew=False):
        if login not in seats or anew:
            hand = window()
            if login:
                hand.enter(world.official(login))
            seats[login] = Seat(hand, views)
            opened.append(hand)
        return seats[login]

    yield sit
    for hand in opened:  # the browser prints each 403, 404, 409 and 422 that was asked for
        hand.complaints[:] = [words for words in hand.complaints if REFUSED not in words]


@pytest.fixture
def official(window) -> Callable[..., Window]:
    """A window in which this official has signed in and stands before the queue."""

    def sign_in(login: str, **options: Any) -> Window:
        opened = window(**options)
        opened.go("/operator/sign-in")
        opened.page.fill("input[name=login]", login)
        opened.page.fill("input[name=password]", f"demo-{login}")
        opened.press("main form button")
        opened.at("/operator/queue")
        return opened

    return sign_in


@pytest.fixture
def seated(window, world) -> Callable[..., Window]:
    """A window in which this official is signed in and stands before the reference data, in that language."""

    def open_for(login: str, language: str, **options: Any) -> Window:
        opened = window(**options)
        opened.enter(world.official(login))
        opened.go(f"/reference/?lang={language}")
        return opened

    return open_for


def publish(desk: Window, catalog: str) -> None:
    """Presses what publishes a draft, after both boxes were ticked; what comes of it is the journey's to see."""
    desk.go(f"/reference/{catalog}/difference")
    desk.look()
    desk.page.check("#compared")
    desk.page.check("#touched")
    desk.press("form[action$='/publish'] button")
