"""A page packed in parts is one file of gzip, whatever its parts are."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.web.gzip_parts import PACKED_APART, KeptText, gzip_parts, join_parts

LONG = ("<li>Өтініш</li>" * 400).encode()


def pack(parts):
    return gzip_parts(parts, join_parts(parts))


TEXTS = st.sampled_from([b"", b"a", b"\xff\x00" * 9, LONG, LONG[: PACKED_APART - 1], bytes(70_000)]) | st.binary()


@given(st.lists(TEXTS | st.builds(KeptText, TEXTS), max_size=8))
def test_what_is_packed_in_parts_comes_out_as_it_was(parts):
    assert gzip.decompress(pack(parts)) == join_parts(parts)


def test_it_is_one_member_and_nothing_after_it():
    packer = zlib.decompressobj(wbits=31)
    packer.decompress(pack([KeptText(LONG), b"between", KeptText(LONG), b"the end"]))
    assert packer.eof and not packer.unused_data


def test_a_kept_part_is_packed_once(monkeypatch):
    kept = KeptText(LONG)
    first = pack([kept, b"one"])
    monkeypatch.setattr("housing.web.gzip_parts.KEPT_LEVEL", 0)
    assert len(pack([kept, b"two"])) == len(first)


@pytest.mark.parametrize("before", [b"", LONG])
def test_what_repeats_the_kept_part_before_it_costs_little(before):
    parts = [*([KeptText(before)] if before else []), LONG[:600]]
    assert len(pack(parts)) < 120
