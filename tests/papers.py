"""Papers of the tests: honest ones, and ones made to do harm. All are made here, none is kept as a file."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel, String
from PIL import Image, PngImagePlugin

TEXT = b"BT /F1 24 Tf 72 700 Td (An invented conclusion) Tj ET"


def blank(pages: int = 1) -> Pdf:
    """An open PDF with a line of text on every page."""
    made = Pdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for _ in range(pages):
        page = made.add_blank_page()
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = made.make_stream(TEXT)
    return made


def written(made: Pdf, **how: Any) -> bytes:
    out = BytesIO()
    made.save(out, **{"object_stream_mode": ObjectStreamMode.disable, "compress_streams": False, **how})
    return out.getvalue()


@cache
def pdf(pages: int = 1) -> bytes:
    return written(blank(pages), deterministic_id=True)


@cache
def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **how: Any) -> bytes:
    out = BytesIO()
    Image.new(how.pop("mode", "RGB"), size, how.pop("colour", "teal")).save(out, kind, **how)
    return out.getvalue()


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('HARM')"))


def with_scripts() -> bytes:
    """In the document, on the page, in a link, in a form, and smuggled under the resources."""
    made = blank()
    page = made.pages[0]
    made.Root.OpenAction = script()
    made.Root.AA = Dictionary(WC=script())
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("HARM"), script()])))
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b"<xdp>HARM</xdp>"))
    page.AA = Dictionary(O=script())
    page.Resources.Properties = Dictionary(Smuggled=Dictionary(A=script(), Deep=Array([script()])))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script())
    page.Annots = Array([made.make_indirect(link)])
    return written(made)


def with_action(kind: str, **more: Any) -> bytes:
    """Opens a program, an address or another file at a press."""
    made = blank()
    action = Dictionary(S=Name(f"/{kind}"), F=String("HARM.exe"), URI=String("https://HARM.example"), **more)
    made.Root.OpenAction = action
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    made.pages[0].Annots = Array([made.make_indirect(link)])
    return written(made)


def with_attachment() -> bytes:
    made = blank()
    made.attachments["HARM.exe"] = b"MZ HARM"
    return written(made)


def stamped() -> bytes:
    """A stamp that is an annotation with a picture of its own: it is seen, so it must stay."""
    made = blank()
    form = made.make_stream(b"BT /F1 12 Tf 5 5 Td (STAMP) Tj ET")
    form.stream_dict.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 90, 30])))
    stamp = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([100, 100, 190, 130]), F=4, AP=Dictionary(N=form)
    )
    made.pages[0].Annots = Array([made.make_indirect(stamp)])
    return written(made)


def filled_form(drawn: bool, need: bool) -> bytes:
    """A field that somebody filled in; `need`: readers are asked to draw what it says themselves."""
    made = blank()
    font = made.pages[0].Resources.Font.F1
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("verdict"),
            V=String("EMERGENCY"),
            F=4,
            Rect=Array([100, 100, 300, 130]),
            DA=String("/F1 12 Tf 0 g"),
        )
    )
    if drawn:
        look = made.make_stream(b"/Tx BMC BT /F1 12 Tf 2 5 Td (EMERGENCY) Tj ET EMC")
        look.stream_dict.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 30])))
        field.AP = Dictionary(N=look)
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(
        Fields=Array([field]), NeedAppearances=need, DA=String("/F1 12 Tf 0 g"), DR=Dictionary(Font=Dictionary(F1=font))
    )
    return written(made)


def encrypted(password: str) -> bytes:
    return written(blank(), encryption=Encryption(owner="owner", user=password))


def with_stream(data: bytes, **about: Any) -> bytes:
    """A page whose contents are these very bytes, packed as `about` says."""
    made = blank()
    made.pages[0].Contents = Stream(made, data, **about)
    return written(made, stream_decode_level=StreamDecodeLevel.none)


def zeros(megabytes: int) -> bytes:
    """So many megabytes of nothing, packed to a thousandth: one packed megabyte, as often as is wanted (RFC 1950)."""
    machine = zlib.compressobj(9)
    head = machine.compress(b"") + machine.flush(zlib.Z_FULL_FLUSH)
    piece = machine.compress(bytes(1 << 20)) + machine.flush(zlib.Z_FULL_FLUSH)
    last = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS).flush()
    return head + piece * megabytes + last + struct.pack(">HH", (megabytes << 20) % 65521, 1)


def nested(depth: int) -> bytes:
    body = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R/X " + b"[" * depth + b"]" * depth + b">>\nendobj\n"
    return b"%PDF-1.4\n" + body + b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def looped() -> bytes:
    """A tree of pages that is its own branch."""
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(width: int, height: int) -> bytes:
    """A few kilobytes that unfold to width by height points."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zeros(4)) + chunk(b"IEND", b"")


