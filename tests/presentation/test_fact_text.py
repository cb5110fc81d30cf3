"""Whatever a ground rests on can be told in words, in every language: never a code, never an empty place."""

from __future__ import annotations

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from housing.law.eligibility import decide
from housing.law.facts_json import read_facts
from housing.presentation.fact_text import describe_fact, fact_label, parent_fact
from tests.cases import CASES, LAW, MANY


def named(catalog, key):
    return f"{catalog} {key}"


@pytest.fixture(scope="module")
def words(tmp_path_factory, authority):
    """An application whose catalogues are at hand, once for all the cases."""
    from app import create_app
    from tests.conftest import TUESDAY, outside_for, settings_for
    from tests.world import Clock

    settings = settings_for(tmp_path_factory.mktemp("words"))
    app = create_app(settings, outside_for(settings, Clock(TUESDAY), authority, None))
    with app.test_request_context():
        yield


@MANY
@given(case=CASES, language=st.sampled_from(["kk", "ru", "en"]))
def test_every_fact_that_a_decision_rests_on_or_lacks_has_words(words, case, language):
    outcome = decide(read_facts(case), LAW)
    with force_locale(language):
        for found in outcome.held_answers:
            for name in {parent_fact(name) for name in found.answer.names}:
                told = describe_fact(case, name, named)
                assert told.strip() and not set("{[") & set(told) and name not in told, name
        assert all(fact_label(name).strip() != name for name in outcome.unknown)


@pytest.mark.parametrize(("found", "said"), [(True, "reliable"), (False, "unreliable"), (None, "not read yet")])
def test_a_document_says_what_was_found_of_it(words, found, said):
    case = {"application": {"documents": [{"kind": "technical_conclusion", "reliable": found}]}}
    with force_locale("en"):
        told = describe_fact(case, "application.documents[0]", named)
    assert told.startswith("documents technical_conclusion") and told.endswith(said)
