"""To look an application up for a caller: what they say is compared here, and that it was done is written down."""

from __future__ import annotations

from datetime import datetime

from housing.queries.cases.helpline import HelplineCase, load_caller_record, load_helpline_case
from housing.storage import audit
from housing.storage.transaction import transaction
from housing.text.caller_check import ENOUGH, CallerAnswers, matching_questions


def look_up_application(sought: str, said: CallerAnswers, actor: str, now: datetime) -> HelplineCase | None:
    """None where there is no such application, or the answers are not its applicant's: nobody is told which.

    `sought`: a number or an IIN. Neither it nor an answer is written down, only what was asked and what was right.
    """
    by = "iin" if len(sought) == 12 else "number"
    with transaction():
        found = load_helpline_case(sought)
        rightly = matching_questions(said, load_caller_record(found.id)) if found else []
        told = len(rightly) >= ENOUGH
        audit.record(
            "helpline.looked_up",
            actor,
            now,
            found.id if found else None,
            by=by,
            asked=said.asked_questions,
            right=rightly,
            told=told,
        )
    return found if told else None
