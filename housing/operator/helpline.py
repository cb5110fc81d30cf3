"""The helpline: what the caller says of themselves is typed, compared, and their application told, word for word.

Nothing of a person is shown before, nor whether there is one. The script never says a name, an address, anything of a
family or why somebody was refused: that stands in the account.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from flask import current_app, g
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.exceptions import TooManyRequests
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from housing.actions.filing.look_up import look_up_application
from housing.actions.signin.throttle import forgive_attempt, take_attempt
from housing.labels import N_
from housing.law.iin import is_valid_iin
from housing.law.register_moves import FORMER_BASE
from housing.operator import operator
from housing.presentation.formats import format_datetime
from housing.queries.cases.helpline import HelplineCase
from housing.security.rate_limit import Limit, TokenBucket
from housing.text.caller_check import ENOUGH, QUESTIONS, CallerAnswers
from housing.text.typed_numbers import bare_number
from housing.web.access import access
from housing.web.current import now, secret_key
from housing.web.post_redirect_get import call_once
from housing.web.responses import page

#: Look-ups of one official: so many at once, one more every so many seconds; a call takes longer.
LOOK_UPS_AT_ONCE, SECONDS_PER_LOOK_UP = 10, 30.0
#: Wrong answers about one person, and of one official: a few cost nothing, then each wants a longer pause.
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 3600.0
OF_PERSON, OF_OFFICIAL = Limit(3, FIRST_PAUSE, LONGEST_PAUSE, own=True), Limit(10, FIRST_PAUSE, LONGEST_PAUSE)
SCRIPT_LANGUAGES = ("kk", "ru")
GREETING = N_("Hello. This is the helpline of the Center for Housing Provision.")
#: What the caller is told, by status. Placeholders: the time and the day by which the answer comes.
STATUS_SCRIPTS = {
    "submitted": N_(
        "Your application has been received. It will be accepted on the next working day, %(accepted)s. The "
        "answer comes by %(time)s on %(day)s. Nothing is needed of you."
    ),
    "accepted": N_(
        "Your application is accepted. The state databases are being asked now. The answer comes by %(time)s "
        "on %(day)s. Nothing is needed of you."
    ),
    "checking": N_(
        "Your application is accepted. The state databases are being asked now. The answer comes by %(time)s "
        "on %(day)s. Nothing is needed of you."
    ),
    "source_awaited": N_(
        "Your application is accepted. One of the state databases has not answered yet; we ask it again "
        "ourselves, and it is not held against you. The answer is due by %(time)s on %(day)s."
    ),
    "with_operator": N_(
        "Your application is with an official of the bank now. The answer comes by %(time)s on %(day)s. "
        "Nothing is needed of you."
    ),
    "renewed": N_(
        "Your complaint changed the case: the act was cancelled, and your application is decided anew by an official "
        "who took no part in it. The answer comes by %(time)s on %(day)s. Nothing is needed of you."
    ),
    "registered": N_(
        "Your application has been considered: you are on the register. The notice and your place in the "
        "queue stand in your personal account."
    ),
    "removed": N_(
        "You stand on the register no more. The ground, and how to complain, stand in the notice in your personal "
        "account; by telephone we do not read them. You may also apply again, free of charge."
    ),
    "passed_on": N_(
        "The place on the register has passed to the family that was registered together. The notice stands in the "
        "personal account of the family member who goes on with it."
    ),
    "refused": N_(
        "Your application has been considered: registration is refused. The reasons stand in the notice in "
        "your personal account; by telephone we do not read them. It also says how to apply again and how to "
        "complain."
    ),
    "withdrawn": N_(
        "The application was withdrawn at the applicant's wish. You may file a new one at any time, free of charge."
    ),
    "annulled": N_(
        "The application was annulled: the signing key had been revoked before the signature. Your personal "
        "account says what to do; you may file a new one."
    ),
}
STATUS_SCRIPTS["removed"] = N_(
    "You are not on the register any more. The notice in your personal account says why and how to complain; by "
    "telephone we do not read the reason."
)
STATUS_SCRIPTS["import_undone"] = N_(
    "By mistake your place had been taken over from the former base; it was taken back. You may apply at any time, "
    "free of charge."
)
STATUS_SCRIPTS["returned"] = N_(
    "A complaint was upheld, and the place that had passed to you went back to who had it before. The notice in your "
    "personal account says why. You may apply for yourself at any time, free of charge."
)
TAKEN_OVER_SCRIPT = N_(
    "You are on the register: your place was taken over from the former base, with your date. It stands in your "
    "personal account."
)
#: To the caller it is one and the same: an official looks at it.
STATUS_SCRIPTS["second_look"] = STATUS_SCRIPTS["with_operator"]
OVERDUE_SCRIPT = N_(
    "The term was over at %(time)s on %(day)s. The bank's supervisors know of it. You may complain of the"
    " delay in your personal account, or to any branch."
)
ANSWER_PLACE_SCRIPT = N_(
    "The answer stands in your personal account. An SMS says that it is there, if your number is linked "
    "to the eGov portal."
)
NOT_FOUND_SCRIPT = N_(
    "I can tell you nothing by these answers: either no application was filed under this number, or they are "
    "not its applicant's. Please compare them with your receipt or your personal account. A draft that was not "
    "signed is not filed yet."
)
GOODBYE = N_("Never tell anybody the code from an SMS, not even us. Goodbye.")


def answer_field(words: Any) -> StringField:
    too_long = Length(max=200, message=_l("This is too long: shorten it"))
    return StringField(words, [too_long], filters=[lambda typed: (typed or "").strip()])


class LookUpForm(FlaskForm):
    """By POST, for an IIN must not stand in an address."""

    q = StringField(
        _l("Application number or IIN"),
        [
            InputRequired(_l("Write the application's number or the IIN")),
            Length(max=40, message=_l("A number has 10 digits, an IIN has 12")),
        ],
        filters=[bare_number],
    )
    name = answer_field(_l("Surname, name and patronymic"))
    born = answer_field(_l("Date of birth"))
    address = answer_field(_l("Address of registration"))

    def validate_q(self, field: StringField) -> None:
        typed = field.data or ""
        if not re.fullmatch(r"[0-9]{10}|[0-9]{12}", typed):
            raise ValidationError(_("A number has 10 digits, an IIN has 12"))
        if len(typed) == 12 and not is_valid_iin(typed):
            raise ValidationError(_("There is no such IIN: a digit is wrong. Ask for it once more"))

    def validate_name(self, field: StringField) -> None:
        if len(self.answers.asked_questions) < ENOUGH:
            raise ValidationError(_("Ask the caller at least two of these and type what they say"))

    @property
    def answers(self) -> CallerAnswers:
        return CallerAnswers(*(self[question].data or "" for question in QUESTIONS))


def build_script(found: HelplineCase | None, at: datetime, tongue: str) -> list[str]:
    """Sentences to read aloud, in one of the two languages of the callers."""
    with force_locale(tongue):
        return [_(GREETING), *build_script_body(found, at), _(GOODBYE)]


def build_script_body(found: HelplineCase | None, at: datetime) -> list[str]:
    if found is None:
        return [_(NOT_FOUND_SCRIPT)]
    due = {"time": format_datetime(found.due_at, "time"), "day": format_datetime(found.due_at, "day")}
    if found.is_open and at > found.due_at:
        return [_(OVERDUE_SCRIPT, **due), _(ANSWER_PLACE_SCRIPT)]
    if found.basis == FORMER_BASE and found.status == "registered":
        return [_(TAKEN_OVER_SCRIPT)]
    said = _(STATUS_SCRIPTS[found.status], **due, accepted=format_datetime(found.accepted_at, "day"))
    return [said, _(ANSWER_PLACE_SCRIPT)] if found.is_open else [said]


def render_helpline(form: LookUpForm, status: int = 200, **more: Any) -> Any:
    return page("operator/helpline.html", status, form=form, **more)


@operator.get("/operator/helpline")
@access("helpline")
def helpline() -> Any:
    return render_helpline(LookUpForm(None))


@operator.post("/operator/helpline/find")
@access("helpline")
def helpline_find() -> Any:
    """The answer stands on the page itself: neither the number nor the person comes into an address."""
    form, at = LookUpForm(), now()
    if not form.validate():
        return render_helpline(form, 422)
    found = call_once(look_up_throttled, form.q.data or "", form.answers, g.who.login, at)
    sayings = {tongue: build_script(found, at, tongue) for tongue in SCRIPT_LANGUAGES}
    return render_helpline(LookUpForm(None), looked=True, found=found, sayings=sayings)


def look_up_throttled(sought: str, said: CallerAnswers, login: str, at: datetime) -> HelplineCase | None:
    """Looks up and counts the wrong answers. Errors: as `throttle_look_ups`."""
    tries = {f"helpline about {sought}": OF_PERSON, f"helpline by {login}": OF_OFFICIAL}
    throttle_look_ups(login, tries, at)
    found = look_up_application(sought, said, login, at)
    if found:
        forgive_attempt(tries, secret_key())
    return found


def throttle_look_ups(login: str, tries: dict[str, Limit], at: datetime) -> None:
    """429 for who looks up faster than people call, or has tried too often in vain."""
    pace = current_app.extensions.setdefault("pace of the helpline", TokenBucket(LOOK_UPS_AT_ONCE, SECONDS_PER_LOOK_UP))
    if seconds := pace.seconds_to_wait(login, at) or take_attempt(tries, secret_key(), at):
        raise TooManyRequests(retry_after=seconds)