def told_png() -> bytes:
    """A picture with words, a place and a program in its metadata."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "HARM <script>alert(1)</script>")
    return picture("PNG", pnginfo=words, exif=b"Exif\0\0HARM") + b"PK\x03\x04HARM"


@cache
def table_bomb() -> bytes:
    """A table of contents of a gigabyte, packed to a megabyte."""
    packed = zeros(1024)
    head = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    head += b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    about = b"<</Type/XRef/W[1 2 1]/Size 100000000/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(packed)
    table = b"3 0 obj\n" + about + b"stream\n" + packed + b"\nendstream\nendobj\n"
    return head + table + b"startxref\n%d\n%%%%EOF\n" % len(head)


@cache
def many_things() -> bytes:
    made = blank()
    made.Root.X = Array([made.make_indirect(Dictionary(A=1)) for _ in range(60_000)])
    return written(made)


@cache
def long_list() -> bytes:
    made = blank()
    made.pages[0].Resources.X = pikepdf.Object.parse(b"[" + b"0 " * 2_000_000 + b"]")
    return written(made)


def with_picture(width: int, height: int) -> bytes:
    """A page with a picture that says it is so large."""
    made = blank()
    drawn = made.make_stream(b"\0" * 99)
    drawn.stream_dict.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )
    )
    made.pages[0].Resources.XObject = Dictionary(Im1=drawn)
    return written(made)


def drawing(made: Pdf, commands: bytes, **more: Any) -> Any:
    """How a field or a remark is drawn: 200 points wide, 30 high."""
    look = made.make_stream(commands)
    font = made.pages[0].Resources.Font
    look.stream_dict.update(
        Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 30]), Resources=Dictionary(Font=font))
    )
    return look


def field(said: str, drawn: str, need: bool, how: str = "0 g") -> bytes:
    """A field that says something, and draws something; `need`: readers are asked to draw it anew."""
    made = blank()
    words = f"/Tx BMC BT /F1 12 Tf {how} 2 9 Td ({drawn}) Tj ET EMC".encode()
    one = made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("a"),
            V=String(said),
            F=4,
            Rect=Array([100, 100, 300, 130]),
            DA=String("/F1 12 Tf 0 g"),
            AP=Dictionary(N=drawing(made, words)),
        )
    )
    made.pages[0].Annots = Array([one])
    fonts = Dictionary(Font=made.pages[0].Resources.Font)
    made.Root.AcroForm = Dictionary(Fields=Array([one]), NeedAppearances=need, DA=String("/F1 12 Tf 0 g"), DR=fonts)
    return written(made)


def noted(kind: str, flags: int = 4, drawn: bool = True, **more: Any) -> bytes:
    """A remark, drawn as a black bar or not at all."""
    made = blank()
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name(f"/{kind}"),
        F=flags,
        Rect=Array([100, 100, 300, 130]),
        Contents=String("An invented remark"),
        **more,
    )
    if drawn:
        note.AP = Dictionary(N=drawing(made, b"0 0 200 30 re f"))
    made.pages[0].Annots = Array([made.make_indirect(note)])
    return written(made)


def layered(how: str, remark: bool = False) -> bytes:
    """A black bar on a layer of its own that is ON, OFF, or off as all are (BaseState)."""
    made = blank()
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("HARM")))
    states = {"BaseState": Name.OFF} if how == "BaseState" else {how: Array([layer])}
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer]), **states))
    if remark:
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Stamp,
            F=4,
            Rect=Array([100, 100, 300, 130]),
            OC=layer,
            AP=Dictionary(N=drawing(made, b"0 0 200 30 re f")),
        )
        made.pages[0].Annots = Array([made.make_indirect(note)])
    else:
        made.pages[0].Resources.Properties = Dictionary(L1=layer)
        made.pages[0].Contents = made.make_stream(TEXT + b" /OC /L1 BDC 100 100 200 30 re f EMC")
    return written(made)


def ink(content: bytes) -> int:
    """Dark points in the lower half of the first page, as a reader draws it."""
    document = pypdfium2.PdfDocument(content)
    image = document[0].render().to_pil().convert("L")
    return sum(image.crop((0, image.height // 2, image.width, image.height)).histogram()[:128])
