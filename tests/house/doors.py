"""Every door of the house and who may pass: the public's, the citizen's and the demo's; those of staff stand beside."""

from __future__ import annotations

from typing import NamedTuple

ANYONE = ("anonymous", "citizen", "operator", "supervisor", "head_office", "administrator", "auditor", "helpline")
CITIZEN, BRANCH, ALERTED = ("citizen",), ("operator", "supervisor"), ("operator", "supervisor", "head_office")
CASE_WORKERS = (*BRANCH, "head_office")
CASE_READERS = (*CASE_WORKERS, "auditor")
#: The head office reaches a case only where nobody of its branch is left for it.
FAR = {"head_office": 404}
HEAD_OFFICE = ("head_office",)
SUPERVISES = ("supervisor", "head_office", "auditor")
SEES_TO, SUPERVISING = ("supervisor", "head_office", "administrator"), ("supervisor", "head_office")
ADMIN, STAFF = ("administrator",), ANYONE[2:]
DRAFTERS = ("head_office", "administrator")
REFERENCE_READERS = (*DRAFTERS, "auditor")
LOGINS = {
    "operator": "karaganda-1",
    "supervisor": "karaganda-head",
    "head_office": "head-office",
    "administrator": "administrator",
    "auditor": "auditor",
    "helpline": "helpline",
}
#: Who goes through the citizen's doors: one on the register, with a notice; one with a draft under way.
REGISTERED, DRAFTING, REFUSED = "aigerim", "olzhas", "marat"
STAFF_SIGN_IN, CITIZEN_SIGN_IN = "/operator/sign-in", "/sign-in"


class Door(NamedTuple):
    """An address as an example, who may pass, which citizen tries, and what a role gets instead of 200."""

    url: str
    who: tuple[str, ...]
    key: str = REGISTERED
    instead: dict[str, int] = {}


