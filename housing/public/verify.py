"""Is this notice genuine? For anyone who holds the paper; nothing is said that the paper does not bear."""

from __future__ import annotations

from flask import Response, current_app, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import TooManyRequests
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from housing.actions.journal.write_readings import note_verification
from housing.presentation.formats import language
from housing.public import public
from housing.queries.filing.filing import verify_filing_code
from housing.queries.filing.notice import verify_notice_code
from housing.security.rate_limit import TokenBucket
from housing.web.access import ANYONE, access
from housing.web.current import now
from housing.web.responses import page

#: Enough for whoever checks a folder of papers, from one address; hopeless for whoever tries codes.
CHECKS_AT_ONCE, SECONDS_PER_CHECK = 20, 3.0
#: Cyrillic letters that look like Latin ones: who reads a code off paper cannot tell them apart.
LATIN_LOOK_ALIKES = dict(
    zip((0x410, 0x412, 0x421, 0x415, 0x41D, 0x41A, 0x41C, 0x420, 0x422, 0x425, 0x423), "ABCEHKMPTXY", strict=True)
)


class VerifyForm(FlaskForm):
    """A code as it stands on the paper: with or without hyphens, in any case."""

    class Meta:
        csrf = False

    code = StringField(
        _l("Verification code"),
        [InputRequired(_l("Write the code")), Length(max=40, message=_l("A code has 12 or 16 characters"))],
    )


@public.get("/verify")
@public.get("/verify/<code>")
@access(ANYONE)
def verify(code: str | None = None) -> Response:
    given = code if code is not None else request.args.get("code")
    form = VerifyForm(formdata=None if given is None else MultiDict({"code": given}))
    if given is not None:
        form.validate()
    sought = normalize_code(given or "")
    asked = given is not None
    if sought:
        throttle_verification(request.remote_addr or "")
    found = None
    if sought and not form.errors:
        found = verify_notice_code(sought, language()) or verify_filing_code(sought, language())
    if found:
        note_verification(found.application_id, now())
    return page("public/verify.html", 422 if form.errors else 200, form=form, code=sought, asked=asked, found=found)


def throttle_verification(address: str) -> None:
    """429 for whoever asks too fast, found or not."""
    pace = current_app.extensions.setdefault("pace of verification", TokenBucket(CHECKS_AT_ONCE, SECONDS_PER_CHECK))
    if seconds := pace.seconds_to_wait(address, now()):
        raise TooManyRequests(retry_after=seconds)


def normalize_code(code: str) -> str:
    """The code without hyphens and spaces, in Latin capitals."""
    return "".join(letter for letter in code.upper().translate(LATIN_LOOK_ALIKES) if letter.isalnum())
