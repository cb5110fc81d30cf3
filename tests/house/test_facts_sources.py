"""Every fact that a ground asks for comes from exactly one place."""

from __future__ import annotations

from collections import Counter

from housing.law.eligibility import GROUNDS
from housing.registries import SOURCES

#: What no state base answers: the application says it, Kezek itself knows it, or an official finds it.
OWN = {
    "application.settlement": "the application",
    "application.documents": "the application and the official who reads it",
    "applicant.consent": "the application",
    "applicant.on_register": "the register",
    "applicant.orphan_proven": "the official who reads the documents",
    "established": "the official",
}


def answered():
    return Counter(fact for source in SOURCES.values() for fact in source.ANSWERS)


def asked():
    return {fact for ground in GROUNDS for fact in ground.needs}


def test_every_fact_that_a_ground_needs_has_a_source():
    orphans = sorted(asked() - set(answered()) - set(OWN))
    assert not orphans, f"housing/law/eligibility.py needs what nobody answers: {orphans}. Add it to a source's ANSWERS"


def test_no_fact_has_two_sources():
    twice = [fact for fact, count in answered().items() if count > 1] + sorted(set(answered()) & set(OWN))
    assert not twice, f"two sources would contradict each other one day: {twice}"


def test_nothing_is_listed_here_that_no_ground_needs():
    idle = sorted(set(OWN) - asked())
    assert not idle, f"take these out of OWN: {idle}"


def test_every_ground_says_where_it_stands_and_what_it_needs():
    silent = [ground.key for ground in GROUNDS if not (ground.point and ground.needs and ground.words and ground.mend)]
    assert not silent, f"housing/law/eligibility.py: these say too little: {silent}"


def test_no_two_grounds_share_a_name():
    names = Counter(ground.key for ground in GROUNDS)
    assert [name for name, count in names.items() if count > 1] == []
