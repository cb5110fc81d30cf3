"""`flask evaluate` by two processes: the same answers in the same order as by one, and none of them left behind."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from housing.law.parameters import FIRST_PERIODS
from housing.ops import evaluate
from housing.ops.evaluate import Worker, WorkerLostError, evaluate_file, read_chunks
from tests.cases import case, dwelling, emergency, ended, orphan

ROOT = Path(__file__).resolve().parents[2]
KINDS = [
    *(case(), case(dwellings=None), emergency(), orphan(), {}, {"ә\udc00": 1}),
    *(case(dwellings=[dwelling(share="1/4")]), case(dwellings=[ended("2025-01-01", "sale")])),
    case(**{"application.filed_at": "2020-01-01T10:00:00+05:00"}),
]


def lines(count):
    return "".join(json.dumps(one) + "\n" for one in itertools.islice(itertools.cycle(KINDS), count)).encode()


@pytest.fixture
def small(monkeypatch):
    """Chunks of some lines, and the second process from the beginning."""
    monkeypatch.setattr(evaluate, "CHUNK_SIZE", 3_000)
    monkeypatch.setattr(evaluate, "SHARED_AFTER", 0)


@pytest.fixture
def file(tmp_path):
    with contextlib.ExitStack() as opened:

        def write(content):
            path = tmp_path / "facts"
            path.write_bytes(content)
            return opened.enter_context(path.open("rb"))

        yield write


def joined(answers):
    answers = list(answers)
    return [one for some in answers for one in some.outcomes], [one for some in answers for one in some.faults]


@pytest.mark.parametrize("end", [b"", b"\n\n  \n", b"{", json.dumps(case()).encode()])
def test_two_processes_answer_what_one_answers(small, file, end):
    content = lines(200).replace(b"\n", b"\r\n", 50) + end
    alone, shared = (joined(evaluate_file(file(content), FIRST_PERIODS, cores)) for cores in (1, 2))
    assert alone == shared
    assert len(alone[0]) > 120 and len(alone[1]) > 60


def test_the_second_process_does_take_part(small, file, monkeypatch):
    taken = []
    monkeypatch.setattr(Worker, "send", lambda self, chunk, send=Worker.send: taken.append(chunk) or send(self, chunk))
    list(evaluate_file(file(lines(200)), FIRST_PERIODS, 2))
    chunks = list(read_chunks(io.BytesIO(lines(200))))
    assert len(taken) >= len(chunks) // 2 - 1 > 5


def test_one_core_or_little_to_do_is_one_process(file, monkeypatch):
    monkeypatch.setattr(evaluate, "Worker", None)
    assert joined(evaluate_file(file(lines(200)), FIRST_PERIODS, 2))[0]
    monkeypatch.setattr(evaluate, "SHARED_AFTER", 0)
    assert joined(evaluate_file(file(lines(200)), FIRST_PERIODS, 1))[0]
    assert joined(evaluate_file(io.BytesIO(lines(200)), FIRST_PERIODS, 2))[0], "what cannot tell whether more waits"


def test_chunks_are_whole_lines_with_their_numbers(small):
    content = b"\n".join([b"a", b"b" * 10_000, b"", b"c" * 2_999, b"d"])
    chunks = list(read_chunks(io.BytesIO(content)))
    assert b"".join(chunk.data for chunk in chunks) == content
    assert all(chunk.data.endswith(b"\n") for chunk in chunks[:-1])
    assert [chunk.first for chunk in chunks] == [
        1 + content[: content.index(chunk.data)].count(b"\n") for chunk in chunks
    ]


def test_no_more_is_read_than_two_chunks_beside_what_was_answered(small, file):
    content = lines(400)
    source, answered = file(content), 0
    for some in evaluate_file(source, FIRST_PERIODS, 2):
        answered += len(some.outcomes) + len(some.faults)
        taken = content[: os.lseek(source.fileno(), 0, os.SEEK_CUR)].count(b"\n")
        assert taken - answered < 2 * 3_000 // 100 + io.DEFAULT_BUFFER_SIZE // 100


def test_a_slow_pipe_is_answered_as_it_comes(small):
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source, os.fdopen(writing, "wb", buffering=0) as out:
        answers = evaluate_file(source, FIRST_PERIODS, 2)
        out.write(lines(1) * 40)  # the second process takes part
        before = 0
        while before < 40:
            before += len(next(answers).outcomes)
        for _ in range(3):
            out.write(lines(1))
            assert len(next(answers).outcomes) == 1
        answers.close()


def test_a_process_that_is_lost_is_told(small, file, app, monkeypatch):
    def receive(self, receive=Worker.receive):
        self.process.kill()
        self.process.wait()
        return receive(self)

    monkeypatch.setattr(Worker, "receive", receive)
    with pytest.raises(WorkerLostError):
        for _ in evaluate_file(file(lines(2_000)), FIRST_PERIODS, 2):
            pass
    monkeypatch.setattr("housing.ops.cli.evaluate_file", lambda *_: evaluate_file(file(lines(200)), FIRST_PERIODS, 2))
    done = app.test_cli_runner().invoke(args=["evaluate"])
    assert done.exit_code == 1 and "not all lines are" in done.stderr


# ------------------------------------------------------------------------------------------------ as a shell runs it

# Whatever runs the tests in the background may have told its processes to pass interrupts by.
RUN = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from housing.law.parameters import FIRST_PERIODS
from housing.ops import evaluate
evaluate.SHARED_AFTER = 0
for answers in evaluate.evaluate_file(sys.stdin.buffer, FIRST_PERIODS, 2):
    print(*answers.outcomes, sep="\\n", flush=True)
"""


@pytest.fixture
def running():
    """It is given the same line for ever, and has begun to answer."""
    with subprocess.Popen(["yes", json.dumps(case())], stdout=subprocess.PIPE) as endless:
        run = subprocess.Popen(
            [sys.executable, "-c", RUN],
            cwd=ROOT,
            stdin=endless.stdout,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        endless.stdout.close()
        for _ in range(2_000):
            run.stdout.readline()
        yield run
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.stdout.close()
        run.stderr.close()
        run.wait(30)
        endless.kill()


def is_anybody_left(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def all_end(run):
    for _ in range(300):
        if run.poll() is not None and not is_anybody_left(run.pid):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name != "posix", reason="processes of a group")
class TestAsAShellRunsIt:
    def test_two_processes_are_at_work(self, running):
        found = subprocess.run(["pgrep", "-g", str(running.pid)], capture_output=True, check=True)
        assert len(found.stdout.split()) == 2

    def test_an_interrupt_ends_both_and_only_one_says_so(self, running):
        os.killpg(running.pid, signal.SIGINT)
        told = running.communicate(timeout=60)[1]
        assert all_end(running)
        assert told.count(b"KeyboardInterrupt\n") == 1

    def test_whoever_listens_no_more_ends_both(self, running):
        running.stdout.close()
        assert all_end(running)
        said = running.stderr.read()
        assert said.count(b"Traceback") == 1 and b"evaluate_worker" not in said

    def test_the_second_never_outlives_the_first(self, running):
        running.kill()
        assert all_end(running)
