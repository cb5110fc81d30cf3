"""A real browser before a real server. A page that complains, breaks the policy or fails axe fails its test."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserType, Page, sync_playwright
from werkzeug.serving import make_server

from tests.judge import Browser as Client

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1366, "height": 900}
#: Browsers with a window of their own, which alone ask for a person's permission.
WINDOWED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: The same browser without one draws the same page with a third of the work.
BROWSERS = ("chromium-headless-shell", *WINDOWED)
#: The policy's violations, told to the page before any script of its own runs.
WATCH = """addEventListener("securitypolicyviolation",
event => console.error("policy: " + event.violatedDirective + " " + event.blockedURI));"""
#: Nothing fades in or out any more: half-seen words have too little contrast.
AT_REST = """() => !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added") &&
document.getAnimations().every(one => one.playState !== "running"
|| one.effect.getComputedTiming().endTime === Infinity)"""
#: All of an open page that axe judges by: tags, which words are alike, what is chosen, the width; no language.
SKETCH = r"""() => {
    const seen = new Map(), known = text => seen.has(text) ? seen : seen.set(text, seen.size);
    const mark = text => text.trim() && "w" + known(text.trim()).get(text.trim());
    const tags = document.documentElement.outerHTML.replace(/\d+/g, "0").replace(/^<html lang="(kk|ru|en)"/, "<html")
        .replace(/>([^<]+)/g, (_, text) => ">" + mark(text))
        .replace(/ (hreflang="..") aria-current="true"/g, " $1")
        .replace(/ (content|href|src|action|datetime|d|hx-[a-z]+|data-[a-z-]+)="[^"]*"/g, " $1")
        .replace(/ (aria-label|title|placeholder|alt|value)="([^"]*)"/g, (_, name, text) => ` ${name}="${mark(text)}"`);
    const states = ":checked, :focus, :disabled, :popover-open, :modal, :placeholder-shown";
    return [innerWidth, tags, ...[...document.querySelectorAll("*")].map(one => +one.matches(states))].join(" ");
}"""
#: What a browser prints about an answer that is not 200; a test that provokes one says so.
REFUSED = "Failed to load resource"


def launch_browser(kind: BrowserType, *options: str, names: tuple[str, ...] = BROWSERS) -> Browser:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium or Chrome on this machine")
    return kind.launch(executable_path=found, args=["--no-sandbox", *options])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch_browser(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture
def site(app) -> Iterator[str]:
    """The application, served as it is; its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads, server.block_on_close = False, True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Sketches:
    """Pages that axe found good in this run, in whichever worker: of those drawn alike it looks at one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def judge_once(self, sketch: str, judge: Callable[[], None]) -> None:
        good = self.folder / hashlib.sha256(sketch.encode()).hexdigest()
        if not good.exists():
            judge()
            good.touch()


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
        for _ in range(40):
            if self.page.evaluate(AT_REST):
                break
            self.page.wait_for_timeout(50)
        self.sketches.judge_once(self.page.evaluate(SKETCH), self.judge)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} sticks out by {wide} pixels"

    def judge(self) -> None:
        found = Axe().run(self.page).response["violations"]
        told = [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]
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