DOORS: dict[str, Door] = {
    "static": Door("/static/house.css", ANYONE),
    "htmx": Door("{htmx}", ANYONE),
    "public.start": Door("/", ANYONE),
    "public.hints": Door("/hints", ANYONE),
    "public.help": Door("/help", ANYONE),
    "public.accessibility": Door("/accessibility", ANYONE),
    "public.data": Door("/data", ANYONE),
    "public.lists": Door("/lists", ANYONE),
    "public.published_list": Door("/published-list/{published}/general", ANYONE),
    "public.list_file": Door("/list-file/{published}/general/2026-10.csv", ANYONE),
    "api.place": Door("/api/place", ANYONE, instead=dict.fromkeys(ANYONE, 401)),
    "api.openapi": Door("/api/openapi", ANYONE),
    "public.verify": Door("/verify/{code}", ANYONE),
    "public.health_alive": Door("/healthz", ANYONE),
    "public.health_ready": Door("/readyz", ANYONE, instead=dict.fromkeys(ANYONE, 503)),  # no scheduler in a test
    "public.health_metrics": Door("/metrics", ANYONE),
    "signin.sign_in": Door("/sign-in", ANYONE, instead={"citizen": 303}),
    "signin.code": Door("/sign-in/code", ANYONE, instead={"citizen": 303}),
    "signin.code_send": Door("/sign-in/code/send", ANYONE),
    "signin.code_enter": Door("/sign-in/code/enter", ANYONE),
    "signin.sign_out": Door("/sign-out", ANYONE),
    "citizen.cabinet": Door("/cabinet", CITIZEN),
    "citizen.application": Door("/cabinet/application/{number}", CITIZEN),
    "citizen.withdraw": Door("/cabinet/withdraw/{number}", CITIZEN),
    "citizen.withdraw_confirm": Door("/cabinet/withdraw/{number}", CITIZEN),
    "citizen.own_consent": Door("/cabinet/own-consent/{number}", CITIZEN),
    "citizen.own_consent_withdraw": Door("/cabinet/own-consent/{number}/withdraw", CITIZEN),
    "citizen.own_consent_give": Door("/cabinet/own-consent/{number}/give", CITIZEN),
    "citizen.signature": Door("/cabinet/signature/{number}", CITIZEN),
    "citizen.evidence": Door("/cabinet/evidence/{number}/document", CITIZEN),
    "citizen.change": Door("/cabinet/change/{number}", CITIZEN),
    "citizen.change_save": Door("/cabinet/change/{number}", CITIZEN),
    "citizen.change_remove": Door("/cabinet/change/{number}/remove/1", CITIZEN),
    # Nothing is written that could be signed: back to where it is written.
    "citizen.change_check": Door("/cabinet/change-check/{number}", CITIZEN, instead={"citizen": 303}),
    "citizen.leave": Door("/cabinet/leave/{number}", CITIZEN),
    # Nobody is removed in the example.
    "citizen.removal": Door("/cabinet/removal/{number}", CITIZEN, instead={"citizen": 404}),
    "citizen.removal_answer": Door("/cabinet/removal/{number}/answer", CITIZEN),
    # Nothing is proposed about the place in the example.
    "citizen.family_place": Door("/cabinet/family-place/1", CITIZEN, instead={"citizen": 404}),
    "citizen.family_place_answer": Door("/cabinet/family-place/1/answer", CITIZEN),
    "citizen.family_place_complain": Door("/cabinet/family-place/1/complain", CITIZEN),
    "citizen.complaint": Door("/cabinet/complaint/{number}", CITIZEN),
    "citizen.complaint_file": Door("/cabinet/complaint/{number}", CITIZEN),
    "citizen.inventory": Door("/cabinet/inventory/{number}", CITIZEN),
    "citizen.inventory_answer": Door("/cabinet/inventory/{number}/answer", CITIZEN),
    "citizen.inventory_consent": Door("/cabinet/inventory/{number}/consent", CITIZEN),
    "citizen.again": Door("/cabinet/again/{refused}", CITIZEN, REFUSED),
    "citizen.again_start": Door("/cabinet/again/{refused}", CITIZEN, REFUSED),
    "citizen.readings": Door("/cabinet/readings", CITIZEN),
    "citizen.my_data": Door("/cabinet/my-data", CITIZEN),
    "citizen.my_data_file": Door("/cabinet/my-data/file", CITIZEN),
    "citizen.my_data_erase": Door("/cabinet/my-data/erase", CITIZEN),
    "citizen.phone": Door("/cabinet/phone", CITIZEN),
    "citizen.phone_check": Door("/cabinet/phone/check", CITIZEN),
    "citizen.apply": Door("/apply", CITIZEN),
    "citizen.facts": Door("/apply/facts", CITIZEN, DRAFTING),
    "citizen.facts_ask": Door("/apply/facts", CITIZEN, DRAFTING),
    "citizen.facts_dispute": Door("/apply/facts/born/dispute", CITIZEN, DRAFTING),
    "citizen.tasks": Door("/apply/tasks", CITIZEN, DRAFTING),
    "citizen.ward": Door("/apply/ward", CITIZEN),
    "citizen.tasks_rules": Door("/apply/tasks/rules", CITIZEN, DRAFTING),
    "citizen.basis": Door("/apply/basis", CITIZEN, DRAFTING),
    "citizen.documents": Door("/apply/documents", CITIZEN, DRAFTING),
    "citizen.documents_go_on": Door("/apply/documents", CITIZEN, DRAFTING),
    "citizen.documents_attach": Door("/apply/documents/technical_conclusion", CITIZEN, DRAFTING),
    "citizen.documents_move": Door("/apply/documents/{paper}/move/up", CITIZEN, DRAFTING),
    "citizen.documents_remove": Door("/apply/documents/{paper}/remove", CITIZEN, DRAFTING),
    "citizen.document": Door("/cabinet/document/{paper}", CITIZEN, "viktor"),
    "citizen.settlement": Door("/apply/settlement", CITIZEN, DRAFTING),
    "citizen.category": Door("/apply/category", CITIZEN, DRAFTING),
    "citizen.dwelling": Door("/apply/dwelling", CITIZEN, DRAFTING),
    "citizen.contact": Door("/apply/contact", CITIZEN, DRAFTING),
    "citizen.family": Door("/apply/family", CITIZEN, DRAFTING),
    "citizen.family_remove": Door("/apply/family/remove", CITIZEN, DRAFTING),
    "citizen.consent_link": Door("/consent-link/0", ANYONE, instead={"citizen": 404}),
    "citizen.awaited_consents": Door("/cabinet/awaited-consents/{number}", CITIZEN),
    "citizen.awaited_consents_remind": Door("/cabinet/awaited-consents/{number}/remind/1", CITIZEN),
    "citizen.consents": Door("/consents", CITIZEN),
    "citizen.consents_give": Door("/consents/1/give", CITIZEN),
    "citizen.consents_refuse": Door("/consents/1/refuse", CITIZEN),
    "citizen.consents_withdraw": Door("/consents/1/withdraw", CITIZEN),
    "citizen.check": Door("/apply/check", CITIZEN, DRAFTING),
    "citizen.check_send": Door("/apply/check/send", CITIZEN, DRAFTING),
    "citizen.check_code": Door("/apply/check/code", CITIZEN, DRAFTING),
    # Nothing is being filed: back to the page on which it is signed.
    "citizen.being_filed": Door("/apply/being-filed", CITIZEN, DRAFTING, instead={"citizen": 302}),
    # What the world of the tests signs is no form of an application: nobody can print it.
    "citizen.filing": Door("/cabinet/filing/{number}/receipt.pdf", CITIZEN, instead={"citizen": 404}),
    "citizen.receipt": Door("/cabinet/receipt/{number}", CITIZEN),
    "citizen.notice": Door("/cabinet/notice/{notice}", CITIZEN),
    "citizen.pdf": Door("/cabinet/notice/{notice}.pdf", CITIZEN),
    "demo.ncalayer": Door("/demo/ncalayer", ANYONE),
    "demo.clock": Door("/demo/clock", ANYONE),
    "demo.phone": Door("/demo/phone", ANYONE),
    "demo.switches": Door("/demo/switches", ANYONE),
    "demo.switches_flip": Door("/demo/switches", ANYONE),
}
