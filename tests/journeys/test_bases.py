"""Each basis to each end: applied for on a phone, read by an official at a desk, told in the applicant's account."""

from __future__ import annotations

import pytest

from tests.journeys.seat import PHONE
from tests.papers import pdf

#: Who applies, on which basis, with which paper, who decides, how the paper is found, and how it ends.
STORIES = {
    "no_housing registered": ("olzhas", "no_housing", None, None, "registered"),
    "no_housing refused": ("marat", "no_housing", None, ("astana-1", {}), "refused"),
    "emergency registered": (
        "viktor", "emergency_housing", "technical_conclusion",
        ("karaganda-1", {"settle-application-documents-0-reliable": "yes"}), "registered",
    ),
    "emergency refused": (
        "viktor", "emergency_housing", "technical_conclusion",
        ("karaganda-1", {"settle-application-documents-0-reliable": "no"}), "refused",
    ),
    "orphan registered": (
        "amirkhan", "orphan_documents", "orphan_proof",
        ("astana-1", {"settle-application-documents-0-reliable": "yes", "settle-applicant-orphan_proven": "yes"}),
        "registered",
    ),
    "orphan refused": (
        "amirkhan", "orphan_documents", "orphan_proof",
        ("astana-1", {"settle-application-documents-0-reliable": "yes", "settle-applicant-orphan_proven": "no"}),
        "refused",
    ),
}  # fmt: skip
VERDICT = {"registered": "register", "refused": "refuse"}


def answer(hand, topic, **given):
    hand.go(f"/apply/{topic}")
    for name, value in given.items():
        hand.choose(name, value)
    hand.press(f"main form[action='/apply/{topic}'] button.btn")
    hand.page.wait_for_url(lambda url: not url.endswith(f"/apply/{topic}"))


def apply(hand, world, key, basis, paper):
    hand.enter(world.citizen(key))
    hand.go("/apply?lang=en")
    hand.page.check("input[name=consent]")
    hand.press("main form[action='/apply'] button")
    hand.at("/apply/facts")
    answer(hand, "basis", basis=basis)
    if paper:
        hand.at("/apply/documents")
        chosen = {"name": "Құжат.pdf", "mimeType": "application/pdf", "buffer": pdf(2)}
        hand.page.set_input_files(f"#{paper}-file", chosen)
        hand.press(f"button[formaction$='/{paper}']")
        hand.page.wait_for_selector("#documents-list li")
    hand.go("/apply/settlement")
    hand.page.select_option("#settlement", world.person(key).settlement)
    hand.press("main form[action='/apply/settlement'] button.btn")
    hand.at("/apply/tasks")
    answer(hand, "category", category="none")
    answer(hand, "dwelling", agrees_smaller="no")
    hand.go("/apply/contact")
    hand.page.fill("#phone", "+77000000000")
    hand.press("main form[action='/apply/contact'] button.btn")
    hand.at("/apply/tasks")
    hand.go("/apply/check")
    hand.look()
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=sign]")
    hand.at("/cabinet/receipt/")
    world.work()
    return hand.page.url.rpartition("/")[2]


def decide(official, number, login, found, verdict):
    desk = official(login)
    desk.go(f"/operator/case/{number}")
    for name, value in found.items():
        desk.choose(name, value)
    desk.choose("verdict", verdict)
    desk.page.fill("textarea[name=note]", "The document was read.")
    desk.press("#case-form button:not([formaction])")
    if verdict == "refuse":
        confirm(official, number, f"{login.partition('-')[0]}-head")
    else:
        desk.at("/operator/queue")


def confirm(official, number, login):
    """The first refusal of a branch on its ground waits for a second official."""
    desk = official(login)
    desk.go(f"/operator/case/{number}")
    desk.press("form[action$='/second-look/confirm'] button")
    desk.at("/operator/queue")


@pytest.mark.parametrize("story", STORIES)
def test_a_basis_to_its_end(window, official, world, story):
    key, basis, paper, decided_by, ends = STORIES[story]
    hand = window(PHONE)
    number = apply(hand, world, key, basis, paper)
    if decided_by:
        decide(official, number, *decided_by, VERDICT[ends])
        world.work()
    for language in ("kk", "ru", "en"):
        hand.go(f"/cabinet/application/{number}?lang={language}")
        hand.press("main a[href^='/cabinet/notice/']")
        hand.page.wait_for_url("**/cabinet/notice/*")
        hand.look()
        assert world.person(key).surname_kk in hand.page.inner_text("main")
