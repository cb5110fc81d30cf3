"""Whose form it is, sealed into the form: so what was typed can be kept for them alone once their session is gone.

The same person's forms of one day bear the same seal (AES-SIV under a key made of the server's own): nobody else can
read it or make one.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlencode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Response, current_app, g, has_request_context, redirect, request, session, url_for

from housing.config import current_services
from housing.web.sessions import SessionStore, current_screen, is_idle, typed_fields

#: The name of the field.
FIELD = "whose"
DAY = timedelta(days=1)


@lru_cache(maxsize=4)
def owner_cipher(secret: str) -> AESSIV:
    return AESSIV(HKDF(SHA256(), 64, salt=None, info=b"kezek whose form").derive(secret.encode()))


def seal_owner(iin: str, secret: str, now: datetime) -> str:
    """The seal of this person's forms of today."""
    return base64.urlsafe_b64encode(
        owner_cipher(secret).encrypt(iin.encode(), [now.date().isoformat().encode()])
    ).decode()


def owner_of(sealed: str, secret: str, now: datetime) -> str | None:
    """The IIN of whoever the form was made for, today or yesterday; None for what is no seal of ours."""
    try:
        sent = base64.urlsafe_b64decode(sealed.encode("ascii"))
    except (binascii.Error, ValueError):
        return None
    for day in (now, now - DAY):
        try:
            return owner_cipher(secret).decrypt(sent, [day.date().isoformat().encode()]).decode()
        except (InvalidTag, ValueError):
            continue
    return None


def whose_form() -> str:
    """The seal of the citizen for whom the page under way is made; "" for anybody else."""
    who = g.get("who") if has_request_context() else None
    if not who or who.kind != "citizen":
        return ""
    if "whose_form" not in g:
        g.whose_form = seal_owner(who.iin, current_app.config["SECRET_KEY"], current_services().clock())
    return str(g.whose_form)


def recover_form(memory: SessionStore) -> Response | None:
    """A form without its session: what was typed is kept for whoever the form was made for, and they are led to it.

    At once where they have signed in again, else after they sign in. None where it was nobody's, or is another's here.
    """
    iin = owner_of(request.form.get(FIELD, ""), current_app.config["SECRET_KEY"], current_services().clock())
    target = keep_form_for(iin, memory) if iin and not request.htmx else None  # type: ignore[attr-defined]
    token = session.get("token")
    who = memory.who_is(token, current_services().clock()) if token and not is_idle() else None
    if target is None or (who and who.iin != iin):
        return None
    if who is None:
        session["wanted"], target = target, url_for("signin.sign_in", ended=1)
    return redirect(target, 303)  # type: ignore[return-value]


def keep_form_for(iin: str, memory: SessionStore) -> str | None:
    """Where the form that was sent can be filled in again, with what its owner typed; None: there is no such page."""
    here, fields = current_screen(), typed_fields()
    if here is None:
        return None
    kept = fields and memory.store_form_of(iin, here[1], fields, current_services().clock())
    draft = request.form.get("seen", "").partition(".")[0]
    asked = {"draft": draft if draft.isdecimal() else None, "kept": "1" if kept else None}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{here[1]}?{query}" if query else here[1]
