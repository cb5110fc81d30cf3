"""Files made to do harm: to the program that reads them, or to the official who opens them."""

from __future__ import annotations

import base64
import subprocess
import sys
import time
import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Name, String

from housing.gateways import papers as room
from housing.gateways.own_process import minimal_environment
from housing.gateways.papers import PaperRejected, clean_paper
from tests import papers
from tests.papers import pdf, picture

HARM = b"HARM"


def outcome(content):
    """The cleaned bytes, or the reason."""
    try:
        return clean_paper(content).content
    except PaperRejected as bad:
        return bad.reason


def laid_open(content):
    """A PDF with every stream unfolded, so that nothing hides in a packed one."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as made:
        made.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


DOING = {
    "scripts": papers.with_scripts,
    "attachment": papers.with_attachment,
    **{
        kind: (lambda kind=kind: papers.with_action(kind))
        for kind in ("Launch", "URI", "GoToR", "GoToE", "SubmitForm", "ImportData", "Rendition", "Movie", "Sound")
    },
    "script": lambda: papers.with_action("JavaScript", JS=String("HARM")),
}


@pytest.mark.parametrize("made", DOING.values(), ids=DOING)
def test_what_does_something_does_not_come_along(made):
    before, after = made(), laid_open(clean_paper(made()).content)
    assert HARM in before and HARM not in after
    for name in b"JS JavaScript OpenAction AA Launch URI EmbeddedFile XFA Annots AcroForm".split():
        assert b"/" + name not in after


POLYGLOTS = {
    "pdf and zip": lambda: pdf() + b"PK\x03\x04" + HARM * 400,
    "pdf and html": lambda: pdf() + b"<script>HARM</script>",
    "jpeg and script": lambda: picture() + b"/*HARM*/alert(1)",
    "jpeg and jar": lambda: picture() + b"PK\x03\x04HARM",
    "jpeg comment": lambda: picture(comment=b"HARM <script>"),
    "png": papers.told_png,
    "png and html": lambda: picture("PNG") + b"<html>HARM",
}


@pytest.mark.parametrize("made", POLYGLOTS.values(), ids=POLYGLOTS)
def test_a_second_file_glued_on_is_gone(made):
    assert HARM in made() and HARM not in outcome(made())
    assert len(outcome(made())) > 50, "the paper itself is taken"


BOMBS = {
    "a gigabyte of nothing": lambda: papers.with_stream(papers.zeros(1024), Filter=Name.FlateDecode),
    "packed twice": lambda: papers.with_stream(
        zlib.compress(papers.zeros(1024)), Filter=Array([Name.FlateDecode, Name.FlateDecode])
    ),
    "spelled in letters": lambda: papers.with_stream(
        base64.a85encode(papers.zeros(500)) + b"~>", Filter=Array([Name.ASCII85Decode, Name.FlateDecode])
    ),
    "runs": lambda: papers.with_stream(b"\x81\0" * 4_000_000, Filter=Name.RunLengthDecode),
    "lzw": lambda: papers.with_stream(b"\x80\x0b\x60\x50", Filter=Name.LZWDecode),
    "a table of a gigabyte": papers.table_bomb,
    "nested": lambda: papers.nested(100_000),
    "nested a little": lambda: papers.nested(300),
    "a tree that is its own branch": papers.looped,
    "many things": papers.many_things,
    "a list without end": papers.long_list,
    "a picture of a continent": lambda: papers.with_picture(60_000, 60_000),
    "png": lambda: papers.png_bomb(30_000, 30_000),
    "png that lies": lambda: papers.png_bomb(4000, 4000),
}


@pytest.mark.parametrize("made", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_in_seconds(made):
    content, began = made(), time.monotonic()
    assert outcome(content) in ("heavy", "broken", "pixels")
    assert time.monotonic() - began < 8


#: A process that holds nothing itself runs the reader, and tells what it held at most, in megabytes.
MEASURE = """import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "housing.gateways.papers.alone", "application/pdf"], stdin=sys.stdin,
               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this system does not limit the memory of a process")
@pytest.mark.parametrize("name", ["a table of a gigabyte", "a list without end", "a gigabyte of nothing"])
def test_a_bomb_stays_within_the_memory_of_its_own_process(name):
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=BOMBS[name](), capture_output=True, env=minimal_environment(), check=True
    )
    assert 10 < int(done.stdout) < 410


LOST = {
    "locked": (lambda: papers.encrypted("secret"), "locked"), "cut off": (lambda: pdf(20)[:-2000], "broken"),
    "cut out": (lambda: pdf(20)[:3000] + b"%%EOF", "broken"), "only a head": (lambda: b"%PDF-1.7\n%%EOF", "broken"),
    "no page": (lambda: papers.written(pikepdf.Pdf.new()), "broken"), "51 pages": (lambda: pdf(51), "pages"),
    "10 000 pages": (lambda: pdf(10_000), "pages"), "jpeg": (lambda: picture("JPEG", (400, 300))[:-200], "broken"),
    "png": (lambda: picture("PNG", (400, 300))[:-200], "broken"), "jpeg head": (lambda: b"\xff\xd8\xff", "broken"),
}  # fmt: skip


@pytest.mark.parametrize(("made", "reason"), LOST.values(), ids=LOST)
def test_what_cannot_be_read_is_refused_with_its_reason(made, reason):
    assert outcome(made()) == reason


def test_fifty_pages_are_not_too_many():
    assert clean_paper(pdf(50)).pages == 50


def test_a_reading_that_does_not_end_is_ended(monkeypatch):
    began = time.monotonic()
    with pytest.raises(PaperRejected, match="heavy"):
        clean_paper(pdf(), seconds=0.001)
    assert time.monotonic() - began < 2


def test_the_reader_knows_none_of_the_settings(monkeypatch):
    monkeypatch.setenv("KEZEK_SECRET_KEY", "a secret")
    assert not any(name.startswith("KEZEK") for name in minimal_environment())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_file_spoiled_anywhere_is_taken_or_refused_with_a_reason(data):
    content = bytearray(data.draw(st.sampled_from([pdf(2), picture(), picture("PNG"), papers.with_scripts()])))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    result = outcome(bytes(content))
    assert isinstance(result, bytes) or result in room.REASONS
