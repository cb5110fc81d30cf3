"""No word that a person reads stands outside gettext: neither in a template nor in the code."""

from __future__ import annotations

import ast
import re

from bs4 import BeautifulSoup
from jinja2 import Environment, nodes

from housing.text.alphabet import LETTERS
from housing.text.caller_check import KIND_WORDS, MONTH_WORDS
from housing.text.typed_numbers import LABEL_WORDS
from tests.house.house import ROOMS, ROOT, modules, said, tell, templates, tree

#: Names and marks that are the same in every language. A language is named by itself, wherever it is named.
NAMES = {
    "Kezek", "SHA-256", "PDF", "SMS", "JPG", "PNG", "CSV", "QR", "Қаз", "Рус", "Eng",
    "ақша", "ский", "lish", "Ctrl", "Enter", "j", "k", "c",
}  # fmt: skip
SPOKEN = ("aria-label", "alt", "title", "placeholder", "aria-description", "aria-roledescription")
HOLE = "\ue000"
#: What a macro prints inside a tag, and a block that names a class of the style sheet.
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
CLASS_BLOCK = re.compile(r"{% block body %}\w+{% endblock %}")
TRANSLATES = {"_", "_l", "N_", "gettext", "ngettext", "lazy_gettext"}
CYRILLIC = re.compile("[\u0400-\u04ff]")
#: Letters that are part of a format or a code, not words: by file.
FORMATS = {
    "housing/presentation/formats.py": {"y 'жылғы' d MMMM", "d MMMM y 'г'.", "y 'жылғы' MMMM", "MMMM y 'г'."},
    "housing/actions/notice/build_notice.py": {"Е", "Б", "Ж", "Қ", "С", "О", "К", "М", "Т"},
    "housing/actions/filing/file_complaint.py": {"Ш"},
    "housing/actions/register/report_change.py": {"Ө"},
    "housing/security/passwords.py": {"йцукенгшщзхъ", "йцукен123456", "пароль123456", "қазақстан2026", "казахстан2026"},
    "housing/text/name_search.py": {"әғқңөұүһіё", "агкноуухие", "авсехикмортхуаоеи", "Н"},
    "housing/text/person_name.py": {
        "ұлы",
        "улы",
        "вич",
        "ьич",
        "оглы",
        "оғлы",
        "қызы",
        "кызы",
        "вна",
        "чна",
    },
    "housing/text/caller_check.py": {MONTH_WORDS, KIND_WORDS},
    "housing/text/alphabet.py": {LETTERS},
    "housing/notices/fonts.py": {"Ә", "ә"},
    "housing/text/typed_numbers.py": {LABEL_WORDS},
}
#: Numbers have words of their own in each language: how they are written, and by what they are found in a text.
NUMBERS = {"housing/reference_data/number_words.py", "housing/reference_data/plain_numbers.py"}
jinja = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def without_jinja(source):
    """The HTML that a template always says, with a mark where a value comes."""
    out = []
    for _line, kind, value in jinja.lex(CLASS_BLOCK.sub("", source)):
        out.append(value if kind == "data" else HOLE if kind == "variable_begin" else "")
    return "".join(out)


def loose_words(text):
    kept = ATTRIBUTE.sub(" ", text.replace(HOLE, " "))
    for name in sorted(NAMES, key=len, reverse=True):
        kept = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", kept)
    return " ".join(kept.split()) if re.search(r"[^\W\d_]", kept) else ""


def spoken(source):
    html = BeautifulSoup(without_jinja(source), "html.parser")
    for text in html.find_all(string=True):
        if text.parent.name not in ("script", "style") and type(text).__name__ != "Doctype":
            yield str(text)
    for tag in html.find_all(True):
        yield from (str(tag[name]) for name in SPOKEN if tag.has_attr(name))


def test_a_template_says_nothing_outside_gettext():
    found = [
        f"{said(path)}: {words}"
        for path in templates()
        for text in spoken(path.read_text(encoding="utf-8"))
        if (words := loose_words(text))
    ]
    tell('Put these into {{ _("...") }}:', found)


def constants(node, translated=False):
    """(is it inside a translating call, the string) for every string in a template's expressions."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield translated, node.value
    inside = isinstance(node, nodes.Call) and getattr(node.node, "name", "") in TRANSLATES
    for child in node.iter_child_nodes():
        yield from constants(child, translated or inside)


def test_an_expression_of_a_template_bears_no_sentence_of_its_own():
    sentence = re.compile("[A-Z][a-z]+ [a-z]|[\u0400-\u04ff]")
    found = [
        f"{said(path)}: {words}"
        for path in templates()
        for translated, words in constants(jinja.parse(path.read_text(encoding="utf-8")))
        if not translated and sentence.search(words) and loose_words(words)
    ]
    tell("Translate these:", found)


def docstrings(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)


def test_the_code_speaks_the_language_of_the_message_ids():
    found = []
    for path in (path for path in modules() if "demo" not in path.parts and said(path) not in NUMBERS):
        silent, formats = set(docstrings(path)), FORMATS.get(said(path), set())
        for node in ast.walk(tree(path)):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if CYRILLIC.search(text) and id(node) not in silent and text not in formats:
                found.append(f"{said(path)}:{node.lineno}: {text}")
    tell("Write the English words and translate them in the catalogues:", found)


def called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def bare(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and loose_words(node.value)


def test_a_form_takes_its_words_from_the_catalogues():
    """Labels, messages of validators, descriptions."""
    found = []
    for path in (path for room in ROOMS for path in modules(f"housing/{room}")):
        for node in (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)):
            words = [keyword.value for keyword in node.keywords if keyword.arg in ("label", "message", "description")]
            if called(node).endswith("Field") or called(node) in ("ValidationError", "StopValidation", "flash"):
                words += node.args[:1]
            found += [f"{said(path)}:{node.lineno}: {one.value}" for one in words if bare(one)]
    tell("Wrap these in lazy_gettext:", found)


def test_a_message_id_is_written_out():
    """What is put together at run time the catalogues cannot know."""
    found = []
    for path in [*modules(), ROOT / "app.py"]:
        calls = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
        found += [
            f"{said(path)}:{node.lineno}: {ast.unparse(node)}"
            for node in calls
            if called(node) in TRANSLATES and node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
        ]
    tell("Use a named placeholder:", found)
