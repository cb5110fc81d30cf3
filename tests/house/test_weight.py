"""What a page of a citizen costs a cheap phone: kilobytes and requests, with everything that it brings along."""

from __future__ import annotations

import re

import pytest

from tests.house.house import ROOT, tell
from tests.house.test_routes import ROUTES, expected

KILOBYTES, REQUESTS = 100, 15
#: As a phone asks.
PHONE = {"Accept-Encoding": "gzip"}
BRINGS = "link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], script[src], img[src], source[src], iframe[src]"
PAGES = [
    (name, role)
    for name, door in ROUTES.items()
    for role in ("anonymous", "citizen")
    if role in door.who and name.split(".")[0] in ("public", "signin", "citizen") and expected(door, role) == 200
]


@pytest.fixture
def shown(app, browsers, places):
    """(what it is, the page as sent, the browser) of every page that a citizen or a visitor can open."""
    views = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    found = []
    for name, role in PAGES:
        if name in views:
            browser = browsers(role, ROUTES[name].key)
            answer = browser.client.get(ROUTES[name].url.format(**places), headers=PHONE)
            if answer.mimetype == "text/html":
                found.append((f"{name} as {role}", answer, browser))
    assert len(found) > 20, "does this test still find the pages?"
    return found


def brought(browser, answer):
    """The address → the answer of everything that the page asks for: the page itself is not among it."""
    page = browser.get(answer.request.path)
    wanted = {tag.get("href") or tag.get("src") for tag in page.select(BRINGS)}
    return {url: browser.client.get(url, headers=PHONE) for url in wanted if not url.startswith("data:")}


def test_no_page_is_heavy_and_none_asks_for_much(shown):
    heavy = []
    for what, answer, browser in shown:
        assets = brought(browser, answer)
        weight = sum(len(one.get_data()) for one in [answer, *assets.values()]) / 1024
        if weight > KILOBYTES or len(assets) + 1 > REQUESTS:
            heavy.append(f"{what}: {weight:.0f} KB, {len(assets) + 1} requests")
        assert weight > 10 and len(assets) >= 3, f"{what}: was everything counted?"
    tell(f"At most {KILOBYTES} KB and {REQUESTS} requests:", heavy)


def test_pages_and_what_they_bring_come_packed(shown):
    loose = [what for what, answer, _ in shown if answer.headers.get("Content-Encoding") != "gzip"]
    for _what, answer, browser in shown[:3]:
        loose += [
            url
            for url, one in brought(browser, answer).items()
            if len(one.get_data()) > 1024 and one.headers.get("Content-Encoding") != "gzip"
        ]
    tell("Sent as they are:", loose)


def test_what_a_page_brings_is_fetched_once_and_a_new_version_has_a_new_address(shown):
    wrong = []
    for what, answer, browser in shown:
        for url, one in brought(browser, answer).items():
            kept = re.search(r"max-age=(\d+)", one.headers.get("Cache-Control", ""))
            if not kept or int(kept[1]) < 30_000_000 or not re.search(r"[0-9a-f]{12}", url):
                wrong.append(f"{what}: {url} {one.headers.get('Cache-Control')}")
    tell("Cached long, with its hash in its address:", wrong)


def test_pages_themselves_are_kept_nowhere(shown):
    kept = [what for what, answer, _ in shown if "no-store" not in answer.headers["Cache-Control"]]
    tell("Pages may bear somebody's data:", kept)


def test_the_style_sheet_asks_for_nothing_more():
    css = (ROOT / "static" / "house.css").read_text(encoding="utf-8")
    assert "@import" not in css
    assert [url for url in re.findall(r"url\(\s*[\"']?([^)\"']+)", css) if not url.startswith("data:")] == []
