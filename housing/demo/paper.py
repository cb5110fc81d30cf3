"""A paper that a citizen of the demo attaches."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw


@cache
def photograph_paper() -> bytes:
    """A sheet as a phone photographs it: lines, a stamp, a signature."""
    sheet = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(sheet)
    for line in range(26):
        pen.line((60, 120 + line * 22, 560 - (line * 37) % 140, 120 + line * 22), fill=(70, 70, 80), width=3)
    pen.ellipse((380, 700, 500, 820), outline=(30, 60, 160), width=4)
    pen.line((90, 790, 150, 745, 200, 800, 280, 740), fill=(20, 30, 120), width=3)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=70)
    return out.getvalue()
