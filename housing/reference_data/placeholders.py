"""Words with blanks: `{number}` in them stands for a number, which is filled in when they are used. Pure.

A blank is a plain name between braces. Nothing is evaluated: the value of that name takes its place as it is, once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*)\}")
#: What stands between two braces, or a brace without its fellow.
BRACED = re.compile(r"\{[^{}]*\}|[{}]")


class Placeholder(NamedTuple):
    """`words`: what is filled in (a message id). `needed`: it may not be left out.

    `longest`: the longest value, where the length of the whole text matters.
    """

    words: str
    longest: str = ""
    needed: bool = True


Placeholders = Mapping[str, Placeholder]


def placeholder_names(words: str) -> list[str]:
    """The names of the blanks, in their order."""
    return PLACEHOLDER.findall(words)


def misplaced_braces(words: str) -> list[str]:
    """Everything in braces that is no plain name, and every brace that stands alone."""
    return [found for found in BRACED.findall(words) if not PLACEHOLDER.fullmatch(found)]


def fill_placeholders(words: str, values: Mapping[str, str]) -> str:
    """The words with each blank filled; braces in a value stay braces. KeyError: a blank has no value."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], words)


def fill_with_longest(words: str, blanks: Placeholders) -> str:
    """As long as the words may become. A name that is no blank of theirs stays."""
    return PLACEHOLDER.sub(lambda found: blanks[found[1]].longest if found[1] in blanks else found[0], words)
