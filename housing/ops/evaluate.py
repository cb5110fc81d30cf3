"""Many lines of `flask evaluate`, in their order: by two processes where there are two cores and enough to do.

One chunk goes to the other process and the next is evaluated here; of both no more is held than these two. What cannot
tell whether more is waiting (a terminal, a pipe that is slower than we are) is answered as it comes, here.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
from collections.abc import Generator, Iterator
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, NamedTuple

from housing.gateways.deciding.law_json import write_periods
from housing.gateways.own_process import minimal_environment, module_command
from housing.law.parameters import LawPeriods
from housing.ops.evaluate_lines import Answers, LineEvaluator
from housing.ops.evaluate_worker import receive_answers, send_chunk

#: Bytes that are read at once; a chunk ends with a line, and is longer where its line is.
CHUNK_SIZE = 256 * 1024
#: Bytes after which a second process is worth its start (0.1 s).
SHARED_AFTER = 1024 * 1024
#: Seconds that it has to end once nobody sends any more.
GRACE = 5


class WorkerLostError(Exception):
    """The second process ended before it had answered."""


class Chunk(NamedTuple):
    """Whole lines. `first`: the number of the first, from 1."""

    first: int
    data: bytes


def evaluate_file(file: BinaryIO, periods: LawPeriods, cores: int | None = None) -> Generator[Answers, None, None]:
    """Answers to some lines at a time. Raises WorkerLostError."""
    evaluator, chunks, seen = LineEvaluator(periods.law_on), read_chunks(file), 0
    shared = (cores or count_cores()) > 1
    for chunk in chunks:
        seen += len(chunk.data)
        if shared and seen > SHARED_AFTER and is_more_waiting(file):
            with Worker(periods) as worker:
                yield from evaluate_shared(file, chunks, chunk, worker, evaluator)
        else:
            yield evaluate_chunk(evaluator, chunk)


def evaluate_shared(
    file: BinaryIO, chunks: Iterator[Chunk], first: Chunk | None, worker: Worker, evaluator: LineEvaluator
) -> Iterator[Answers]:
    """From that chunk on, to the end."""
    chunk = first
    while chunk:
        following = None
        if is_more_waiting(file):
            worker.send(chunk)
            following = next(chunks, None)
            here = evaluate_chunk(evaluator, following) if following else None
            yield worker.receive()
        else:
            here = evaluate_chunk(evaluator, chunk)
        if here:
            yield here
        chunk = next(chunks, None)


def evaluate_chunk(evaluator: LineEvaluator, chunk: Chunk) -> Answers:
    return evaluator.evaluate_lines(chunk.data.split(b"\n"), chunk.first)


def read_chunks(file: BinaryIO) -> Iterator[Chunk]:
    """As much as is there; a line that is longer than that is waited for."""
    number, begun = 1, list[bytes]()
    while data := file.read1(CHUNK_SIZE):  # type: ignore[attr-defined]
        end = data.rfind(b"\n") + 1
        if end:
            chunk = Chunk(number, b"".join((*begun, data[:end])))
            number, begun = number + chunk.data.count(b"\n"), []
            yield chunk
        if end < len(data):
            begun.append(data[end:])
    if begun:
        yield Chunk(number, b"".join(begun))


def is_more_waiting(file: BinaryIO) -> bool:
    """False also of what cannot tell: Windows knows it of sockets only, and bytes in memory are no file."""
    try:
        return bool(select.select([file], [], [], 0)[0])
    except (OSError, ValueError):
        return False


def count_cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Worker:
    """The second process, for as long as the `with` lasts: it never outlives whoever started it."""

    def __init__(self, periods: LawPeriods) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - this very Python and a module of ours
            module_command("housing.ops.evaluate_worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=minimal_environment(),
        )
        assert self.process.stdin and self.process.stdout
        self.sent, self.answers = self.process.stdin, self.process.stdout
        self.sent.write(json.dumps(write_periods(periods)).encode() + b"\n")

    def __enter__(self) -> Worker:
        return self

    def send(self, chunk: Chunk) -> None:
        """Only once what was sent before is received."""
        try:
            send_chunk(self.sent, chunk.first, chunk.data)
        except BrokenPipeError:
            raise WorkerLostError from None

    def receive(self) -> Answers:
        try:
            return receive_answers(self.answers)
        except EOFError:
            raise WorkerLostError from None

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.answers.close()
        with suppress(BrokenPipeError):
            self.sent.close()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
