"""A file that a stranger sent, made into a paper: read, and written anew without anything but its pages.

What is stored is never what came. Whatever hides behind, between or inside the pages (scripts, actions, attached files,
a second file glued on, metadata) is not carried over. A process of its own does it, with little memory, little time and
none of the server's secrets: a file made to break its reader breaks that process alone.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from threading import BoundedSemaphore

from housing.gateways.own_process import minimal_environment, module_command

#: Ten megabytes a file, as received.
LARGEST = 10 * 1024 * 1024
#: What a file begins with says what it is; its name says nothing.
MEDIA = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
#: A PDF may begin a little later: readers look for its header so far (PDF Reference 1.7, appendix H, note 13).
HEADER, HEADER_WITHIN = b"%PDF-", 1024
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
#: Seconds that reading one file may take, and how many are read at once: each may need its share of memory.
SECONDS, AT_ONCE = 30.0, 2
#: The exit of the process that refuses a file with a reason; any other is a file that broke it.
REFUSED = 3
REASONS = ("kind", "size", "empty", "broken", "locked", "pages", "pixels", "heavy", "differs")

turn = BoundedSemaphore(AT_ONCE)


class PaperRejected(Exception):
    """Not taken. `reason`: one of REASONS, or infected."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanedPaper:
    """What may be kept and shown. A picture has one page."""

    content: bytes
    media_type: str
    pages: int


def media_type(content: bytes) -> str:
    """What the bytes are. Raises BadPaper."""
    if not content:
        raise PaperRejected("empty")
    for start, media in MEDIA.items():
        if content.startswith(start):
            return media
    if HEADER in content[:HEADER_WITHIN]:
        return "application/pdf"
    raise PaperRejected("kind")


def clean_paper(content: bytes, *, seconds: float = SECONDS) -> CleanedPaper:
    """The paper in these bytes, the same for the same bytes. Raises BadPaper; takes `seconds` at most once begun."""
    media = media_type(content)
    if len(content) > LARGEST:
        raise PaperRejected("size")
    with turn:
        try:
            done = subprocess.run(  # noqa: S603 - this very Python and a module of ours
                [*module_command("housing.gateways.papers.alone"), media],
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                env=minimal_environment(),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PaperRejected("heavy") from None
    if done.returncode == REFUSED:
        reason = done.stdout.decode("ascii", "replace")
        raise PaperRejected(reason if reason in REASONS else "broken")
    if done.returncode != 0:
        raise PaperRejected("heavy")
    head, _end, cleaned = done.stdout.partition(b"\n")
    return CleanedPaper(cleaned, media, int(json.loads(head)["pages"]))
