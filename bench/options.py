"""How much a form of `python3 app.py bench` measures: all of it, or as little as shows that it still runs."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from typing import Any

#: Names of the forms, which `app.py` hands on with what was written after them.
FORMS = (
    "bench", "queue", "desk", "simulation", "start", "submissions", "table", "peers",
    "seals", "kills", "restores", "fuzz", "soak", "wapiti",
)  # fmt: skip


@dataclass(frozen=True)
class Option:
    """`flag`: as it is written; without dashes it is a number that stands alone;
    one whose `full` is False is said or not. `full`, `small`: its value by size."""

    flag: str
    full: Any
    small: Any
    explanation: str = ""


def parse_options(form: str, *options: Option) -> argparse.Namespace:
    """What was asked for on the command line; what was not said is of the size, full or small."""
    parser = argparse.ArgumentParser(prog=f"app.py bench {form}".strip())
    size_words = "small: the least of everything, to see that it runs; its figures mean nothing"
    parser.add_argument("--size", choices=("full", "small"), default="full", help=size_words)
    for one in options:
        if one.full is False:
            parser.add_argument(one.flag, action="store_true", help=one.explanation)
            continue
        alone = {} if one.flag.startswith("-") else {"nargs": "?"}
        parser.add_argument(one.flag, type=type(one.full), help=one.explanation, **alone)  # type: ignore[arg-type]
    words = sys.argv[1:]
    given = parser.parse_args(words[2 if words[1:2] and words[1] in FORMS else 1 :])
    for one in options:
        name = one.flag.lstrip("-").replace("-", "_")
        if getattr(given, name) is None:
            setattr(given, name, getattr(one, given.size))
    return given
