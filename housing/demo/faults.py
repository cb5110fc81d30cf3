"""What can go wrong at a state base, by switch: the stage plays it, the page of the switches names it."""

from __future__ import annotations

from dataclasses import dataclass

from housing.labels import N_

#: By the word of the switch; each is a message id.
FAULTS: dict[str, str] = {
    "slow": N_("slow: answers after we stop waiting"),
    "down": N_("down: closes the connection"),
    "error": N_("fails: server error 500"),
    "malformed": N_("answers something that is no XML"),
    "other_message": N_("answers under another message id"),
    "half": N_("breaks off in the middle of its answer"),
    "other_person": N_("answers about another person"),
    "no_consent": N_("says that the consent has expired"),
}


@dataclass(frozen=True)
class Sent:
    """What goes back over the wire. `cut`: only the first half of it; `status` 0: nothing, the connection closes."""

    status: int
    raw: bytes = b""
    cut: bool = False


HUNG_UP = Sent(0)


def spoiled(fault: str | None, raw: bytes) -> Sent:
    """The answer as it leaves, where the fault is one of the way."""
    if fault == "down":
        return HUNG_UP
    if fault == "error":
        return Sent(500, b"<html><body>Internal Server Error</body></html>")
    if fault == "malformed":
        return Sent(200, raw.replace(b"</response>", b"</answer>"))
    return Sent(200, raw, cut=fault == "half")
