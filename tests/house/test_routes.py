"""Every door of the house, and who may pass. A door that is not listed here fails the tests, and so does a lost one."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.house.house import tell

ANYONE = ("anonymous", "citizen", "operator", "supervisor", "head_office", "administrator", "auditor", "helpline")
CITIZEN, BRANCH, ALERTED = ("citizen",), ("operator", "supervisor"), ("operator", "supervisor", "head_office")
CASE_WORKERS = (*BRANCH, "head_office")
CASE_READERS = (*CASE_WORKERS, "auditor")
#: The head office reaches a case only where nobody of its branch is left for it.
FAR = {"head_office": 404}
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


ROUTES: dict[str, Door] = {
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
    "citizen.complaint": Door("/cabinet/complaint/{number}", CITIZEN),
    "citizen.complaint_file": Door("/cabinet/complaint/{number}", CITIZEN),
    "citizen.again": Door("/cabinet/again/{refused}", CITIZEN, REFUSED),
    "citizen.again_start": Door("/cabinet/again/{refused}", CITIZEN, REFUSED),
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
    "operator.sign_in": Door(STAFF_SIGN_IN, ANYONE),
    "operator.sign_in_open": Door(STAFF_SIGN_IN, ANYONE),
    "operator.code": Door("/operator/code", ANYONE, instead=dict.fromkeys(ANYONE, 303)),  # no password was right yet
    "operator.code_enter": Door("/operator/code/enter", ANYONE),
    "operator.authenticator": Door("/operator/authenticator", STAFF),
    "operator.authenticator_confirm": Door("/operator/authenticator", STAFF),
    "operator.authenticator_codes": Door("/operator/authenticator/codes", STAFF),
    "operator.password": Door("/operator/password", STAFF),
    "operator.password_change": Door("/operator/password", STAFF),
    "operator.sessions": Door("/operator/sessions", STAFF),
    "operator.sessions_end": Door("/operator/sessions/end", STAFF),
    "operator.sessions_end_others": Door("/operator/sessions/end-others", STAFF),
    "operator.sessions_stay": Door("/operator/sessions/stay", STAFF),
    "operator.staff_accounts": Door("/operator/staff-accounts", ADMIN),
    "operator.staff_accounts_add": Door("/operator/staff-accounts/add", ADMIN),
    "operator.staff_account": Door("/operator/staff-account/1", ADMIN),
    "operator.staff_account_assign": Door("/operator/staff-account/1/assign", ADMIN),
    "operator.staff_account_activity": Door("/operator/staff-account/1/activity", ADMIN),
    "operator.staff_account_end": Door("/operator/staff-account/1/end", ADMIN),
    "operator.staff_account_reset": Door("/operator/staff-account/1/reset", ADMIN),
    "operator.staff_account_password": Door("/operator/staff-account/1/password", ADMIN),
    "operator.queue": Door("/operator/queue", BRANCH),
    "operator.queue_find": Door("/operator/queue/find", BRANCH),
    "operator.queue_claim": Door("/operator/queue/{case}/claim", BRANCH),
    "operator.queue_next": Door("/operator/queue/next", BRANCH),
    "operator.queue_save": Door("/operator/queue/save", BRANCH),
    "operator.queue_forget": Door("/operator/queue/saved/1/remove", BRANCH),
    "operator.assign_chosen": Door("/operator/assign", BRANCH),
    "operator.case": Door("/operator/case/{case}", CASE_READERS, instead=FAR),
    "operator.lease_take": Door("/operator/case/{case}/lease/take", CASE_WORKERS, instead=FAR),
    "operator.lease_look": Door("/operator/case/{case}/lease/look", CASE_WORKERS, instead=FAR),
    "operator.lease_leave": Door("/operator/case/{case}/lease/leave", CASE_WORKERS, instead=FAR),
    "operator.lease_release": Door("/operator/case/{case}/lease/release", CASE_WORKERS, instead=FAR),
    "operator.case_try": Door("/operator/case/{case}/try", CASE_WORKERS, instead=FAR),
    "operator.case_decide": Door("/operator/case/{case}/decide", CASE_WORKERS, instead=FAR),
    "operator.notes_save": Door("/operator/case/{case}/notes", CASE_WORKERS, instead=FAR),
    "operator.preview": Door("/operator/case/{case}/preview", CASE_WORKERS, instead=FAR),
    "operator.second_look_confirm": Door("/operator/case/{case}/second-look/confirm", SUPERVISING, instead=FAR),
    "operator.second_look_return": Door("/operator/case/{case}/second-look/return", SUPERVISING, instead=FAR),
    "operator.second_look_take_back": Door("/operator/case/{case}/second-look/take-back", CASE_WORKERS, instead=FAR),
    # The case of the example is undecided: there is nothing to correct yet.
    "operator.reissue": Door("/operator/case/{case}/reissue", ("supervisor",), instead={"supervisor": 404}),
    "operator.reissue_replace": Door("/operator/case/{case}/reissue", ("supervisor",)),
    "operator.viewer": Door("/operator/case/{case}/viewer/{paper}", CASE_READERS, instead=FAR),
    "operator.viewer_read": Door("/operator/case/{case}/viewer/{paper}/read", CASE_WORKERS, instead=FAR),
    "operator.sheet": Door("/operator/document/{paper}/sheet/1", CASE_READERS, instead=FAR),
    "operator.sent_file": Door("/operator/sent-file/{paper}", ("supervisor", "auditor")),
    "operator.sent_file_take": Door("/operator/sent-file/{paper}", ("supervisor", "auditor")),
    "operator.document": Door("/operator/document/{paper}", CASE_READERS, instead=FAR),
    "operator.answer": Door("/operator/case/{case}/answer/{request}", CASE_READERS, instead=FAR),
    # No notice has been issued in the case of the example.
    "operator.notice": Door("/operator/case/{case}/notice", CASE_READERS, instead=dict.fromkeys(CASE_READERS, 404)),
    "operator.complaints": Door("/operator/complaints", (*SUPERVISING, "auditor")),
    "operator.complaint": Door("/operator/complaint/{complaint}", (*SUPERVISING, "auditor")),
    "operator.complaint_answer": Door("/operator/complaint/{complaint}/answer", SUPERVISING),
    "operator.inbox": Door("/operator/inbox", ALERTED),
    "operator.inbox_handle": Door("/operator/inbox/1/handle", ALERTED),
    "operator.inbox_assign": Door("/operator/inbox/{case}/assign", ("supervisor",)),
    "operator.inbox_read": Door("/operator/inbox/read", ALERTED),
    "operator.inbox_causes": Door("/operator/inbox/causes", ALERTED),
    "operator.messages": Door("/operator/messages", (*SEES_TO, "auditor")),
    "operator.messages_again": Door("/operator/messages/1/again", SEES_TO),
    "operator.messages_close": Door("/operator/messages/1/close", SEES_TO),
    "operator.message_texts": Door("/operator/message-texts", (*SEES_TO, "auditor")),
    "operator.dashboard": Door("/operator/dashboard", (*SUPERVISING, "auditor")),
    "operator.figures": Door("/operator/figures", (*SUPERVISING, "auditor")),
    "operator.helpline": Door("/operator/helpline", ("helpline",)),
    "operator.helpline_find": Door("/operator/helpline/find", ("helpline",)),
    "operator.journal": Door("/operator/journal", ("auditor",)),
    "operator.journal_file": Door("/operator/journal-file", ("auditor",)),
    "register.entries": Door("/register/entries", SUPERVISES),
    "register.entries_find": Door("/register/entries/find", SUPERVISES),
    "register.entries_file": Door("/register/entries/file", SUPERVISES),
    "register.register_figures": Door("/register/register-figures", SUPERVISES),
    "register.entry": Door("/register/entry/{register_number}", SUPERVISES, instead={"supervisor": 404}),
    "reference.catalogs": Door("/reference/", REFERENCE_READERS),
    "reference.catalog": Door("/reference/causes", REFERENCE_READERS),
    "reference.catalog_draft": Door("/reference/causes/draft", DRAFTERS),
    "reference.catalog_end": Door("/reference/causes/end", DRAFTERS),
    "reference.catalog_take_out": Door("/reference/causes/take-out", DRAFTERS),
    "reference.catalog_roll_back": Door("/reference/causes/roll-back", DRAFTERS),
    # Without a draft there is no difference: back to the catalog.
    "reference.difference": Door(
        "/reference/causes/difference", REFERENCE_READERS, instead=dict.fromkeys(REFERENCE_READERS, 303)
    ),
    "reference.difference_publish": Door("/reference/causes/publish", DRAFTERS),
    "reference.difference_return": Door("/reference/causes/return", DRAFTERS),
    # Without a draft there is no trial: back to the catalog, and nothing to list.
    "reference.simulation": Door(
        "/reference/law/simulation", REFERENCE_READERS, instead=dict.fromkeys(REFERENCE_READERS, 303)
    ),
    "reference.simulation_start": Door("/reference/law/simulation/start", DRAFTERS),
    "reference.simulation_seen": Door("/reference/law/simulation/seen", DRAFTERS),
    "reference.simulation_cases": Door(
        "/reference/law/simulation/cases", REFERENCE_READERS, instead=dict.fromkeys(REFERENCE_READERS, 404)
    ),
    "reference.simulation_cases_file": Door(
        "/reference/law/simulation/file", REFERENCE_READERS, instead=dict.fromkeys(REFERENCE_READERS, 404)
    ),
    "reference.rows_file": Door("/reference/causes/rows", REFERENCE_READERS),
    "reference.rows_file_moves": Door("/reference/days/moves", REFERENCE_READERS),
    "reference.rows_file_load": Door("/reference/causes/load", DRAFTERS),
    "demo.ncalayer": Door("/demo/ncalayer", ANYONE),
    "demo.clock": Door("/demo/clock", ANYONE),
    "demo.phone": Door("/demo/phone", ANYONE),
    "demo.switches": Door("/demo/switches", ANYONE),
    "demo.switches_flip": Door("/demo/switches", ANYONE),
}


def endpoints(app, method):
    return sorted({rule.endpoint for rule in app.url_map.iter_rules() if method in rule.methods})


def listed(app, method):
    """Doors of that method that the table knows; the first test tells of the others."""
    return [(name, ROUTES[name]) for name in endpoints(app, method) if name in ROUTES]


def expected(door, role):
    if role in door.who:
        return door.instead.get(role, 200)
    return 302 if role == "anonymous" else 403


def test_every_door_is_listed(app):
    there = {rule.endpoint for rule in app.url_map.iter_rules()}
    tell("Say in ROUTES who may pass:", sorted(there - set(ROUTES)))
    tell("Take these out of ROUTES, they are gone:", sorted(set(ROUTES) - there))


def test_every_view_says_itself_who_may_call_it(app):
    silent = [name for name, view in app.view_functions.items() if not getattr(view, "access", ())]
    tell("Put @access(...) under the route:", silent)


@pytest.mark.parametrize("role", ANYONE)
def test_a_door_opens_to_whom_it_should_and_to_nobody_else(app, visitors, places, role):
    wrong = []
    for name, door in listed(app, "GET"):
        answer = visitors(role, door.key).get(door.url.format(**places))
        if answer.status_code != expected(door, role):
            wrong.append(f"{name} as {role}: {answer.status_code} instead of {expected(door, role)}")
        answer.close()
    tell("ROUTES and the house disagree:", wrong)


def test_whoever_is_not_signed_in_is_led_to_the_right_sign_in(app, visitors, places):
    wrong = []
    for name, door in listed(app, "GET"):
        if "anonymous" not in door.who:
            wanted = CITIZEN_SIGN_IN if "citizen" in door.who else STAFF_SIGN_IN
            location = visitors("anonymous", door.key).get(door.url.format(**places)).location
            if location.partition("?")[0] != wanted:
                wrong.append(f"{name}: {location} instead of {wanted}")
    tell("Sign-in:", wrong)


@pytest.mark.parametrize("role", ANYONE)
def test_a_change_without_a_token_is_refused(app, visitors, places, role):
    wrong = []
    for name, door in listed(app, "POST"):
        answer = visitors(role, door.key).post(door.url.format(**places), data={"choice": "1"})
        # Whoever asks there sends a token of another kind by itself, and no browser does.
        refused = 401 if name == "api.place" else 400
        if answer.status_code != refused:
            wrong.append(f"{name} as {role}: {answer.status_code} instead of {refused}")
    tell("A POST without a CSRF token changes nothing:", wrong)


@pytest.mark.parametrize("role", ANYONE)
def test_a_change_with_a_token_is_refused_to_whom_it_does_not_belong(app, visitors, tokens, places, role):
    wrong = []
    for name, door in listed(app, "POST"):
        if role not in door.who:
            headers = {"X-CSRFToken": tokens(role, door.key)}
            answer = visitors(role, door.key).post(door.url.format(**places), headers=headers)
            if answer.status_code != expected(door, role):
                wrong.append(f"{name} as {role}: {answer.status_code} instead of {expected(door, role)}")
    tell("ROUTES and the house disagree:", wrong)
