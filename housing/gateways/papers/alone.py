"""The process that reads one stranger's file: bytes in, the paper out, and then it is gone."""

from __future__ import annotations

import json
import sys
from contextlib import suppress

from housing.gateways.papers import REFUSED, PaperRejected

#: Bytes of memory and seconds of work, where the system keeps to them (not on Windows, and memory not on macOS).
MEMORY, WORK = 400 * 1024 * 1024, 20


def bind_hands(work: int = WORK) -> None:
    """No memory beyond the limit, no endless work, no file written."""
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, work), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )  # fmt: skip
    for which, most in limits:
        with suppress(ValueError, OSError):
            resource.setrlimit(which, (most, most))


def clean_in_process(content: bytes, media: str) -> tuple[bytes, int]:
    """The bytes of the paper and its number of pages. Raises BadPaper."""
    try:
        if media == "application/pdf":
            from housing.gateways.papers.pdf import clean_pdf

            return clean_pdf(content)
        from housing.gateways.papers.picture import clean_picture

        return clean_picture(content, media), 1
    except PaperRejected:
        raise
    except MemoryError:
        raise PaperRejected("heavy") from None
    except Exception:  # what the libraries say of a file that is not whole is not told to anybody
        raise PaperRejected("broken") from None


def main() -> int:
    content = sys.stdin.buffer.read()
    bind_hands()
    try:
        paper, pages = clean_in_process(content, sys.argv[1])
    except PaperRejected as bad:
        sys.stdout.write(bad.reason)
        return REFUSED
    sys.stdout.buffer.write(json.dumps({"pages": pages}).encode() + b"\n" + paper)
    return 0


if __name__ == "__main__":
    sys.exit(main())
