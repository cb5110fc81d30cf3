"""The antivirus: clean is only what it says is clean; whatever else it does, nobody knows yet."""

from __future__ import annotations

import socket
import time

import pytest

from housing.gateways.antivirus import Clamd, ScanFailedError
from tests.gateways.clamd_double import EICAR_FOUND, OK, TOO_LARGE, ClamdDouble

#: In two pieces, so that no antivirus takes this file away.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def by_content(content):
    return EICAR_FOUND if EICAR in content else OK


@pytest.mark.parametrize(("content", "said"), [(b"a paper", "clean"), (EICAR, "infected"), (b"x" + EICAR, "infected")])
def test_it_says_what_the_antivirus_found(content, said):
    with ClamdDouble(by_content) as double:
        assert Clamd(double.address)(content) == said
        assert double.received == [content]


@pytest.mark.parametrize("size", [1, 65_535, 65_536, 65_537, 10 * 1024 * 1024])
def test_the_whole_paper_goes_out(size):
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    with ClamdDouble() as double:
        assert Clamd(double.address)(content) == "clean" and double.received == [content]


def test_it_is_asked_over_a_socket_of_this_machine_too(tmp_path):
    with ClamdDouble(path=str(tmp_path / "clamd.sock")) as double:
        assert Clamd(double.address)(b"a paper") == "clean"


NOTHING = {
    "garbage": b"\xff\xfe garbage\0",
    "nothing": b"",
    "an empty word": b"\0",
    "ok for another": b"other: OK\0",
    "ok and more": b"stream: OK FOUNDER\0",
    "a part": b"stream: O",
    "its limit": TOO_LARGE,
    "unknown command": b"UNKNOWN COMMAND\0",
    "a flood": b"x" * 100_000,
}


@pytest.mark.parametrize("said", NOTHING.values(), ids=NOTHING)
def test_what_is_no_verdict_is_none(said):
    with ClamdDouble(said) as double, pytest.raises(ScanFailedError):
        Clamd(double.address)(b"a paper")


@pytest.mark.parametrize("mood", ["closes early", "hasty"])
def test_one_that_hangs_up_gives_no_verdict(mood):
    with ClamdDouble(mood=mood) as double, pytest.raises(ScanFailedError):
        Clamd(double.address)(b"x" * 10_000_000)


@pytest.mark.parametrize("mood", ["slow", "drips", "reads slowly"])
def test_one_that_takes_its_time_is_not_waited_for(mood):
    with ClamdDouble(mood=mood) as double:
        began = time.monotonic()
        with pytest.raises(ScanFailedError):
            Clamd(double.address, timeout=0.5)(b"x" * 10_000_000)
        assert time.monotonic() - began < 2


def test_nobody_there_gives_no_verdict(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    for nowhere in (address, str(tmp_path / "no.sock"), "no-such-host.invalid:3310"):
        with pytest.raises(ScanFailedError):
            Clamd(nowhere)(b"a paper")


def test_nothing_of_a_paper_or_its_answer_is_logged(caplog):
    with ClamdDouble(b"stream: no\r\nsuch thing\0") as double, pytest.raises(ScanFailedError):
        Clamd(double.address)(b"900101300123 a name")
    assert "900101300123" not in caplog.text and "\nsuch thing" not in caplog.text
