"""Details of the journal in words of three languages: every name has one, codes are read as people do."""

from __future__ import annotations

import ast
from datetime import UTC, datetime

import pytest
from flask_babel import force_locale

from housing.operator._journal_text import label_details
from housing.operator._journal_words import CODE_LABELS, DETAIL_LABELS
from tests.house.house import modules, tree

AT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def written():
    """The names of details that the code records, spelt out."""
    for path in modules("housing/actions"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("record", "record_each"):
                yield from (keyword.arg for keyword in node.keywords if keyword.arg)


def test_every_detail_that_is_written_has_a_name():
    assert not set(written()) - set(DETAIL_LABELS)


def test_codes_belong_to_details_that_there_are():
    assert not set(CODE_LABELS) - set(DETAIL_LABELS)


def told(app, language, row_kind, /, **detail):
    with app.test_request_context(), force_locale(language):
        return "; ".join(f"{name}: {words}" for name, words in label_details(row_kind, detail, AT))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Step: 2; The term is broken: no; Told: branch supervisor, head office"),
        ("ru", "Шаг: 2; Срок нарушен: нет; Кому сообщено: "),
        ("kk", "Қадам: 2; Мерзім бұзылды: жоқ; Кімге хабарланды: "),
    ],
)
def test_an_escalation_is_told_in_the_language_of_the_reader(app, language, words):
    said = told(app, language, "application.escalated", level=2, breach=False, roles=["supervisor", "head_office"])
    assert said.startswith(words) and "head_office" not in said


@pytest.mark.parametrize(("kind", "detail", "words"), [
    ("case.term_moved",
     {"before": "2026-11-25T13:30:00+00:00", "after": "2026-11-26T13:30:00+00:00", "cause": "point_16"},
     "Before: 25.11.2026 18:30; Now: 26.11.2026 18:30; Cause: as point 16 of the Rules has it"),
    ("application.refused", {"grounds": [{"code": "requirements_not_met", "reasons": ["not_adult"]}], "unknown": []},
     "Grounds: Is of age"),
    ("staff.assigned", {"login": "a-1", "before": {"role": "operator", "branch": "astana"}, "role": "supervisor"},
     "Login: a-1; Before: Role: operator, Branch: Astana branch; Role: branch supervisor"),
    ("source.awaited", {"silent": ["mortgages"], "unknown": ["dwellings[0].share"]},
     "Did not answer: Records of Mortgages under State Programmes; Unknown: "),
    ("application.handed_over", {"outcome": "review"}, "Outcome: for an official to decide"),
    ("alert.handled", {"level": 3, "cause": "source_silent"}, "Step: 3; Cause: A state database did not answer"),
    ("helpline.looked_up", {"by": "iin", "asked": ["name"], "right": [], "told": False},
     "By what: by IIN; Asked: Surname, name and patronymic; Told: no"),
    ("message.sent_again", {"message": 7, "told": "accepted"}, "Number of the message: 7; Told: Application accepted"),
    ("paper.filed", {"kind": "technical_conclusion", "scan": "clean"},
     "Kind: Technical conclusion of a certified expert; Antivirus: clean"),
    ("reference.drafted", {"catalog": "days", "keys": ["2027-03-09"]}, "Catalog: Working"),
    ("file.opened", {"what": "answer", "request": "ab-12"},
     "What: an answer of a state database; Request number: ab-12"),
    ("of.old", {"forgotten": "code"}, "forgotten: code"),
])  # fmt: skip
def test_codes_times_and_grounds_are_read_as_people_do(app, kind, detail, words):
    assert told(app, "en", kind, **detail).startswith(words.partition(" Is of")[0].partition(" Housing")[0])


def test_what_is_named_alike_is_told_once(app):
    """Facts of two family members have one name."""
    unknown = ["family[0].consent", "family[1].consent", "citizenship"]
    words = told(app, "en", "application.checked", unknown=unknown).removeprefix("Unknown: ").split(", ")
    assert len(words) == len(set(words)) == 2
