"""Officials at their desks, by HTTP: each signs in, looks at the queue, takes a case, opens it and decides it.

A client keeps its connection and its cookies and sends the tokens of the pages that it was shown, as a browser does,
from an address of its own behind the proxy. It follows what the pages say and knows nothing of the database.
"""

from __future__ import annotations

import gzip
import html
import http.client
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from random import Random
from threading import Barrier
from typing import Any, NamedTuple
from urllib.parse import urlencode

from bench.desk_cases import Account
from housing.law.lifecycle import STATUSES
from housing.security import totp

QUEUE, HTMX = "/operator/queue", {"HX-Request": "true"}
#: Lists of which every one fills its page of fifty rows, for as long as thousands are open.
LISTS = (
    "", "", "", "whose=unassigned", "basis=no_housing", "basis=emergency_housing", "sort=-due", "sort=accepted",
    "list=general", "basis=no_housing&sort=-accepted",
)  # fmt: skip
#: In a hundred: how often the next page is looked at too, the most urgent case is asked for rather than one of the
#: list, and two officials send a decision on the same case at once.
NEXT_PAGE, MOST_URGENT, RACE = 30, 30, 10


class Answer(NamedTuple):
    status: int
    location: str
    text: str


@dataclass
class Log:
    """What a client was told. `asked`: (what, status, seconds); status 0: the line broke. `done`, `proposed`: cases of
    which the answer said that they are decided, or wait for a second look, each as (number, address of who was told).
    """

    asked: list[tuple[str, int, float]] = field(default_factory=list)
    done: list[tuple[str, str]] = field(default_factory=list)
    proposed: list[tuple[str, str]] = field(default_factory=list)


