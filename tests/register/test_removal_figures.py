"""What became of removals, month by month: how many, complained about, cancelled; on the page and in the file."""

from __future__ import annotations

from datetime import timedelta

import pytest

from housing.queries.register.removal_figures import list_removal_months
from housing.storage.models import Complaint, RegisterEntry, Removal
from housing.storage.transaction import transaction

URL = "/register/register-figures"


@pytest.fixture
def removed(world, enter):
    """`removed("Әлиев", days=3)`: a removal that took effect so long ago; its complaint comes a day later."""

    def put(name, days, state="confirmed", complained=False, **entry):
        number, at = enter(name, days + 100, **entry), world.clock() - timedelta(days=days)
        with world.app.app_context(), transaction() as tx:
            stood = tx.query(RegisterEntry).filter_by(number=number).one()
            own = {"ground": "no_grounds", "reason": "owns_housing", "facts": {}, "source": "", "note": ""}
            act = {"origin": "official", "note_language": "", "proposed_at": at, "answered_at": at, "state": state}
            gone = at + timedelta(days=2) if state == "cancelled" else None
            tx.add(Removal(entry_id=stood.id, application_id=stood.application_id, cancelled_at=gone, **own, **act))
            if complained:
                later = at + timedelta(days=1)
                tx.add(
                    Complaint(
                        application_id=stood.application_id,
                        number=f"S-{number}",
                        subject=complained,
                        text="...",
                        filed_at=later,
                        accepted_at=later,
                        due_at=later,
                        state="open",
                    )
                )

    return put


@pytest.fixture
def some(removed):
    removed("Әлиев", 3), removed("Бекова", 3, complained="decision"), removed("Ғани", 3, complained="delay")
    removed("Дүйсен", 40, state="cancelled", complained="decision"), removed("Есенов", 2, state="open")
    removed("Жақып", 3, settlement="710000000", branch="astana")


def test_each_month_tells_how_many_were_removed_complained_about_and_cancelled(world, some):
    with world.app.app_context():
        *before, october, november = list_removal_months(None, world.clock())
    assert (october.removed, october.complained, october.cancelled) == (1, 1, 1)
    assert (november.removed, november.complained, november.cancelled) == (4, 1, 0)
    assert len(before) == 10 and sum(one.removed for one in before) == 0


def test_of_some_settlements_alone(world, some):
    with world.app.app_context():
        assert list_removal_months({"710000000"}, world.clock())[-1].removed == 1


def test_the_page_says_what_share_was_complained_about(some, supervisor, head_office):
    said = supervisor.get(URL).one("section[aria-labelledby=removals]")
    assert "Removals: 4; complained about: 2 (50 %); cancelled: 1" in said
    assert "Removals: 5; complained about: 2 (40 %)" in head_office.get(URL).one("section[aria-labelledby=removals]")


def test_without_a_removal_there_is_nothing_to_show(head_office):
    assert "There is nothing to show yet." in head_office.get(URL).one("section[aria-labelledby=removals]")
