"""A page as its sender's reader shows it beside the page that is kept: both drawn by PDFium, and compared.

Fields, remarks and stamps are drawn as a reader draws them, layers as the file opens. Where the two differ by more than
a slip of the drawing, the file is not taken: something that the sender sees would be lost, or something hidden seen.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from housing.gateways.papers import PaperRejected
from housing.gateways.papers.typed_fields import Box, same_words

#: Points of a drawing, whatever the size of the page: an A4 sheet at a hundred dots an inch.
POINTS = 1_000_000
#: A point differs if a colour of it (0 to 255) lies so far outside of those right around it in the other drawing:
#: letters that are drawn a hair's breadth beside are the same letters.
APART, AROUND = 64, 3
#: The threshold: so many points of a page may differ. A full stop in small print has about ten.
MAY_DIFFER = 6
#: Points of a band: a page is compared band by band, and only where anything differs at all.
BAND = 64


def refuse_difference(sent: bytes, kept: bytes) -> None:
    """Raises BadPaper: differs, or broken where PDFium cannot read what came as the other reader does."""
    try:
        before, after = pypdfium2.PdfDocument(sent), pypdfium2.PdfDocument(kept)
        before.init_forms()
        if len(before) != len(after):
            raise PaperRejected("broken")
        for number in range(len(after)):
            refuse_different_page(before, after, number)
    except pypdfium2.PdfiumError:
        raise PaperRejected("broken") from None


def refuse_different_page(before: pypdfium2.PdfDocument, after: pypdfium2.PdfDocument, number: int) -> None:
    one, other = before[number], after[number]
    shown, kept = draw_page(one), draw_page(other)
    if shown.size != kept.size:
        raise PaperRejected("differs")
    if count_differences(shown, kept) > MAY_DIFFER:
        for box in same_words(before, one, other, shown.size):
            if as_much_ink(shown.crop(box), kept.crop(box)):
                shown.paste("white", box)
                kept.paste("white", box)
        if count_differences(shown, kept) > MAY_DIFFER:
            raise PaperRejected("differs")
    one.close()
    other.close()


def draw_page(page: pypdfium2.PdfPage) -> Image.Image:
    """The page in colour, with its fields and remarks."""
    wide, high = page.get_size()
    bitmap = page.render(scale=(POINTS / (wide * high)) ** 0.5, may_draw_forms=True)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    return image


def count_differences(one: Image.Image, other: Image.Image) -> int:
    """How many points of the one are not to be found in the other, or the other way round."""
    count = 0
    for box in differing_bands(points_apart(ImageChops.difference(one, other))):
        here, there = one.crop(box), other.crop(box)
        count += max(count_outside(here, there), count_outside(there, here))
    return count


def differing_bands(differing: Image.Image) -> Iterator[Box]:
    """The parts of the page in which anything differs, with the points around them."""
    for top in range(0, differing.height, BAND):
        found = differing.crop((0, top, differing.width, min(top + BAND, differing.height))).getbbox()
        if found:
            left, upper, right, lower = found
            yield max(left - AROUND, 0), max(top + upper - AROUND, 0), right + AROUND, top + lower + AROUND


def count_outside(image: Image.Image, other: Image.Image) -> int:
    """How many points of the image lie outside of what the other has around them."""
    darkest, lightest = (other.filter(kind(AROUND)) for kind in (ImageFilter.MinFilter, ImageFilter.MaxFilter))
    beyond = ImageChops.add(ImageChops.subtract(darkest, image), ImageChops.subtract(image, lightest))
    return points_apart(beyond).histogram()[255]


def points_apart(difference: Image.Image) -> Image.Image:
    """White where any colour differs by more than APART, else black."""
    red, green, blue = difference.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value > APART else 0)


def as_much_ink(one: Image.Image, other: Image.Image) -> bool:
    """Neither is twice as much written upon as the other."""
    fewer, more = sorted((count_ink(one), count_ink(other)))
    return more <= 2 * fewer


def count_ink(image: Image.Image) -> int:
    """Points that stand out from the ground."""
    counts = image.convert("L").histogram()
    ground = counts.index(max(counts))
    return sum(count for value, count in enumerate(counts) if abs(value - ground) > APART)
