"""A PDF: its pages alone go into a new one. No script, action, form, link or attachment comes along."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    PasswordError,
    Pdf,
    PdfError,
    Stream,
    StreamDecodeLevel,
    settings,
)
from PIL import Image

from housing.gateways.papers import HEADER, LARGEST, PaperRejected
from housing.gateways.papers.drawings import refuse_difference
from housing.gateways.papers.layers import is_off, keep_layers

PAGES = 50
#: Objects of a file; a scan has a few for a page, a drawing some thousands.
OBJECTS = 50_000
#: Bytes that one stream, and all together, may unfold to; bits of one picture (at one colour, 8 bits a point).
UNFOLDED, UNFOLDED_IN_ALL, PICTURE = 200_000_000, 400_000_000, 8 * 64_000_000
#: What a page needs to be seen.
SEEN = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"}
#: What does something instead of being seen, wherever it may be hidden under the resources of a page.
DOES = {
    "/AA", "/AF", "/Collection", "/EF", "/EmbeddedFile", "/EmbeddedFiles", "/JavaScript", "/JS", "/Launch", "/Metadata",
    "/OpenAction", "/OPI", "/PieceInfo", "/Ref", "/RichMediaContent", "/URI", "/XFA",
}  # fmt: skip
#: What an action that reaches beyond its page calls itself.
ACTIONS = {
    "/GoToE",
    "/GoToR",
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/Rendition",
    "/Sound",
    "/SubmitForm",
    "/URI",
}
#: Remarks that a reader draws by itself where the file bears no drawing of them, each as it likes.
REMARKS = {
    "/Caret", "/Circle", "/FileAttachment", "/FreeText", "/Highlight", "/Ink", "/Line", "/Polygon", "/PolyLine",
    "/Redact", "/Sound", "/Square", "/Squiggly", "/Stamp", "/StrikeOut", "/Text", "/Underline",
}  # fmt: skip
#: The pages are a stand-in: what is seen is drawn from a form in XML, or is a list of files.
ELSEWHERE_SEEN = ("/NeedsRendering", "/Collection")
#: Bits of /F: what is not shown on a screen.
UNSEEN = 1 << 1 | 1 << 5
#: A stream that says it lies in another file.
ELSEWHERE = {"/F", "/FFilter", "/FDecodeParms"}
#: The ways of packing that stay within what is measured here. LZW, given up in the nineties, is none of them.
PICTURES = {"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
LETTERS = {"/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85"}
FLATE = {"/FlateDecode", "/Fl"}
RUNS = {"/RunLengthDecode", "/RL"}
KNOWN = PICTURES | LETTERS | FLATE | RUNS
#: Bytes of a stream packed in a way that only qpdf unfolds, and that nobody uses for anything large.
SPELLED = 1_000_000


def clean_pdf(content: bytes) -> tuple[bytes, int]:
    """The new PDF and its number of pages. Raises BadPaper, and whatever qpdf raises at a file that is not whole."""
    content = content[content.index(HEADER) :]
    if b"%%EOF" not in content:
        raise PaperRejected("broken")
    kept, pages = rewrite_pdf(content)
    refuse_difference(content, kept)
    return kept, pages


def rewrite_pdf(content: bytes) -> tuple[bytes, int]:
    settings.set_qpdf_limits(
        flate_max_memory=64_000_000, parser_max_nesting=200, parser_max_container_size=100_000, doc_max_warnings=200
    )
    try:
        given = Pdf.open(BytesIO(content))
    except PasswordError:
        raise PaperRejected("locked") from None
    except PdfError as fault:
        raise PaperRejected("locked" if "encrypt" in str(fault).lower() else "broken") from None
    with given, Pdf.new() as made:
        count_pages(given)
        take_pages(given, made)
        remove_active_content(made)
        out = BytesIO()
        made.save(
            out,
            compress_streams=True,
            stream_decode_level=StreamDecodeLevel.none,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
        )
        if out.tell() > 2 * LARGEST:
            raise PaperRejected("heavy")
        return out.getvalue(), len(made.pages)


def count_pages(given: Pdf) -> None:
    """Raises BadPaper where there are too many, none, or some of them are lost."""
    if len(given.objects) > OBJECTS:
        raise PaperRejected("heavy")
    if not len(given.pages):
        raise PaperRejected("broken")
    if len(given.pages) > PAGES:
        raise PaperRejected("pages")
    written = ["/Contents" in page for page in given.pages]
    if not any(written) or (given.get_warnings() and not all(written)):  # cut off: some of the pages are lost
        raise PaperRejected("broken")


def take_pages(given: Pdf, made: Pdf) -> None:
    """What was typed into a form or stamped on a page becomes part of the page; then only what is seen is taken."""
    if any(name in given.Root for name in ELSEWHERE_SEEN):
        raise PaperRejected("differs")
    for page in given.pages:
        look_at_notes(page, given)
    if "/AcroForm" in given.Root:
        given.Root.AcroForm.NeedAppearances = False  # as it is drawn in the file: qpdf knows no Kazakh letters
    given.flatten_annotations("screen")
    for page in given.pages:
        for key in [key for key in page.obj.keys() if key not in SEEN]:  # noqa: SIM118 - a page is no mapping
            del page[key]
        made.pages.append(page)
    keep_layers(given, made)


def look_at_notes(page: Any, given: Pdf) -> None:
    """Fields and remarks of a page: what is hidden goes; what each reader draws for itself would be lost in silence."""
    shown = [one for one in page.get("/Annots", ()) if not int(one.get("/F", 0)) & UNSEEN]
    shown = [one for one in shown if not is_off(one.get("/OC"), given)]
    if any(is_undrawn(one) for one in shown):
        raise PaperRejected("differs")
    if "/Annots" in page:
        page.Annots = Array(shown)


def is_undrawn(note: Any) -> bool:
    """Seen, by what it says of itself, and not drawn in the file; or a note that stands open beside the page."""
    if note.get("/Subtype") == Name.Widget:
        whole = (note, note.get("/Parent", Dictionary()))
        filled = any(str(one.get("/V", "")) for one in whole) and not any(one.get("/FT") == Name.Sig for one in whole)
        return filled and "/AP" not in note
    if note.get("/Subtype") in (Name.Text, Name.Popup) and note.get("/Open", False):
        return True
    return str(note.get("/Subtype", "")) in REMARKS and "/AP" not in note


def remove_active_content(made: Pdf) -> None:
    """Every object that the pages brought along is looked at, and every stream weighed."""
    unfolded = 0
    for top in made.objects:
        if isinstance(top, Stream):
            unfolded += measure_stream(top)
            if unfolded > UNFOLDED_IN_ALL:
                raise PaperRejected("heavy")
        waiting: list[Any] = [top]
        while waiting:
            waiting += strip_actions(waiting.pop())


def strip_actions(thing: Any) -> list[Any]:
    """Takes out of a dictionary what does something; what lies inside of it comes back, to be looked at next."""
    if isinstance(thing, Stream):
        take_out(thing.stream_dict, DOES | ELSEWHERE)
        if thing.stream_dict.get("/Subtype") == Name.PS or thing.stream_dict.get("/Type") == Name.EmbeddedFile:
            thing.write(b"")
        return nested_objects(thing.stream_dict)
    if isinstance(thing, Dictionary):
        take_out(thing, DOES)
        if str(thing.get("/S", "")) in ACTIONS:
            take_out(thing, set(thing.keys()))
        return nested_objects(thing)
    return [one for one in thing if is_box(one)] if isinstance(thing, Array) else []


def take_out(box: Any, names: set[str]) -> None:
    for name in [name for name in box.keys() if name in names]:  # noqa: SIM118 - a dictionary of qpdf is no mapping
        del box[name]


def nested_objects(box: Any) -> list[Any]:
    return [value for key, value in box.items() if key != "/Parent" and is_box(value)]


def is_box(value: Any) -> bool:
    """A direct one: what is referred to stands among the objects by itself."""
    return isinstance(value, Object) and isinstance(value, Dictionary | Array) and not value.is_indirect


def measure_stream(stream: Stream) -> int:
    """Bytes that the stream unfolds to, counted without keeping them. Raises BadPaper at too many."""
    filters, raw = filters_of(stream), stream.read_raw_bytes()
    packed = [one for one in filters if one in FLATE | RUNS]
    if len(packed) > 1 or not set(filters) <= KNOWN:
        raise PaperRejected("heavy")
    look_at_picture(stream, filters, raw)
    if not packed:
        return len(raw)
    if filters[0] in FLATE:
        return unfolded_size(raw)
    if len(raw) > SPELLED:
        raise PaperRejected("heavy")
    return len(stream.read_bytes(StreamDecodeLevel.generalized))


def filters_of(stream: Stream) -> list[str]:
    given = stream.stream_dict.get("/Filter")
    return [str(one) for one in given] if isinstance(given, Array) else [str(given)] if given is not None else []


def unfolded_size(raw: bytes) -> int:
    machine, count, rest = zlib.decompressobj(), 0, raw
    while rest and not machine.eof:
        try:
            count += len(machine.decompress(rest, 1 << 20))
        except zlib.error:  # a checksum that is wrong at the end spoils nothing that is seen
            return count
        rest = machine.unconsumed_tail
        if count > UNFOLDED:
            raise PaperRejected("heavy")
    return count


def look_at_picture(stream: Stream, filters: list[str], raw: bytes) -> None:
    """What a picture says of its own size, and what the JPEG inside of it says."""
    about = stream.stream_dict
    if about.get("/Subtype") != Name.Image:
        return
    bits = int(about.get("/Width", 0)) * int(about.get("/Height", 0)) * int(about.get("/BitsPerComponent", 8))
    if bits > PICTURE:
        raise PaperRejected("heavy")
    if len(filters) == 1 and filters[0] in ("/DCTDecode", "/DCT", "/JPXDecode"):
        Image.MAX_IMAGE_PIXELS = None  # the limit is ours
        with Image.open(BytesIO(raw), formats=["JPEG", "JPEG2000"]) as inner:
            if inner.width * inner.height * 8 > PICTURE:
                raise PaperRejected("heavy")
