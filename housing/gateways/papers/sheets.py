"""One page of a paper as a picture, drawn by a process of its own: also what we keep came from a stranger."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from io import BytesIO

from housing.gateways.own_process import minimal_environment, module_command
from housing.gateways.papers import SECONDS, turn

#: Dots that a picture may have; what is larger is drawn smaller.
DOTS = 20_000_000


class NoSheetError(Exception):
    """There is no such page, or it cannot be drawn."""


def render_sheet(content: bytes, media: str, number: int, quarter: int, width: int) -> bytes:
    """Page `number` (from 1), turned by `quarter` degrees clockwise, so many dots wide, as PNG. Raises NoSheet."""
    with turn:
        try:
            done = subprocess.run(  # noqa: S603 - this very Python and a module of ours
                [*module_command(__name__), media, str(number), str(quarter), str(width)],
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                env=minimal_environment(),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NoSheetError from None
    if done.returncode != 0:
        raise NoSheetError
    return done.stdout


def draw_sheet(content: bytes, media: str, number: int, quarter: int, width: int) -> bytes:
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
        sys.stdout.buffer.write(draw_sheet(content, media, *map(int, numbers)))
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
