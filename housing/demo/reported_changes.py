"""What people of a demo report once they stand on the register, and what a supervisor answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from housing.actions.register.build_statement import build_change_document
from housing.actions.register.report_change import ChangeAnswers, save_change
from housing.actions.register.settle_change import Settlement, settle_change
from housing.demo.desk import row_of, staff_of
from housing.law.working_time import ALMATY
from housing.queries.filing.cabinet import load_own_case
from housing.queries.register.statements import load_statement_draft
from housing.queries.signin.session import Who

#: By what changed, in the applicant's words and in the answer's.
REPORTS = {
    "family": ("Отбасымызда бала дүниеге келді.", "Отбасы құрамы жаңартылды, орын өзгермейді."),
    "residence": ("Сол елді мекендегі басқа пәтерге көштім.", "Елді мекен өзгермеген, орын сақталады."),
    "other": ("Телефон нөмірім өзгерді.", "Жаңа нөмір жазылды, орын өзгермейді."),
}


def draft_change(application_id: int, who: Who, random: Random, now: datetime) -> dict[str, Any] | None:
    """The document that is signed of it; None: they do not stand on the register."""
    case = load_own_case(who, row_of(application_id).number or "")
    if case is None or case.place is None:
        return None
    what = random.choice(list(REPORTS))
    on = now.astimezone(ALMATY).date() - timedelta(days=random.randint(1, 20))
    save_change(application_id, who, ChangeAnswers(what, on, REPORTS[what][0]), [], now)
    draft = load_statement_draft(application_id, "change")
    assert draft, "it was saved"
    return build_change_document(case, case.place, draft)


def answer_change(application_id: int, number: str, what: str, now: datetime) -> None:
    """By the supervisor of the branch, where it has one."""
    branch = row_of(application_id).branch_code
    for supervisor in staff_of(branch, "supervisor")[:1]:
        by = Who("staff", "", "supervisor", "", now.astimezone(ALMATY).date(), staff_id=supervisor.staff_id)
        by = replace(by, login=supervisor.login, branch_code=branch)
        settle_change(number, by, Settlement("nothing", REPORTS[what][1]), now)
