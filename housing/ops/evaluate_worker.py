"""The second process of `flask evaluate`. In: the law of every day, a line of JSON, then chunks of lines. Out: answers.

A frame is two numbers and two pieces of bytes, of those lengths; of a chunk the first number is that of its first line,
and there is one piece. The process ends when nobody sends or listens any more; an interrupt is for whoever started it.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from typing import IO

from housing.gateways.deciding.law_json import read_periods
from housing.ops.evaluate_lines import Answers, LineEvaluator

NUMBERS = struct.Struct(">QQ")
#: A fault may quote a key that is no proper text.
QUOTED = "surrogatepass"


def send_chunk(to: IO[bytes], first: int, data: bytes) -> None:
    to.write(NUMBERS.pack(first, len(data)))
    to.write(data)
    to.flush()


def send_answers(to: IO[bytes], answers: Answers) -> None:
    pieces = ["\n".join(lines).encode("utf-8", QUOTED) for lines in answers]
    to.write(NUMBERS.pack(*map(len, pieces)))
    to.writelines(pieces)
    to.flush()


def receive_answers(sent: IO[bytes]) -> Answers:
    """Raises EOFError where the other process is gone."""
    lengths = NUMBERS.unpack(receive_bytes(sent, NUMBERS.size))
    return Answers(
        *[receive_bytes(sent, length).decode("utf-8", QUOTED).split("\n") if length else [] for length in lengths]
    )


def receive_bytes(sent: IO[bytes], length: int) -> bytes:
    found = sent.read(length)
    if len(found) < length:
        raise EOFError
    return found


def serve_chunks(sent: IO[bytes], to: IO[bytes]) -> None:
    evaluator = LineEvaluator(read_periods(json.loads(sent.readline())).law_on)
    while header := sent.read(NUMBERS.size):
        first, length = NUMBERS.unpack(header)
        send_answers(to, evaluator.evaluate_lines(receive_bytes(sent, length).split(b"\n"), first))


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        serve_chunks(sys.stdin.buffer, sys.stdout.buffer)
    except (BrokenPipeError, EOFError):
        os._exit(1)  # whoever started it is gone; to say so at the end would fail too


if __name__ == "__main__":
    main()
