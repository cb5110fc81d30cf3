"""503 in words: for the moment nothing can be saved, or nothing is served. What was sent can be sent again."""

from __future__ import annotations

from datetime import datetime

from flask import request
from werkzeug.exceptions import ServiceUnavailable

from housing.web.post_redirect_get import MAX_FORM_LENGTH, SECRET_FIELDS

#: Seconds after which it is worth while to ask again: where others write, and where somebody has to mend something.
SOON, LATER = 10, 120


class UnavailableError(ServiceUnavailable):
    """`why`: busy, cannot_save, clock, maintenance. `until`: when it is expected to be over, where that is known."""

    def __init__(self, why: str, seconds: int, until: datetime | None = None) -> None:
        super().__init__(retry_after=seconds)
        self.why, self.seconds, self.until = why, seconds, until


def fields_to_send_again() -> list[tuple[str, str]] | None:
    """What a browser's form sent, for a button that sends it once more; None where it cannot be put into a page.

    Nothing is added to it: a form that somebody else's page sent has no token of ours here either.
    """
    if request.method != "POST" or request.htmx or any(one.filename for one in request.files.values()):  # type: ignore[attr-defined]
        return None
    sent = list(request.form.items(multi=True))
    if (
        any(name in SECRET_FIELDS and value for name, value in sent)
        or sum(len(value) for _, value in sent) > MAX_FORM_LENGTH
    ):
        return None
    return sent
