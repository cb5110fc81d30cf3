"""Answers of NCANode 3 as its source writes them (eds.md, section 4.1), rightly and with its too easy omissions."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

from tests.gateways.revocation_workshop import SERIAL
from tests.gateways.workshop import IIN

GOOD = {"revoked": False, "by": "OCSP", "revocationTime": None, "reason": "OK"}
REVOKED = {"revoked": True, "by": "OCSP", "revocationTime": "2026-07-01T00:00:00.000+00:00", "reason": "keyCompromise"}


def shown(revocations: Any = (GOOD,), *, valid: Any = True, iin: str = IIN, serial: int = SERIAL) -> dict[str, Any]:
    """CertificateInfo."""
    return {
        "valid": valid,
        "revocations": list(revocations),
        "notBefore": "2026-01-01T00:00:00.000+00:00",
        "notAfter": "2026-12-31T00:00:00.000+00:00",
        "keyUsage": "SIGN",
        "serialNumber": f"{serial:x}",
        "signAlg": "SHA256WithRSAEncryption",
        "keyUser": ["INDIVIDUAL"],
        "publicKey": "",
        "signature": "",
        "subject": {"commonName": "СЫНАҚОВ СЫНАҚ", "surName": "СЫНАҚОВ", "iin": iin, "country": "KZ", "dn": ""},
        "issuer": {"commonName": "ҰКО 3.0 (TEST)", "country": "KZ", "dn": ""},
    }


def answer(*certificates: dict[str, Any], valid: Any = True, signers: Any = None) -> dict[str, Any]:
    """The answer of /cms/verify about one signer with these certificates."""
    one = {"certificates": list(certificates or [shown()]), "tsp": None}
    return {"status": 200, "message": "OK", "valid": valid, "signers": [one] if signers is None else signers}


def written(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()


class Asked:
    """What arrived: the signature, the content beside it, and what was to be checked."""

    def __init__(self, question: tuple[str, str, bytes]) -> None:
        self.path, self.kind, body = question
        sent = json.loads(body)
        self.cms, self.checks, self.fields = b64decode(sent["cms"]), sent["revocationCheck"], set(sent)
        self.data = b64decode(sent["data"]) if "data" in sent else None
