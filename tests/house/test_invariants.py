"""Whatever always has to hold has words for people, and what to do."""

from housing.labels.invariant_labels import INVARIANT_LABELS
from housing.queries.journal.invariants import NAMES


def test_every_invariant_has_words():
    assert list(INVARIANT_LABELS) == list(NAMES)
