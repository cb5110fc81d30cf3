"""A picture: decoded and encoded again, upright, on white, without a word of metadata."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from housing.gateways.papers import LARGEST, PaperRejected
from housing.gateways.papers.jpeg_end import END, with_end

#: Points (pixels) of a picture. A JPEG can be decoded at half its size, so that one of a large camera fits as well.
MOST = {"image/jpeg": 64_000_000, "image/png": 25_000_000}
#: From so many points on a JPEG is halved: an A4 sheet at 400 dots an inch has 15 million.
HALVED = 25_000_000
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: Fine print stays legible at this quality.
QUALITY = 88


def clean_picture(content: bytes, media: str) -> bytes:
    """Raises BadPaper, and whatever Pillow raises at a picture that is not whole."""
    Image.MAX_IMAGE_PIXELS = None  # the limits are ours, below
    image = open_picture(content, media)
    try:
        image.load()
    except OSError:
        if media != "image/jpeg" or END in content[-2:]:
            raise
        image = open_picture(with_end(content), media)
        image.load()
    turn = UPRIGHT.get(read_orientation(image))
    plain = flatten_picture(image)
    plain = plain.transpose(turn) if turn is not None else plain
    plain.info = {}
    out = BytesIO()
    if media == "image/jpeg":
        plain.save(out, "JPEG", quality=QUALITY)
    else:
        plain.save(out, "PNG", compress_level=4)
    if out.tell() > 2 * LARGEST:
        raise PaperRejected("pixels")
    return out.getvalue()


def open_picture(content: bytes, media: str) -> Image.Image:
    """The picture, not decoded yet. Raises BadPaper where it is too large."""
    image = Image.open(BytesIO(content), formats=["JPEG" if media == "image/jpeg" else "PNG"])
    points = image.width * image.height
    if points > MOST[media]:
        raise PaperRejected("pixels")
    if points > HALVED:
        image.draft(image.mode, (image.width // 2, image.height // 2))
    return image


def read_orientation(image: Image.Image) -> int:
    """How the camera was held; a note of it that cannot be read says nothing."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:
        return 1


def flatten_picture(image: Image.Image) -> Image.Image:
    """In grey or colour, and what is transparent on white: nothing is seen on one background and not on another."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image if image.mode == "RGBA" else image.convert("RGBA")
        image = Image.new("RGB", clear.size, "white")
        image.paste(clear, mask=clear.getchannel("A"))
    return image if image.mode in ("1", "L", "RGB") else image.convert("RGB")
