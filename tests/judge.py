"""A browser for the tests that judges every page it is shown, so that no test has to."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextvars import Context
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from lxml.html import document_fromstring

from housing.security import device_cookie
from housing.web.sessions import monotonic_seconds

LANGUAGES = ("kk", "ru", "en")
#: What a sign-in leaves in a browser, and for which pages.
COOKIES = (("kezek", "/"), (device_cookie.COOKIE, "/operator"))


class Page:
    """An answer: its status, its text, its HTML to select from."""

    def __init__(self, response: Any) -> None:
        self.response, self.status, self.location = response, response.status_code, response.headers.get("Location", "")
        self.source = response.get_data().decode("utf-8", "replace")

    @cached_property
    def html(self) -> BeautifulSoup:
        return BeautifulSoup(self.source, "lxml")

    @property
    def h1(self) -> str:
        return words(self.html.select_one("h1"))

    @property
    def text(self) -> str:
        return words(self.html)

    def select(self, selector: str) -> list[Tag]:
        return self.html.select(selector)

    def one(self, selector: str) -> str:
        """The words of the one element that fits."""
        found = self.html.select(selector)
        assert len(found) == 1, f"{selector} fits {len(found)} elements"
        return words(found[0])

    def form(self, selector: str = "main form") -> dict[str, str]:
        """What a press of the button would send: hidden, typed and chosen values of the first form that fits."""
        form = self.html.select_one(selector)
        assert form is not None, f"no {selector}"
        return read_form(form)


def read_form(form: Tag) -> dict[str, str]:
    listed = form.select("select[name] option[selected]")
    return {one.find_parent("select")["name"]: one["value"] for one in listed} | {
        field["name"]: field.get("value", "") if field.name == "input" else words(field)
        for field in form.select("input[name], textarea[name]")
        if field.get("type") not in ("radio", "checkbox", "file", "submit") or field.has_attr("checked")
    }


class Browser:
    """Cookies, one language, and a judge's eye."""

    def __init__(self, app: Flask) -> None:
        self.app, self.client = app, app.test_client()

    @classmethod
    def again(cls, app: Flask, cookies: list[tuple[str, str, str]]) -> Browser:
        """A browser with the cookies of one that signed in before; its last step is now."""
        browser = cls(app)
        for name, value, path in cookies:
            browser.client.set_cookie(name, value, path=path)
        browser.in_session(lambda session: session.update(touched=monotonic_seconds()))
        return browser

    def cookies(self) -> list[tuple[str, str, str]]:
        found = [self.client.get_cookie(name, path=path) for name, path in COOKIES]
        return [(one.key, one.value, one.path) for one in found if one]

    def in_session(self, change: Callable[[Any], Any]) -> Any:
        """Lets `change` look at or write what the server put into this browser's session."""

        def changed() -> Any:
            with self.client.session_transaction() as session:
                return change(session)

        return Context().run(changed)

    def get(self, url: str, status: int = 200, **headers: str) -> Page:
        return self.take(self.ask(self.client.get, url, headers=headers), status)

    def post(self, url: str, data: dict[str, Any] | None = None, status: int = 303, **headers: str) -> Page:
        given = dict(data or {})
        if "csrf_token" not in given:
            given["csrf_token"] = self.csrf()
        return self.take(self.ask(self.client.post, url, data=given, headers=headers), status)

    def shown_by_get(self, response: Any) -> Any:
        """Where an answer is shown by a GET: that page, with the status that the form was answered with."""
        answer = parse_qs(urlsplit(response.headers.get("Location", "")).query).get("answer")
        if response.status_code != 303 or not answer:
            return response
        shown = self.ask(self.client.get, response.headers["Location"])
        kept = self.client.application.extensions["answers"].kept[answer[0]]
        assert shown.status_code in (200, kept.status), "an answer is shown, and by the second look it is the same"
        shown.status_code = kept.status
        return shown

    def ask(self, method: Any, url: str, **sent: Any) -> Any:
        """As a request from outside comes: sharing nothing with the application context of the test around it."""
        return Context().run(method, url, **sent)

    def csrf(self) -> str:
        """A token of this browser's session, as a form of any page would carry it."""
        own = self.in_session(lambda session: session.setdefault("csrf_token", secrets.token_hex(20)))
        return str(URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(own))

    def take(self, response: Any, status: int) -> Page:
        page = Page(self.shown_by_get(response))
        assert page.status == status, f"{page.status} instead of {status}: {page.h1 or page.text[:300]} {page.location}"
        if not 300 <= status < 400 and page.response.mimetype == "text/html" and "<html" in page.source:
            judge(page)
        return page


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


def judge(page: Page) -> None:
    """One h1, unique ids, a label for every field, a language, an action for every form, no handler in a tag."""
    html = document_fromstring(page.source)
    assert len(html.xpath("//h1")) == 1, "a page has one h1"
    assert html.get("lang") in LANGUAGES, "a page says its language"
    assert len(html.xpath("//main[@id='main']")) == 1, "a page has its main part"
    ids = html.xpath("//@id")
    assert len(ids) == len(set(ids)), f"an id stands twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    for form in html.xpath("//form"):
        assert form.get("action"), f"a form without an action: {form.get('id')}"
        if form.get("method") == "post":
            assert form.xpath(".//input[@name='csrf_token']"), f"no token in the form to {form.get('action')}"
    labels = set(html.xpath("//label/@for"))
    for field in html.xpath("//input[not(@type='hidden' or @type='submit')] | //select | //textarea"):
        assert is_labelled(field, labels), f"no label: {field.get('name')}"
    for at in " ".join(html.xpath("//@aria-describedby | //@aria-labelledby")).split():
        assert at in ids, f"aria points at {at}, which is not there"
    for tag in html.xpath("//*[@style or @onclick or @onsubmit]"):
        raise AssertionError(f"inline style or handler: {tag.tag}")


def is_labelled(field: Any, labels: set[str]) -> bool:
    named = field.get("aria-label") or field.get("aria-labelledby") or field.xpath("ancestor::label")
    return bool(named or (field.get("id") in labels))
