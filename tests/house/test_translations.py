"""Every word on a screen stands in both catalogues, whole; no word on a screen stands outside them."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.house.house import ROOT, modules, tell, tree

LANGUAGES = {"kk": 2, "ru": 3}
KEYWORDS = {**DEFAULT_KEYWORDS, **dict.fromkeys(("_", "_l", "N_", "gettext", "lazy_gettext")), "ngettext": (1, 2)}
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false"}}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
#: Words that read the same in every language.
THE_SAME_EVERYWHERE = {"kezek", "sms", "pdf", "jpg", "png", "iin", "eds", "csv", "egov", "mobile", "ncalayer", "c"}


@cache
def literals():
    """Every string that stands in the code as an argument of its own: `_(WORDS[x["key"]])` has none."""
    calls = (node for path in modules() for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return {argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant)}


@cache
def extracted():
    """Message id (or the pair of a plural) → where it stands."""
    found = {}
    for folder, method in (("housing", [("**.py", "python")]), ("templates", [("**.html", "jinja2")])):
        for file, line, words, _comments, _context in extract_from_dir(
            ROOT / folder, method, OPTIONS, KEYWORDS, strip_comment_tags=True
        ):
            if folder == "templates" or (words if isinstance(words, str) else words[0]) in literals():
                found.setdefault(words, f"{folder}/{file}:{line}")
    return found


@cache
def catalogue(language):
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def entries(language):
    return [(message.id, message.string, message) for message in catalogue(language) if message.id]


def holes(text):
    return {found.group(0) for found in PLACEHOLDER.finditer(text)}


def place(language):
    return f"translations/{language}/LC_MESSAGES/messages.po"


def test_the_extraction_finds_what_people_read():
    ids = {words if isinstance(words, str) else words[0] for words in extracted()}
    assert {"Skip to main content", "General list", "%(num)s working day"} <= ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_house_is_in_the_catalogue(language):
    known = {key for key, _, _ in entries(language)}
    missing = [f"{where}: {words}" for words, where in extracted().items() if words not in known]
    tell(f"Translate these in {place(language)}:", missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_nothing_that_nobody_says(language):
    idle = [str(key) for key, _, _ in entries(language) if key not in extracted()]
    idle += [f"obsolete: {key}" for key in catalogue(language).obsolete]
    tell(f"Take these out of {place(language)}:", idle)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_finished(language):
    unfinished = []
    for key, string, message in entries(language):
        forms = string if isinstance(string, tuple) else (string,)
        wanted = LANGUAGES[language] if isinstance(key, tuple) else 1
        if message.fuzzy:
            unfinished.append(f"fuzzy: {key}")
        elif len(forms) != wanted or not all(form.strip() for form in forms):
            unfinished.append(f"{len([form for form in forms if form.strip()])} forms of {wanted}: {key}")
    tell(f"Finish these in {place(language)}:", unfinished)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_of_its_values(language):
    broken = [
        f"{key}: {form}"
        for key, string, _ in entries(language)
        for form in (string if isinstance(string, tuple) else (string,))
        if form.strip() and holes(form) != holes(key[1] if isinstance(key, tuple) else key)
    ]
    tell(f"Placeholders differ in {place(language)}:", broken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_not_the_english_copied(language):
    copied = []
    for key, string, _ in entries(language):
        form = string[0] if isinstance(string, tuple) else string
        words = set(re.findall(r"[a-z]+", PLACEHOLDER.sub("", form).lower()))
        if words - THE_SAME_EVERYWHERE and not re.search("[\u0400-\u04ff]", form):
            copied.append(f"{key}: {form}")
    tell(f"English in {place(language)}:", copied)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_counts_as_its_language_does(language):
    assert catalogue(language).num_plurals == LANGUAGES[language], place(language)
    assert str(catalogue(language).locale) == language, place(language)
