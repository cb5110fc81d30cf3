"""A notice: its text as it was issued, in both languages, with the code by which anyone may verify it."""

from __future__ import annotations

from typing import NamedTuple

import segno
from flask import Response, abort, g, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from housing.actions.notice.record_notice_opening import record_notice_opening
from housing.citizen import citizen
from housing.config import current_services
from housing.labels import NOTICE_TITLES
from housing.presentation.formats import language
from housing.queries.filing.act_knowledge import load_act_knowledge
from housing.queries.filing.notice import StoredNotice, load_own_notice
from housing.queries.register.place import load_queue_place
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.responses import page


class LanguageText(NamedTuple):
    """The stored text in one language, with its title and the words of a link to it, in that language."""

    language: str
    title: str
    link: str
    body: Markup


@citizen.get("/cabinet/notice/<number>")
@access(CITIZEN)
def notice(number: str) -> Response:
    stored = load_own_notice(g.who, number)
    if stored is None:
        abort(404)
    record_notice_opening(stored, now())
    learned = load_act_knowledge(stored.application_id, now()) if stored.in_force and stored.kind != "renewed" else None
    return page(
        "citizen/notice.html",
        notice=stored,
        title=_(NOTICE_TITLES[stored.kind]),
        texts=ordered_texts(stored),
        qr=verification_qr(stored.code),
        address=verification_url(stored.code),
        learned=learned,
        sealed=is_sealed(stored),
        stands=load_queue_place(stored.application_id) is not None,
    )


def ordered_texts(stored: StoredNotice) -> list[LanguageText]:
    """The language of the page first; on an English page Kazakh, then Russian."""
    order = ("ru", "kk") if language() == "ru" else ("kk", "ru")
    return [build_text(tongue, stored) for tongue in order]


def build_text(tongue: str, stored: StoredNotice) -> LanguageText:
    # Made by our own template with everything escaped, and kept since: it is HTML, not somebody's words.
    body = Markup(stored.texts[tongue])  # noqa: S704
    with force_locale(tongue):
        return LanguageText(tongue, _(NOTICE_TITLES[stored.kind]), _("The text in this language"), body)


def is_sealed(stored: StoredNotice) -> bool:
    """Does its PDF bear the bank's seal?"""
    key = current_services().notice_key
    return not stored.is_erased and (stored.size is not None or bool(key and key.valid_at(stored.issued_at)))


def verification_url(code: str) -> str:
    return current_services().settings.public_url + url_for("public.verify", code=code)


def verification_qr(code: str) -> str:
    """The address of the verification page as an image inside the page."""
    return str(segno.make(verification_url(code), error="m").svg_data_uri(border=1, scale=4, dark="#000", light="#fff"))
