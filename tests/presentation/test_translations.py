"""The catalogues are read from the .po files themselves; what is not translated reads as written."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel, force_locale, gettext, lazy_gettext, ngettext

from housing.presentation import translations

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: {0}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {1}\\n"\n\n'
)
PLURALS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
WORDS = {
    "kk": 'msgid "Queue"\nmsgstr "Кезек"\n\nmsgid "Hello %(name)s"\nmsgstr "Сәлем, %(name)s"\n\n'
    'msgid "%(num)s day"\nmsgid_plural "%(num)s days"\nmsgstr[0] "%(num)s күн"\nmsgstr[1] "%(num)s күн"\n\n'
    '#, fuzzy\nmsgid "Guessed"\nmsgstr "Болжам"\n\nmsgid "Empty"\nmsgstr ""\n',
    "ru": 'msgid "Queue"\nmsgstr "Очередь"\n\n'
    'msgid "%(num)s day"\nmsgid_plural "%(num)s days"\n'
    'msgstr[0] "%(num)s день"\nmsgstr[1] "%(num)s дня"\nmsgstr[2] "%(num)s дней"\n',
}


@pytest.fixture
def small(tmp_path):
    """An application with two catalogues and a third language without one."""
    for language, words in WORDS.items():
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        text = HEAD.format(language, PLURALS[language]) + words
        (folder / "messages.po").write_text(text, encoding="utf-8")
    app, babel = Flask(__name__), Babel()
    babel.init_app(app, locale_selector=lambda: "kk")
    translations.install_translations(babel, app.jinja_env, tmp_path, ("kk", "ru", "en"))
    with app.test_request_context():
        yield app


def test_words_come_from_the_po_file(small):
    assert gettext("Queue") == "Кезек"
    assert gettext("Hello %(name)s", name="Айгерім") == "Сәлем, Айгерім"


def test_a_template_says_the_same_words_and_escapes_what_they_name(small):
    line = '{{ _("Hello %(name)s", name=name) }}'
    assert render_template_string(line, name="<b>") == "Сәлем, &lt;b&gt;"
    with force_locale("ru"):
        assert render_template_string('{{ _("Queue") }}') == gettext("Queue") == "Очередь"


@pytest.mark.parametrize("words", ["1 день", "2 дня", "5 дней", "11 дней", "21 день", "104 дня"])
def test_russian_counts_in_three_forms(small, words):
    with force_locale("ru"):
        assert ngettext("%(num)s day", "%(num)s days", int(words.split()[0])) == words


def test_english_is_the_language_of_the_message_ids(small):
    with force_locale("en"):
        assert gettext("Queue") == "Queue"
        assert ngettext("%(num)s day", "%(num)s days", 2) == "2 days"


@pytest.mark.parametrize("words", ["Nobody translated this", "Guessed", "Empty"])
def test_what_is_not_translated_or_only_guessed_reads_as_written(small, words):
    assert gettext(words) == words


def test_lazy_words_are_said_in_the_language_of_the_moment(small):
    word = lazy_gettext("Queue")
    with force_locale("ru"):
        assert str(word) == "Очередь"
    assert str(word) == "Кезек"


def test_the_application_speaks_kazakh_unless_it_is_asked_otherwise(app):
    browser = app.test_client()
    assert '<html lang="kk">' in browser.get("/").get_data(as_text=True)
    assert '<html lang="ru">' in browser.get("/?lang=ru").get_data(as_text=True)
    assert '<html lang="ru">' in browser.get("/").get_data(as_text=True), "the browser is not remembered"
    assert '<html lang="ru">' in browser.get("/?lang=xx").get_data(as_text=True)
