"""What every test of signatures begins with: an authority that is believed, and the reason of a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds import SignatureRefused, Trust, verify_signature
from housing.gateways.eds.certificates import read_certificate
from tests.gateways.loopback import Loopback, loopback


@pytest.fixture(scope="session")
def trust(workshop) -> Trust:
    """The one authority that the verifier is told to believe."""
    return workshop.trust(workshop.authority())


@pytest.fixture(scope="session")
def make_key(workshop) -> Any:
    return workshop.key


@pytest.fixture(scope="session")
def refusal(workshop, trust: Trust) -> Any:
    """The code with which a signature over b"text" is refused, None where it is accepted."""

    def code(signature: bytes, content: bytes = b"text", **how: Any) -> str | None:
        asked = {"trust": trust, "at": workshop.noon, "purpose": "signing"} | how
        try:
            verify_signature(signature, content, **asked)
        except SignatureRefused as refused:
            return refused.code
        return None

    return code


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Somebody else's server, of whom the test says what it says."""
    with loopback() as opened:
        yield opened


@pytest.fixture
def certificate(workshop) -> Any:
    """The person's, as the verifier reads it; the authority is `trust.authorities[0]`."""
    return read_certificate(workshop.person().public_bytes(Encoding.DER))
