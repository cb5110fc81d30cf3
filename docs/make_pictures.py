"""Makes the pictures of the README anew: `.venv/bin/python docs/make_pictures.py` (with the packages of the tests).

A demo in a folder that passes, filled with invented people, is looked at by a Chromium or Chrome without a window.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: An official and their branch; an applicant of the demo.
OFFICIAL, BRANCH, APPLICANT = "karaganda-1", "karaganda", "aigerim"
DESK, PHONE = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=780)
#: Invented applications; every second one of a small demo is a whole case.
PEOPLE = "80"
COLOURS, LARGEST = 96, 150_000
PATIENCE = 120.0
QUIET: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo with a queue."""
    with tempfile.TemporaryDirectory() as instance, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
        probe.close()
        env = {**os.environ, "KEZEK_INSTANCE": instance, "PORT": port, "KEZEK_MODE": "demo"}
        fill = [sys.executable, "-m", "flask", "--app", "app", "demo-data", "--people", PEOPLE, "--branch", BRANCH]
        subprocess.run(fill, cwd=ROOT, env=env, check=True)  # noqa: S603
        server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=env, **QUIET)
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address).close()  # noqa: S310
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def take_queue(browser: Browser, site: str) -> None:
    """An official's queue, in English."""
    page = browser.new_context(viewport=DESK, locale="en").new_page()
    page.goto(f"{site}/operator/sign-in?lang=en")
    page.fill("input[name=login]", OFFICIAL)
    page.fill("input[name=password]", f"demo-{OFFICIAL}")
    page.click("main form button")
    page.wait_for_url("**/operator/queue*")
    save(page, "queue.png")


def take_form(browser: Browser, site: str) -> None:
    """A question of the application on a phone, in Kazakh."""
    page = browser.new_context(viewport=PHONE, device_scale_factor=1.5, locale="kk-KZ").new_page()
    page.goto(f"{site}/sign-in?lang=kk")
    page.click("form[data-eds] button")
    page.check(f"#eds-key-{APPLICANT}")
    page.click("dialog button[value=sign]")
    page.wait_for_url("**/cabinet")
    page.goto(f"{site}/apply")
    page.check("input[name=consent]")
    page.click("main form[action='/apply'] button")
    page.wait_for_url("**/apply/facts*")
    page.goto(f"{site}/apply/dwelling")
    save(page, "form.png")


def save(page: Page, name: str) -> None:
    """As a PNG of few colours. Raises ValueError where it is too large for a README."""
    packed = BytesIO()
    picture = Image.open(BytesIO(page.screenshot(animations="disabled", full_page=True)))
    picture.convert("RGB").quantize(COLOURS).save(packed, "PNG", optimize=True)
    if packed.tell() > LARGEST:
        raise ValueError(f"{name} has {packed.tell()} bytes, {LARGEST} at most")
    (PICTURES / name).write_bytes(packed.getvalue())
    print(f"{name}: {packed.tell()} bytes")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit("There is no Chromium or Chrome on this machine.")
    with demo() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        take_queue(browser, site)
        take_form(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
