"""What is heavy and seldom used is imported by whoever uses it, not by the start."""

from __future__ import annotations

import subprocess
import sys

import holidays

from housing.config import ROOT
from housing.queries.reference.calendar import YEARS, holidays_of_kazakhstan

#: They draw sheets and workbooks, read what people send, and migrate.
HEAVY = {
    "fontTools",
    "PIL",
    "xlsxwriter",
    "pikepdf",
    "pypdfium2",
    "holidays.countries",
    "signxml",
    "alembic",
    "flask_migrate",
}


def imported_by(code):
    """Names of the modules that a new process has imported once it ran this."""
    command = [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    return set(done.stdout.split())


def test_the_application_is_imported_without_what_draws_and_reads_files():
    found = imported_by("import app")
    assert "housing.actions.notice.seal" in found and "flask" in found
    assert found & HEAVY == set()


def test_the_holidays_of_one_country_come_without_those_of_all_others():
    found = imported_by("from housing.queries.reference.calendar import public_holidays\nassert public_holidays()")
    assert {name for name in found if name.startswith("holidays.countries")} == {"holidays.countries.kazakhstan"}


def test_the_holidays_are_those_that_the_library_gives_by_the_code_of_the_country():
    asked = {"years": YEARS, "language": "en_US"}
    ours, theirs = holidays_of_kazakhstan()(**asked), holidays.country_holidays("KZ", **asked)
    assert dict(ours) == dict(theirs) and set(ours.weekend_workdays) == set(theirs.weekend_workdays)
    assert holidays.country_holidays("DE", years=2026), "who asks for another country still gets it"