class Window:
    """A window of a browser: a line that is kept open, cookies, and a log."""

    def __init__(self, port: int, address: str, cookies: dict[str, str], log: Log) -> None:
        self.line, self.cookies, self.log = http.client.HTTPConnection("127.0.0.1", port, timeout=60), cookies, log
        self.home, self.address = f"https://127.0.0.1:{port}", address
        self.headers = {"Accept-Encoding": "gzip", "X-Forwarded-For": address, "X-Forwarded-Proto": "https"}

    def get(self, what: str, path: str) -> Answer:
        return self.ask(what, "GET", path, None, {})

    def post(self, what: str, path: str, form: dict[str, str], **headers: str) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"{self.home}{QUEUE}"}
        return self.ask(what, "POST", path, urlencode(form), kind | headers)

    def ask(self, what: str, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        """An answer to a form that is shown by a GET is told by what it shows: 409 a conflict, else 422."""
        began = time.perf_counter()
        try:
            answer = self.exchange(method, path, body, headers)
            if answer.status == 303 and "answer=" in answer.location:
                shown = self.exchange("GET", answer.location, None, {}).text
                answer = Answer(409 if 'id="case-conflict"' in shown else 422, "", shown)
        except (OSError, http.client.HTTPException):
            self.line.close()
            answer = Answer(0, "", "")
        self.log.asked.append((what, answer.status, time.perf_counter() - began))
        return answer

    def exchange(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.line.request(method, path, body, {**self.headers, **headers, "Cookie": cookie})
        response = self.line.getresponse()
        content = response.read()
        for line in response.headers.get_all("Set-Cookie", ()):
            self.cookies.update({name: one.value for name, one in SimpleCookie(line).items()})
        packed = response.getheader("Content-Encoding") == "gzip"
        text = (gzip.decompress(content) if packed else content).decode("utf-8", "replace")
        return Answer(response.status, response.getheader("Location") or "", text)


def inputs(text: str) -> list[dict[str, str]]:
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", text)]


def free_in(page: str) -> list[str]:
    """Numbers of the cases of a list that nobody holds."""
    return re.findall(r'formaction="/operator/queue/(\d+)/claim', page)


def token_of(text: str) -> str:
    return next(one["value"] for one in inputs(text) if one.get("name") == "csrf_token")


class Seat(NamedTuple):
    """Where an official sits: the address, and the cookies of the browser there. `number`: tells one from another."""

    number: int
    address: str
    cookies: dict[str, str]


def sign_in(port: int, account: Account, number: int) -> Seat:
    """An official signs in from a seat of their own, by password and, where an authenticator is enrolled, by a code."""
    address = f"10.0.{number // 250}.{number % 250 + 1}"
    window = Window(port, address, {}, Log())
    token = token_of(window.get("sign in", "/operator/sign-in").text)
    given = {"csrf_token": token, "login": account.login, "password": account.password}
    answer = window.post("sign in", "/operator/sign-in", given)
    if answer.location == "/operator/code":
        code = totp.code_at(account.secret, int(time.time()) // totp.STEP)
        token = token_of(window.get("sign in", answer.location).text)
        answer = window.post("sign in", "/operator/code/enter", {"csrf_token": token, "code": code})
    window.line.close()
    assert answer.location == QUEUE, f"{account.login} is not let in: {window.log.asked}"
    return Seat(number, address, window.cookies)


class Operator:
    """One official. `colleague`: against whom they race; `pause`: seconds between two steps, on average."""

    def __init__(self, port: int, seat: Seat, colleague: Seat, pause: float) -> None:
        self.port, self.colleague, self.pause, self.log = port, colleague, pause, Log()
        self.random = Random(seat.number)  # noqa: S311
        self.window, self.token = Window(port, seat.address, seat.cookies, self.log), ""

    def work_until(self, end: float) -> Log:
        """`end`: by the monotonic clock. What is begun is finished."""
        self.think()
        while time.monotonic() < end:
            self.one_case()
        self.window.line.close()
        return self.log

    def think(self) -> None:
        time.sleep(self.pause * self.random.uniform(0.5, 1.5))

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def look(self) -> str:
        """A list of fifty rows, perhaps the page after it."""
        page = self.window.get("queue", f"{QUEUE}?{self.random.choice(LISTS)}").text
        following = re.search(r'href="([^"]+)" rel="next"', page)
        if following and self.chance(NEXT_PAGE):
            self.think()
            page = self.window.get("queue", html.unescape(following[1])).text or page
        self.token = token_of(page) if page else self.token
        return page

    def one_case(self) -> None:
        page = self.look()
        free = free_in(page)
        self.think()
        if free and self.chance(RACE):
            return self.race(self.random.choice(free))
        number = self.take(free)
        return self.decide(number) if number else None

    def take(self, free: list[str]) -> str:
        """The number of the case that is this official's now, or "": somebody was faster."""
        form = {"csrf_token": self.token}
        if not free or self.chance(MOST_URGENT):
            answer = self.window.post("next", f"{QUEUE}/next", form)
            return answer.location.rpartition("/")[2] if "/case/" in answer.location else ""
        number = self.random.choice(free)
        answer = self.window.post("claim", f"{QUEUE}/{number}/claim", form, **HTMX)
        return number if answer.status == 200 else ""

    def decide(self, number: str) -> None:
        form = self.filled_in(self.window, number)
        if form:
            self.send(self.window, number, form)
            self.think()

    def filled_in(self, window: Window, number: str) -> dict[str, str]:
        """The form of the case as an official would send it; empty: the case is not theirs to decide."""
        case = f"/operator/case/{number}"
        page = window.get("case", case).text
        if 'id="case-form"' not in page:
            return {}
        fields = inputs(page[page.index('id="case-form"') :])
        form = {"csrf_token": token_of(page), "note": ""}
        form |= {one["name"]: one["value"] for one in fields if one.get("name") == "version"}
        asked = {one["name"] for one in fields if one.get("name", "").startswith("settle-")}
        self.think()
        if asked:
            good = {name: "yes" if name.endswith("reliable") else "no" for name in asked}
            form |= good | {"note": "by the answer of the akimat on paper"}
            page = window.post("try", f"{case}/try", form, **HTMX).text
            self.think()
        return {**form, "verdict": proposed_in(page)}

    def send(self, window: Window, number: str, form: dict[str, str]) -> None:
        answer = window.post("decide", f"/operator/case/{number}/decide", form)
        if answer.location == f"{QUEUE}?done={number}":
            became = became_in(window.get("decided", answer.location).text, number)
            told_as = {"registered": self.log.done, "refused": self.log.done, "second_look": self.log.proposed}
            told_as.get(became, []).append((number, window.address))

    def race(self, number: str) -> None:
        """Two officials open a free case, and both send their decision in the same moment."""
        second = Window(self.port, self.colleague.address, dict(self.colleague.cookies), self.log)
        forms = [(window, self.filled_in(window, number)) for window in (self.window, second)]
        ready = [one for one in forms if one[1]]
        gate = Barrier(max(len(ready), 1))

        def off(one: tuple[Window, dict[str, str]]) -> None:
            gate.wait()
            self.send(one[0], number, one[1])

        with ThreadPoolExecutor(2) as both:
            list(both.map(off, ready))
        second.line.close()


def became_in(page: str, number: str) -> str:
    """The status of a case by the box over the list that says what became of it; "": there is none."""
    found = re.search(rf'class="box ok.*?/operator/case/{number}\b.*?"tag (\w+)".*?#i-(\w+)', page, re.DOTALL)
    return next((code for code, one in STATUSES.items() if found and (one.tone, one.icon) == found.groups()), "")


def proposed_in(page: str) -> str:
    """The decision that the law proposes, read off the box that says so."""
    found = re.search(r'id="case-proposal".*?class="box (\w+)', page, re.DOTALL)
    return "register" if found and found[1] == "ok" else "refuse"


def crew(port: int, seats: list[Seat], seconds: float, pause: float) -> list[Log]:
    """The officials of these seats at work at once for so long, each in a thread."""
    beside = [*seats[1:], seats[0]]
    people = [Operator(port, seat, colleague, pause) for seat, colleague in zip(seats, beside, strict=True)]
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(lambda one: one.work_until(end), people))


def told(logs: list[Log]) -> dict[str, Any]:
    """What all of them were told, together; `done`, `proposed`: numbers.

    Who decides a case in two windows at once has pressed twice: both say that it is decided, and it counts once.
    """
    asked = [one for log in logs for one in log.asked]
    done = {one for log in logs for one in log.done}
    proposed = {one for log in logs for one in log.proposed}
    return {"asked": asked, "done": [number for number, _ in done], "proposed": [number for number, _ in proposed]}
