"""One page of a paper as a picture, drawn by a process of its own: also what we keep came from a stranger."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from io import BytesIO

from housing.gateways.own_process import command, surroundings
from housing.gateways.papers import SECONDS, turn

#: Dots that a picture may have; what is larger is drawn smaller.
DOTS = 20_000_000


class NoSheet(Exception):
    """There is no such page, or it cannot be drawn."""


def sheet(content: bytes, media: str, number: int, quarter: int, width: int) -> bytes:
    """Page `number` (from 1), turned by `quarter` degrees clockwise, so many dots wide, as PNG. Raises NoSheet."""
    with turn:
        try:
            done = subprocess.run(  # noqa: S603 - this very Python and a module of ours
                [*command(__name__), media, str(number), str(quarter), str(width)],
                input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, env=surroundings(),
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise NoSheet from None
    if done.returncode != 0:
        raise NoSheet
    return done.stdout


def drawn(content: bytes, media: str, number: int, quarter: int, width: int) -> bytes:
    """What the process of its own does."""
    if media == "application/pdf":
        import pypdfium2

        page = pypdfium2.PdfDocument(content)[number - 1]
        wide, high = page.get_size() if quarter in (0, 180) else page.get_size()[::-1]
        scale = min(width / wide, (DOTS / (wide * high)) ** 0.5)
        image = page.render(scale=scale, rotation=quarter).to_pil()
    else:
        from PIL import Image

        image = Image.open(BytesIO(content)).convert("RGB").rotate(-quarter, expand=True)
        image.thumbnail((width, DOTS // width))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def main() -> int:
    from housing.gateways.papers.alone import bind_hands

    content = sys.stdin.buffer.read()
    bind_hands()
    media, *numbers = sys.argv[1:]
    with suppress(Exception):  # what the libraries say of a page that cannot be drawn is not told to anybody
        sys.stdout.buffer.write(drawn(content, media, *map(int, numbers)))
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
