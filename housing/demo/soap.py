"""The gateway's envelope as the stage reads and writes it, in its own words: the product has no part in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SYNC = "http://bip.bee.kz/SyncChannel/v10/Types"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
#: A list is an element, its items elements in it: by the name of the list the name of one.
ONE_OF = {"records": "record", "rights": "right", "codes": "code"}


@dataclass(frozen=True)
class Asked:
    """What came in. `data`: the service's own element, signed or not."""

    message_id: str
    service: str
    password: str
    iin: str
    data: Any


def read(raw: bytes) -> Asked:
    """Raises ValueError where it is no SendMessage."""
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        raise ValueError("no XML") from None
    path = f"{{{SOAP}}}Body/{{{SYNC}}}SendMessage/request"
    request = root.find(path)
    data = None if request is None else request.find("requestData/data")
    if request is None or data is None or len(data) != 1:
        raise ValueError("no SendMessage")
    inner, info = data[0], {name: request.findtext(f"requestInfo/{name}") or "" for name in ("messageId", "serviceId")}
    if inner.tag != f"{{urn:kezek:assumed:{info['serviceId']}}}request":
        raise ValueError("the data are not this service's")
    password = request.findtext("requestInfo/sender/password") or ""
    return Asked(info["messageId"], info["serviceId"], password, inner.findtext("iin") or "", inner)


def answer(service: str, message_id: str, iin: str, code: str, data: dict[str, Any], at: datetime) -> bytes:
    """`data`: a list becomes an element with items in it, None an element that is nil."""
    name = "answer" if code == "FOUND" else "silence"
    own = f"urn:kezek:assumed:{service}"
    inner = etree.Element(f"{{{own}}}{name}", nsmap={"s": own, "xsi": XSI})
    for key, value in {"iin": iin, **data}.items():
        add(inner, key, value)
    response = etree.Element("response")
    status = {"code": code, "message": code.replace("_", " ").lower()}
    add(response, "responseInfo", {"messageId": message_id, "responseDate": at.isoformat(), "status": status})
    add(response, "responseData", {"data": {}})
    response.find("responseData/data").append(inner)
    said = etree.Element(f"{{{SYNC}}}SendMessageResponse", nsmap={"r": SYNC})
    said.append(response)
    return enveloped(said)


def refusal(who: str, words: str) -> bytes:
    """A fault of `who`: Client or Server."""
    fault = etree.Element(f"{{{SOAP}}}Fault", nsmap={"soap": SOAP})
    add(fault, "faultcode", f"soap:{who}")
    add(fault, "faultstring", words)
    return enveloped(fault)


def enveloped(inside: Any) -> bytes:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    etree.SubElement(envelope, f"{{{SOAP}}}Body").append(inside)
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))


def add(parent: Any, name: str, value: Any) -> None:
    child = etree.SubElement(parent, name)
    if value is None:
        child.set(f"{{{XSI}}}nil", "true")
    elif isinstance(value, dict):
        for key, one in value.items():
            add(child, key, one)
    elif isinstance(value, list):
        for one in value:
            add(child, ONE_OF[name], one)
    else:
        child.text = str(value).lower() if isinstance(value, bool) else str(value)
