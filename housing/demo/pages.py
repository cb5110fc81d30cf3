"""The demo's own doors: its signer in NCALayer's words, its clock, the phone, the switches of the state bases."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, request

from housing import jobs
from housing.config import current_services
from housing.demo.faults import FAULTS
from housing.demo.people import Member, Person, people
from housing.demo.signer import WrongKey, handle, wanted_iin
from housing.demo.sms import SMS_FAULTS
from housing.gateways import mobile_base
from housing.gateways.eds import Purpose
from housing.labels import N_
from housing.law.working_time import ALMATY
from housing.registries import SOURCES
from housing.web.access import ANYONE, access
from housing.web.responses import page, redirect_to

pages = Blueprint("demo", __name__, url_prefix="/demo")
#: What can be made to fail: every service of the gateway, by its title.
BASES: dict[str, str] = {name: source.TITLE for name, source in SOURCES.items()} | {mobile_base.NAME: mobile_base.TITLE}


@pages.post("/ncalayer")
@access(ANYONE)
def ncalayer() -> Response:
    """The stand-in for NCALayer behind the page's own address: no port, no certificate, the same words."""
    sent: dict[str, Any] = request.get_json(silent=True) or {}
    person = people(current_services().clock().astimezone(ALMATY).date()).get(str(sent.get("key")))
    if person is None or not isinstance(sent.get("message"), dict):
        abort(400)
    message: dict[str, Any] = sent["message"]

    def sign(data: bytes, purpose: Purpose) -> bytes:
        if wanted_iin(message) not in (None, person.iin):
            raise WrongKey
        authority = current_app.extensions["demo"]["authority"]
        return bytes(authority.sign(person.certificate_subject, data, purpose))

    return jsonify(handle(message, sign))


@pages.post("/clock")
@access(ANYONE)
def clock() -> Any:
    """Moves the clock and lets the jobs do at once what has come due."""
    try:
        current_services().clock.move(request.form.get("move", ""))  # type: ignore[attr-defined]
    except KeyError:
        abort(400)
    jobs.run_all_jobs(current_app._get_current_object())  # type: ignore[attr-defined]
    here = urlsplit(request.form.get("next", "/"))
    path = here.path if here.path.startswith("/") and not here.path.startswith("//") else "/"
    return redirect(path + (f"?{here.query}" if here.query else ""), 303)


@pages.get("/phone")
@access(ANYONE)
def phone() -> Response:
    """Every phone of the demo that has had a message, newest first; and the letters that came beside."""
    stage = current_app.extensions["demo"].get("stage")
    everybody = list(people(current_services().clock().astimezone(ALMATY).date()).values())
    family = [member for person in everybody for member in person.family if member.phone]
    addressees: list[Person | Member] = [*everybody, *family]
    phones = [(one, list(reversed(stage.inbox(one.phone)))) for one in addressees] if stage else []
    letters = list(reversed(stage.post.letters)) if stage and stage.post else []
    return page("demo/phone.html", phones=[(person, got) for person, got in phones if got], letters=letters)


@pages.get("/switches")
@access(ANYONE)
def switches() -> Response:
    """What each state base and the SMS provider do now: they work, or which fault they play."""
    stage = current_app.extensions["demo"].get("stage")
    bases = [(name, title, stage.faults.get(name), FAULTS) for name, title in BASES.items()] if stage else []
    sms = [("sms", N_("SMS provider"), stage.sms.fault, SMS_FAULTS)] if stage else []
    return page("demo/switches.html", bases=[*bases, *sms])


@pages.post("/switches")
@access(ANYONE)
def switches_flip() -> Response:
    """Sets every switch as the form says."""
    stage = current_app.extensions["demo"].get("stage")
    wanted, sms = {name: request.form.get(name, "") for name in BASES}, request.form.get("sms", "")
    if stage is None or not set(wanted.values()) <= {"", *FAULTS} or sms not in ("", *SMS_FAULTS):
        abort(400)
    stage.faults, stage.sms.fault = {name: fault for name, fault in wanted.items() if fault}, sms
    return redirect_to("demo.switches")
