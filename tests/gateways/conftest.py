"""What every test of signatures begins with: an authority that is believed, and the reason of a refusal."""

from __future__ import annotations

from typing import Any

import pytest

from housing.gateways.eds import Refused, Trust, verify


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
            verify(signature, content, **asked)
        except Refused as refused:
            return refused.code
        return None

    return code
