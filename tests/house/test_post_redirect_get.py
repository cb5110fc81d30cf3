"""What answers a form is shown by a GET: it can be reloaded, left by Back, come back to, and read in every language."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from tests.house.doors import ANYONE
from tests.house.house import tell
from tests.house.test_routes import listed
from tests.judge import LANGUAGES

#: A browser that sends a form says so.
FORM = {"Accept": "text/html,application/xhtml+xml", "Sec-Fetch-Mode": "navigate"}
#: What is sent: nothing; and words for whatever asks for some.
SENT = (
    {},
    {"q": "ба", "iin": "1", "login": "nobody", "password": "x", "old": "x", "new": "y", "again": "y", "code": "12",
     "number": "1", "text": "x", "note": "x", "comment": "x", "key": "x", "since": "1", "name": "x", "asked": "name"},
)  # fmt: skip
#: Made for scripts of our own pages, which show nothing that they are answered.
SCRIPTS = ("demo.ncalayer", "operator.lease_leave", "operator.lease_look")
#: The clock of a test is no demo's, and whoever signs out is at the start page again.
ELSEWHERE = ("demo.clock", "signin.sign_out")


def faults_of(client, answer, name):
    """What is wrong with how a form was answered."""
    if answer.status_code in (302, 303) and "answer=" in answer.location:
        yield from (fault for language in LANGUAGES for fault in shown(client, answer.location, language, name))
    elif answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
        yield f"{name}: {answer.status_code} was shown by the POST itself"


def shown(client, location, language, name):
    page = client.get(f"{location}&lang={language}", headers={"Accept": "text/html"})
    html = BeautifulSoup(page.get_data(as_text=True), "lxml")
    if page.status_code in (405, 500) or html.html["lang"] != language:
        yield f"{name} in {language}: {page.status_code}"
    links = [link["href"] for link in html.select("nav.langs a")]
    if not links or not all("answer=" in link for link in links):
        yield f"{name}: its languages lead to {links}"


@pytest.mark.parametrize("role", ANYONE)
def test_every_answer_to_a_form_is_shown_by_a_get(app, visitors, tokens, places, role):
    wrong = []
    for name, door in listed(app, "POST"):
        if role in door.who and name not in (*SCRIPTS, *ELSEWHERE):
            for sent in SENT:
                client, headers = visitors(role, door.key), {**FORM, "X-CSRFToken": tokens(role, door.key)}
                answer = client.post(door.url.format(**places), data=sent, headers=headers)
                wrong += faults_of(client, answer, f"{name} as {role}")
    tell("A page that answers a form is shown by a GET (post_redirect_get):", wrong)


@pytest.mark.parametrize("role", ("anonymous", "citizen", "operator"))
def test_what_is_refused_at_the_door_is_read_in_every_language_too(app, visitors, places, role):
    wrong = []
    for name, door in listed(app, "POST"):
        if role not in door.who:
            continue
        client = visitors(role, door.key)
        client.get("/")
        answer = client.post(door.url.format(**places), headers=FORM)
        html = BeautifulSoup(answer.get_data(as_text=True), "lxml")
        for link in html.select("nav.langs a"):
            page = client.get(urljoin(door.url.format(**places), link["href"]))
            if page.status_code != 400:
                wrong.append(f"{name}: {page.status_code} at {link['href']}")
    tell("The languages of an error lead to the same error:", wrong)
