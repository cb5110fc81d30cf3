"""A commit says in one line what it does; older ones than FIRST are as they are."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.house.house import ROOT, tell

#: Subjects of its descendants are judged.
FIRST = "b38e47275d3181d7fca7ccbb0dc4e94436be4050"
LONGEST, SHORTEST = 60, 12
#: Verbs that end as participles or third persons do, and are imperatives all the same.
IMPERATIVES = {
    "Address", "Bring", "Bypass", "Compress", "Cross", "Discuss", "Embed", "Express", "Feed", "Focus", "Guess", "Heed",
    "Need", "Pass", "Press", "Process", "Ring", "Seed", "Shed", "Speed", "Spread", "Suppress",
}  # fmt: skip
NOT_IMPERATIVE = re.compile(r"\w+(ed|ing|[^s]s)|The|A|An|This|It|There|Some|No|New")


def faults(subject: str) -> list[str]:
    """What is wrong with a subject, in words."""
    verb = re.split(r"\W", subject, maxsplit=1)[0]
    found = []
    if not SHORTEST <= len(subject) <= LONGEST:
        found.append(f"{len(subject)} characters, {SHORTEST} to {LONGEST} are wanted")
    if not subject[:1].isupper() or (NOT_IMPERATIVE.fullmatch(verb) and verb not in IMPERATIVES):
        found.append("begin with what the commit does, like “Refuse …” or “Move …”")
    if subject.endswith("."):
        found.append("no point at the end")
    return found


def new_subjects() -> list[str]:
    """None where the history is not at hand: an unpacked archive, a shallow clone, a history that begins anew."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return []
    git = ["git", "-C", str(ROOT)]
    known = subprocess.run([*git, "merge-base", "--is-ancestor", FIRST, "HEAD"], capture_output=True, check=False)
    if known.returncode:
        return []
    log = [*git, "log", "--no-merges", "--format=%s", f"{FIRST}..HEAD"]
    return subprocess.run(log, capture_output=True, text=True, check=True).stdout.splitlines()


def test_a_commit_says_what_it_does_in_one_short_line():
    judged = [(subject, faults(subject)) for subject in new_subjects() if not subject.startswith('Revert "')]
    tell("Subjects of commits:", [f"{subject}: {'; '.join(found)}" for subject, found in judged if found])


@pytest.mark.parametrize(
    "subject",
    [
        "Refused a landline as a mobile number",
        "Refuses a landline as a mobile number",
        "fix the queue of a branch",
        "Fixing the queue of a branch",
        "Refuse a landline as a mobile number.",
        "Fix it",
        "Refuse" + " a line" * 9,
        "The queue asks for itself",
        "A roll-back is refused with words",
    ],
)
def test_a_subject_that_says_less_or_more_is_found(subject):
    assert faults(subject)


@pytest.mark.parametrize(
    "subject",
    ["Refuse a landline as a mobile number", "Pass what is typed on", "Say “no” in Kazakh", "Re-ask the bases"],
)
def test_a_subject_that_says_what_is_done_passes(subject):
    assert not faults(subject)
