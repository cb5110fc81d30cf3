"""The words of a message are changed: refused while they are too long, seen in every language, published by another."""

from __future__ import annotations

from tests.journeys.seat import PHONE


def saved(desk):
    desk.press("#catalog-form form button.btn")
    desk.page.wait_for_selector("main .box.warn, #errors")
    desk.look()


def test_a_message_is_worded_anew_and_the_form_says_what_does_not_fit(seated):
    drafter = seated("head-office", "kk")
    drafter.go("/reference/messages?key=accepted")
    drafter.look()
    drafter.page.fill("#text_ru", "Заявление №{number} принято. " + "Очень длинные слова. " * 3 + "{day}")
    saved(drafter)
    assert drafter.page.locator("#errors li").count() == 1 and "104" in drafter.page.inner_text("#text_ru-hint")
    drafter.complaints.clear()  # the browser prints the 422 that this test asked for
    drafter.page.fill("#text_ru", "Заявление №{number} принято. Ответ до {day}")
    drafter.page.fill("#since", "25.11.2026")
    saved(drafter)
    publisher = seated("administrator", "ru")
    publisher.go("/reference/messages/difference")
    publisher.look()
    assert publisher.page.inner_text("#difference-edits ins[lang=ru]").endswith("Ответ до {day}")


def test_catalogs_of_words_can_be_read_on_a_phone(seated):
    phone = seated("administrator", "ru", size=PHONE)
    for path in ("messages?key=registered", "grounds?key=owned_housing", "notices?key=complain"):
        phone.go(f"/reference/{path}")
        phone.look()
