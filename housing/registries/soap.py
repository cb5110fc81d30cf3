"""The envelope of the gateway's synchronous channel: SendMessage out, SendMessageResponse or a fault back (SOAP 1.1).

Published (public repositories): SendMessage and its namespace, requestInfo{messageId, serviceId, messageDate, sender},
requestData/data. Assumed: that responseInfo repeats the message id, that status/code is one of CODES, and that `data`
holds one element of the service's own namespace: `request` out; `answer`, or `silence` under a code other than FOUND,
back. Both repeat the IIN that was asked about. What the project assumes of each service stands in schemas/NAME.xsd.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree
from lxml.etree import _Element

from housing.registries.signature import Signer
from housing.text.normalization import to_nfc

ENVELOPE, TYPES = "http://schemas.xmlsoap.org/soap/envelope/", "http://bip.bee.kz/SyncChannel/v10/Types"
#: Bytes of an answer that are read at most, and how deep its elements may lie; what goes beyond is no answer.
LIMIT, DEPTH = 1_000_000, 32
CODES = ("FOUND", "NOT_FOUND", "NO_DATA", "NO_CONSENT")
MASK = "***"


class UnusableAnswerError(Exception):
    """What came back, if anything, is no answer to what was asked. The words name nobody.

    `raw`: what came. `again`: the fault lies on the way there, so that asking again may help.
    """

    def __init__(self, words: str, raw: bytes = b"", again: bool = False) -> None:
        super().__init__(words)
        self.raw, self.again = raw, again


class AnotherPersonError(UnusableAnswerError):
    """The answer is about somebody who was not asked about."""


@dataclass(frozen=True)
class SourceQuery:
    """What is asked, of which service, about whom; `query`: further elements of the request.

    `at_gateway`: the id by which the gateway knows the service, where that is another.
    """

    service: str
    iin: str = field(repr=False)
    message_id: str
    at: datetime
    query: dict[str, Any] = field(repr=False)
    at_gateway: str = ""


def service_namespace(service: str) -> str:
    return f"urn:kezek:assumed:{service}"


# ------------------------------------------------------------------------------------------------------------- out


def build_envelope(question: SourceQuery, sender: str, password: str, signer: Signer | None) -> tuple[bytes, bytes]:
    """The envelope to send, and the same with the password masked, which is kept. Raises TypeError, ValueError."""
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"soap": ENVELOPE})
    message = etree.SubElement(
        etree.SubElement(envelope, f"{{{ENVELOPE}}}Body"), f"{{{TYPES}}}SendMessage", nsmap={"t": TYPES}
    )
    request = etree.SubElement(message, "request")
    info = etree.SubElement(request, "requestInfo")
    known_as = question.at_gateway or question.service
    add_elements(info, messageId=question.message_id, serviceId=known_as, messageDate=question.at.isoformat())
    secret = add_elements(etree.SubElement(info, "sender"), senderId=sender, password=password)
    inner = inner_of(question)
    data = etree.SubElement(etree.SubElement(request, "requestData"), "data")
    data.append(signer.sign_element(inner) if signer else inner)
    whole = serialize_xml(envelope)
    secret.text = MASK
    return whole, serialize_xml(envelope)


def inner_of(question: SourceQuery) -> _Element:
    own = service_namespace(question.service)
    inner = etree.Element(f"{{{own}}}request", {"Id": f"m-{question.message_id}"}, nsmap={"k": own})
    add_elements(inner, iin=question.iin, **question.query)
    return inner


def add_elements(parent: _Element, **values: Any) -> _Element:
    """Adds an element each; the last one is returned. Raises TypeError, ValueError where a value is no text of XML."""
    for name, value in values.items():
        etree.SubElement(parent, name).text = value
    return parent[-1]


def serialize_xml(envelope: _Element) -> bytes:
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))


# ------------------------------------------------------------------------------------------------------------ back


def parse_envelope(status: int, raw: bytes, question: SourceQuery) -> tuple[str, _Element | None]:
    """The code and the `answer` (only under FOUND) to this very question about this very person. Raises Unusable."""
    try:
        body = body_of(status, raw)
        response = single_child(single_child(body, f"{{{TYPES}}}SendMessageResponse"), "response")
        inner = inner_answer(response, question)
        info = single_child(response, "responseInfo")
        code = single_child(single_child(info, "status"), "code").text
        if single_child(info, "messageId").text != question.message_id:
            raise UnusableAnswerError("another message id")
        if code not in CODES or (code == "FOUND") != (inner is not None and inner.tag.endswith("}answer")):
            raise UnusableAnswerError("status and data do not fit")
    except UnusableAnswerError as fault:
        fault.raw = raw
        raise
    return code, inner if code == "FOUND" else None


def body_of(status: int, raw: bytes) -> _Element:
    if len(raw) > LIMIT:
        raise UnusableAnswerError("too long")
    if status != 200:
        raise UnusableAnswerError(f"http {status}", again=status >= 500 and not blames_us(raw))
    envelope = parse_xml(raw)
    if envelope.tag != f"{{{ENVELOPE}}}Envelope":
        raise UnusableAnswerError("no envelope")
    return single_child(envelope, f"{{{ENVELOPE}}}Body")


def blames_us(raw: bytes) -> bool:
    """A fault of ours, such as a wrong password, comes back however often one asks."""
    try:
        return (parse_xml(raw).findtext(".//faultcode") or "").endswith("Client")
    except UnusableAnswerError:
        return False


def parse_xml(raw: bytes) -> _Element:
    """The root of a document in UTF-8 without any DOCTYPE: nothing is fetched, nothing expands. Raises Unusable."""
    if b"<!DOCTYPE" in raw or b"\x00" in raw:  # a zero byte: another encoding, in which a DOCTYPE could hide
        raise UnusableAnswerError("a document type")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnusableAnswerError("no XML") from None
    if root.getroottree().docinfo.internalDTD is not None or depth_of(root) > DEPTH:
        raise UnusableAnswerError("XML that is not looked into")
    return root


def depth_of(root: _Element) -> int:
    deepest = here = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        here += 1 if event == "start" else -1
        deepest = max(deepest, here)
    return deepest


def inner_answer(response: _Element, question: SourceQuery) -> _Element | None:
    """What the service itself said. The person is compared before all else: a stranger's data go no further."""
    data = (
        single_child(single_child(response, "responseData"), "data")
        if response.find("responseData") is not None
        else []
    )
    if len(data) == 0:
        return None
    own = service_namespace(question.service)
    inner = single_child(data, "*")
    if single_child(inner, "iin").text != question.iin:
        raise AnotherPersonError("about another person")
    if inner.tag not in (f"{{{own}}}answer", f"{{{own}}}silence"):
        raise UnusableAnswerError("data of another service")
    for part in inner.iter():
        part.text = part.text and to_nfc(part.text)
    return inner


def single_child(parent: _Element, name: str) -> _Element:
    """Its one part of that name: none is no answer, and of two nobody knows which one counts."""
    found = parent.findall(name)
    if len(found) != 1:
        raise UnusableAnswerError(f"{len(found)} elements where one was expected")
    return found[0]
