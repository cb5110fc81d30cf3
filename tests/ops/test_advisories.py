"""`flask check-advisories`: what is pinned is compared with a copy of published advisories, without a network."""

from __future__ import annotations

import json
from zipfile import ZipFile

import pytest

from housing.ops.advisories import find_known_faults
from housing.ops.pinned_packages import LOCK, Pin, read_pins

FLASK = next(pin for pin in read_pins(LOCK) if pin.name == "flask")


def advisory(*events, name="Flask", versions=(), ecosystem="PyPI", kind="ECOSYSTEM", **more):
    affected = {
        "package": {"name": name, "ecosystem": ecosystem},
        "ranges": [{"type": kind, "events": [dict([event]) for event in events]}],
        "versions": list(versions),
    }
    return {"id": "EX-1", "summary": "An invented fault", "affected": [affected], **more}


def named(version, *events, **more):
    return [one.advisory for one in find_known_faults([Pin("flask", version, ())], [advisory(*events, **more)])]


@pytest.mark.parametrize(
    ("events", "version"),
    [
        ([("introduced", "0")], "0.1"),
        ([("introduced", "0"), ("fixed", "2.0")], "2.0rc1"),
        ([("introduced", "1.0"), ("last_affected", "1.9")], "1.9"),
        ([("introduced", "1.0"), ("fixed", "1.2"), ("introduced", "2.0"), ("fixed", "2.0.10")], "2.0.9"),
        ([("fixed", "2.0.10"), ("introduced", "2.0")], "2.0.9"),
    ],
)
def test_a_version_within_the_range_is_a_known_fault(events, version):
    assert named(version, *events) == ["EX-1"]


@pytest.mark.parametrize(
    ("events", "version"),
    [
        ([("introduced", "0"), ("fixed", "2.0")], "2.0"),
        ([("introduced", "2.1")], "2.0"),
        ([("introduced", "1.0"), ("last_affected", "1.9")], "1.9.1"),
        ([("introduced", "1.0"), ("fixed", "1.2"), ("introduced", "2.0"), ("fixed", "2.0.10")], "1.10"),
    ],
)
def test_a_version_outside_it_is_none(events, version):
    assert named(version, *events) == []


def test_a_version_that_is_listed_counts_whatever_the_ranges_say():
    assert named("3.1", versions=["3.1"]) == ["EX-1"]


@pytest.mark.parametrize(
    "more",
    [{"withdrawn": "2026-01-01T00:00:00Z"}, {"name": "Flask-Login"}, {"ecosystem": "crates"}, {"kind": "GIT"}],
)
def test_what_is_withdrawn_or_of_somebody_else_is_none(more):
    assert named("1.0", ("introduced", "0"), **more) == []


def test_a_range_that_nobody_understands_counts():
    assert named("1.0", ("introduced", "0"), ("fixed", "next spring")) == ["EX-1"]


@pytest.fixture
def check(app):
    def run(copy):
        done = app.test_cli_runner().invoke(args=["check-advisories", str(copy)])
        return done.exit_code, done.stdout, done.stderr

    return run


def packed(tmp_path, *advisories):
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        for nth, one in enumerate(advisories):
            archive.writestr(f"EX-{nth}.json", json.dumps(one))
    return tmp_path / "all.zip"


def test_a_known_fault_of_what_is_pinned_fails_with_its_name_and_the_way_out(check, tmp_path):
    code, said, _ = check(packed(tmp_path, advisory(("introduced", "0"), ("fixed", "999"))))
    assert code == 1
    assert said.splitlines()[0] == f"flask {FLASK.version}: EX-1 An invented fault; mended in 999"


def test_where_nothing_is_known_it_says_how_much_was_compared(check, tmp_path):
    (tmp_path / "EX-1.json").write_text(json.dumps(advisory(("introduced", "0"), ("fixed", "0.5"))), "utf-8")
    assert check(tmp_path) == (0, f"{len(read_pins(LOCK))} packages compared, 0 known faults\n", "")


@pytest.mark.parametrize("content", [None, "", "[]", "{", '"words"'])
def test_a_copy_that_is_none_is_never_taken_for_a_clean_one(check, tmp_path, content):
    if content is not None:
        (tmp_path / "EX-1.json").write_text(content, "utf-8")
    code, said, words = check(tmp_path if content is not None else tmp_path / "nowhere")
    assert (code, said, words.count("\n")) == (2, "", 1)


def test_an_empty_folder_is_none_either(check, tmp_path):
    assert check(tmp_path)[0] == 2
