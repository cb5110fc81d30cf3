"""Kazakh words that are not the Order's, and ways of saying that mislead: none of them comes back."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po

from tests.house.house import ROOT, tell

#: What is banned, and what is said instead. Words of the Order (order No. 115) win everywhere.
BANNED = {
    r"апатты": "авариялық", r"баспана": "тұрғынжай", r"кері қайтарылған": "кері қайтарып алынған",
    r"лауазымды адам анықтағаны": "лауазымды адамның анықтағаны", r"меніңше": "third person",
    r"авариялық адамдар": "авариялық деп танылған адамдар", r"жетім ретінде": "жетім бала немесе … бала",
    r"айырбаста": "ауыстыр-", r"енгізгенсіз": "қоныстандырғансыз",
    r"мемлекеттік қордан": "мемлекеттік тұрғын үй қорынан",
    r"немесе әкімдік жалдаған": "жеке тұрғын үй қорынан жергілікті атқарушы орган жалдаған",
    r"(бес|\d+|\}) жылда\b": "{…} жыл ішінде", r"тұрғынжай кезегіне қой": "тұрғынжайға мұқтаждар есебіне қой-",
    r"«дербес деректер туралы»": "«Дербес деректер және оларды қорғау туралы»",
    r"«мерекелер туралы»": "«Қазақстан Республикасындағы мерекелер туралы»",
    r"сапасын бақыла": "сапасын бағалау және бақылау жөніндегі уәкілетті орган",
    r"ажырасу": "некені бұзу", r"заң сандары": "заң белгілеген мөлшерлер мен мерзімдер",
    r"тіркелгі(?!л)": "есептік жазба", r"құпиясөз": "пароль", r"филиал басшы": "жетекші",
    r"\bбасшы (тапсыр|раста)": "жетекші",
    r"\d ж\. \w": "жылғы", r"порталындағы кабинет": "порталдың есептік жазбасы", r"портал кабинеті": "есептік жазба",
    r"өте алмайды.*есепке|алдыңызға өте алмай": "nobody is promised that", r"базасынан шығыңыз": "rights are equal",
}  # fmt: skip


def wrong(texts):
    """`where: words` of every text that says a banned word, with what to say instead."""
    found = []
    for where, words in texts:
        for pattern, instead in BANNED.items():
            if re.search(pattern, words, re.IGNORECASE):
                found.append(f"{where}: {words} (say: {instead})")
    return found


def catalogue():
    with (ROOT / "translations/kk/LC_MESSAGES/messages.po").open("rb") as file:
        for message in read_po(file, locale="kk"):
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((str(message.id), form) for form in forms if message.id)


def test_the_kazakh_catalogue_says_what_the_order_says():
    tell("Not the Order's words:", wrong(catalogue()))


def test_the_table_of_banned_words_can_fail():
    banned = ["«Апатты тұрғын үй»", "кілт кері қайтарылған", "Соңғы бес жылда", "2027 ж. 24 ақпан", "Заң сандары"]
    assert all(wrong([("", words)]) for words in banned)
    assert not wrong([("", "нөмір тіркелген; Соңғы бес жыл ішінде; 2027 жылғы 24 ақпан; бұйрықпен бекітілген")])
