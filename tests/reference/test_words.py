"""Catalogs of words: what a row says is what goes out from its day on, and it stays words wherever it is shown."""

from __future__ import annotations

import pytest

from housing.queries.reference import reference as kept
from housing.queries.reference.message_texts import build_message_text
from housing.storage.extensions import db
from housing.storage.models import Message
from tests.reference.steps import stands

KK, RU, EN = "Сіз есептесіз, №{number}", "Вы на учёте, №{number}", "You are on the register, No. {number}"
CHANGED = {"text_kk": KK, "text_ru": RU, "text_en": EN, "since": "26.11.2026"}
SCRIPT = "<script>alert(1)</script> №{number}"


def told(world, case, kind="accepted"):
    with world.app.app_context():
        return db.session.query(Message).filter_by(application_id=case, kind=kind, channel="sms").one().text


def test_a_changed_message_goes_out_after_its_publication_and_not_before_its_day(
    world, drafter, publisher, draft, publish
):
    words = dict.fromkeys(("text_kk", "text_ru", "text_en"), "Жауап {day}, №{number}")
    draft(drafter, "messages", key="accepted", **words, since="26.11.2026")
    assert "қабылданды" in told(world, world.filed("aigerim")), "it is not published"
    publish(publisher, "messages")
    waiting = world.filed("zhanna")
    assert "Жауап 2" not in told(world, waiting), "its day has not come"
    world.clock.ahead(days=2)
    assert told(world, world.filed("olzhas")).startswith("Жауап 27.11.2026, №26")
    assert "Жауап 2" not in told(world, waiting), "what was said stays said"


def test_words_of_today_are_those_of_the_code_before(app):
    """The first version says what Kezek said when the words stood in the code."""
    from tests.conftest import TUESDAY

    with app.app_context():
        assert (
            build_message_text("refused", "ru", TUESDAY)
            == "№{number}: в постановке на учёт отказано. Причина в кабинете"
        )
        assert build_message_text("sign-in", "en", TUESDAY) == "Kezek: code {code} to sign in. Tell it to nobody"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"text_ru": "Вы на учёте"}, "The placeholder {number} is missing"),
        ({"text_en": "{number} {iin}"}, "There is no placeholder {iin} here"),
        ({"text_en": "{number.__class__} {number}"}, "is no placeholder"),
        ({"text_kk": KK + "ә" * 50}, "parts of a text message; at most 1 is sent"),
        ({"text_kk": KK + " kezek.kz"}, "bears no address of a page"),
    ],
)
def test_a_wrong_template_is_told_and_nothing_is_saved(world, drafter, draft, words, says):
    answer = draft(drafter, "messages", 422, key="registered", **{**CHANGED, **words})
    assert says in answer.one("#errors")
    with world.app.app_context():
        assert kept.load_catalog_draft("messages") is None


def test_a_code_has_placeholders_of_its_own(drafter, draft):
    assert "There is no placeholder {number}" in draft(drafter, "messages", 422, key="sign-in", **CHANGED).text
    draft(drafter, "messages", key="sign-in", text_kk="Kezek: {code}", text_ru="Kezek: {code}", text_en="Kezek: {code}")


def test_the_form_names_the_placeholders_and_measures_every_language(drafter, draft):
    form = drafter.get("/reference/messages?key=accepted").one("#catalog-form")
    assert "{number} – number of the application; {day} – day on which the answer is due" in form
    assert "characters 56 of 70, parts 1" in form and "of 160, parts 1" in form
    answer = draft(drafter, "messages", 422, key="registered", **{**CHANGED, "text_ru": RU + "ж" * 60})
    assert "characters 84 of 70, parts 2" in answer.one("#catalog-form")
    form = drafter.get("/reference/messages?key=consent").one("#catalog-form")
    assert "{address} – address of the service" in form


def test_a_message_keeps_its_kind_and_is_not_ended(drafter, draft):
    page = drafter.get("/reference/messages?key=registered")
    assert len(page.select("#message option")) == 29 and page.select("#message option[selected][value='registered']")
    assert not page.select("form[action*='/end']")


def test_markup_in_a_message_is_words_on_every_page_and_on_the_phone(world, drafter, publisher, draft, publish):
    words = {"text_kk": SCRIPT, "text_ru": SCRIPT, "text_en": SCRIPT}
    draft(drafter, "messages", key="registered", **{**CHANGED, **words, "since": "24.11.2026"})
    assert "<script>alert(1)" in publisher.get("/reference/messages/difference").one("#difference-edits")
    publish(publisher, "messages")
    case = world.settled("aigerim")
    assert told(world, case, "registered").startswith("<script>alert(1)</script> №26")
    pages = ("/reference/messages", "/reference/messages?key=registered", "/operator/message-texts", "/demo/phone")
    for where in pages:
        assert b"<script>alert" not in drafter.get(where).html, where


def test_the_difference_shows_every_language_that_changes(drafter, publisher, draft):
    first = drafter.get("/reference/messages?key=registered").form("#catalog-form form")
    draft(drafter, "messages", key="registered", text_kk=KK)
    shown = publisher.get("/reference/messages/difference?lang=ru").select("#difference-edits ins")
    assert [(one["lang"], one.get_text()) for one in shown] == [("kk", KK)] and first["text_kk"] != KK


def test_the_page_of_texts_shows_those_in_force(world, drafter):
    with world.app.app_context():
        stands("messages", message="refused", text=dict.fromkeys(("kk", "ru", "en"), "No. {number}: no"))
    page = drafter.get("/operator/message-texts")
    assert "No. 9912999999: no" in page.one("#text-refused") and page.select("a[href='/reference/messages']")


def test_a_code_is_sent_in_the_words_of_today(world, stage):
    with world.app.app_context():
        stands("messages", message="sign-in", text=dict.fromkeys(("kk", "ru", "en"), "{code} <b>%(code)s</b>"))
    from housing.actions.signin.deliver_code import send_code_at_once
    from housing.actions.signin.one_time_code import CodeRequest

    outside, person = world.app.extensions["services"], world.person("aigerim")
    with world.app.app_context():
        wanted = CodeRequest(person.iin, "a browser", "sign-in", "127.0.0.1", "kk")
        send_code_at_once(wanted, "a secret", outside.gateway, outside.sms, world.clock())
    text = stage.inbox(person.phone)[-1].text
    assert text[:6].isdigit() and text[6:] == " <b>%(code)s</b>"
