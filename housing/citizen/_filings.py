"""Signed applications that are being checked: a second press ends where the first one does."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from flask import Response, current_app, g, redirect, request, session, url_for

from housing.queries.filing.draft import load_filed_number
from housing.web.post_redirect_get import call_once, is_replay

#: Checks that are remembered once they have ended.
MAX_FILINGS = 1000


@dataclass(slots=True)
class Filing:
    """A signed document and what its check came to.

    `iin`: who signed; `draft`: what; `once`: its first press used it up, whatever came of it; `signature`: the digest
    of what came as its proof; `leads_to`: the address of the answer, "" where there was none, None while it is checked.
    """

    iin: str
    draft: int
    once: bool
    signature: str
    leads_to: str | None = None


class FilingRegistry:
    """The latest of them, by the digest of the document."""

    def __init__(self) -> None:
        self.known: OrderedDict[str, Filing] = OrderedDict()
        self.lock = Lock()

    def start(self, document: str, filing: Filing) -> bool:
        """False where a press of the same document is being checked, or the same signature has been.

        Another signature of a document that is used up is another try, and is told that the request is spent.
        """
        with self.lock:
            earlier = self.known.get(document)
            if earlier and (earlier.leads_to is None or (earlier.once and earlier.signature == filing.signature)):
                return False
            self.known[document] = filing
            self.known.move_to_end(document)
            ended = [name for name, one in self.known.items() if one.leads_to is not None]
            for name in ended[: max(0, len(self.known) - MAX_FILINGS)]:
                del self.known[name]
            return True

    def finish(self, document: str, leads_to: str) -> None:
        with self.lock:
            self.known[document].leads_to = leads_to

    def latest_of(self, iin: str, draft: int) -> Filing | None:
        """What this person signed of that draft: what is being checked still, else the latest."""
        with self.lock:
            own = [one for one in self.known.values() if (one.iin, one.draft) == (iin, draft)]
        return next((one for one in own if one.leads_to is None), own[-1] if own else None)


def filing_registry() -> FilingRegistry:
    found: FilingRegistry = current_app.extensions.setdefault("filings", FilingRegistry())
    return found


def file_once(document: str, draft: int, once: bool, file: Callable[[], Response]) -> Response:
    """The answer that `file` gives to a signed document; a second press is led to where the first one ends.

    `document`: its digest; `once`: a press uses it up, even one that fails.
    """
    if session.get("draft") != draft:  # else the cookie would be sealed and sent anew
        session["draft"] = draft
    filing = Filing(g.who.iin, draft, once, sha256(request.form.get("cms", "").encode()).hexdigest())
    if not call_once(filing_registry().start, document, filing):
        return redirect(address_after_filing(draft) or url_for("citizen.being_filed", draft=draft), 303)  # type: ignore[return-value]
    leads_to = ""
    try:
        answer = file()
        leads_to = answer.headers.get("Location", "")
        return answer
    finally:
        if not is_replay():
            filing_registry().finish(document, leads_to)


def address_after_filing(draft: int) -> str | None:
    """Where this person goes who signed that draft; None while it is being checked."""
    if number := load_filed_number(g.who, draft):
        return url_for("citizen.receipt", number=number)
    filing = filing_registry().latest_of(g.who.iin, draft)
    if filing and filing.leads_to is None:
        return None
    return (filing and filing.leads_to) or url_for("citizen.check", broke_off=1)
