"""NCALayer's part in the demo: its JSON in, its JSON out. Which key, and whether the person agrees, others decide.

Spoken here: module kz.gov.pki.knca.basics, method sign, format cms, detached, of base64 data. Not spoken: attached
signatures, ready digests, XML, time stamps (a request for one is signed without it).
"""

import base64
from collections.abc import Callable
from typing import Any

from housing.gateways.eds import Purpose
from housing.gateways.eds.certificates import EMAIL_PROTECTION

Sign = Callable[[bytes, Purpose], bytes]
CANCELLED: dict[str, Any] = {"body": {}, "status": True}


class WrongKey(Exception):
    """Raised by `sign` where the chosen key is not one of those that the message asks for (its IIN, its use)."""


def handle(message: dict[str, Any], sign: Sign | None) -> dict[str, Any]:
    """NCALayer's answer to a message. `sign(data, purpose)` returns CMS in DER; None: the person cancelled."""
    if message.get("module") != "kz.gov.pki.knca.basics":
        return {"success": False, "errorCode": "MODULE_NOT_FOUND"}
    try:
        args = message["args"]
        if message["method"] != "sign" or not _understood(args):
            return _error("INVALID_SIGNING_PARAMS", "Only a detached CMS signature of base64 data is made here.")
        single = isinstance(args["data"], str)
        data = [base64.b64decode(one, validate=True) for one in ([args["data"]] if single else args["data"])]
        purpose = purpose_of(args)
    except (ValueError, TypeError, LookupError, AttributeError) as broken:
        return _error("INVOCATION_ERROR", f"The message could not be read: {type(broken).__name__}.")
    return CANCELLED if sign is None else _signed(data, purpose, sign, single)


def purpose_of(args: dict[str, Any]) -> Purpose:
    """A page that asks for emailProtection wants a signing key, any other an authentication key."""
    return "signing" if EMAIL_PROTECTION in args["signerParams"]["extKeyUsageOids"] else "sign-in"


def wanted_iin(message: dict[str, Any]) -> str | None:
    """Whose key the page asks for, None where anybody's will do."""
    found = message["args"]["signerParams"].get("iin")
    return found if isinstance(found, str) else None


def _understood(args: dict[str, Any]) -> bool:
    how = args["signingParams"]
    return args["format"] == "cms" and how.get("decode") is True and not (how.get("encapsulate") or how.get("digested"))


def _signed(data: list[bytes], purpose: Purpose, sign: Sign, single: bool) -> dict[str, Any]:
    try:
        made = [_armoured(sign(one, purpose)) for one in data]
    except WrongKey:
        return _error("SIGNING_FAILURE", "The chosen key is not one that the page asks for.")
    return {"body": {"result": made[0] if single else made}, "status": True}


def _armoured(der: bytes) -> str:
    text = base64.b64encode(der).decode()
    lines = "\n".join(text[at : at + 64] for at in range(0, len(text), 64))
    return f"-----BEGIN CMS-----\n{lines}\n-----END CMS-----\n"


def _error(code: str, details: str) -> dict[str, Any]:
    return {"code": code, "details": details, "message": "An invoked method threw an exception.", "status": False}
