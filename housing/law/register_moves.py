"""Why a place on the register begins, moves and ends (Law, articles 71 and 73)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from housing.labels import N_
from housing.law.lifecycle import COMPLAINABLE_STATUSES

CAME, LEFT = 1, -1
#: In the place of a basis: no decision of Kezek gave the place, it was taken over from the base that was before it.
FORMER_BASE, TAKEN_OVER = "former_base", N_("Taken over from the former base")


def is_act_in_force(status: str, basis: str | None) -> bool:
    """Whether there is an act of the bank to complain of: who stands by what was taken over stands by none."""
    return status in COMPLAINABLE_STATUSES and (basis, status) != (FORMER_BASE, "registered")


class Shift(NamedTuple):
    """`entries` came before somebody (`sign` CAME) or left from before them (LEFT) by a cause."""

    cause: str
    sign: int
    entries: int


class PlaceMonth(NamedTuple):
    """`place`: at the month's end, or now. The place before it, less who left, and who came, is the place after it."""

    month: date
    left: int
    came: int
    place: int
    shifts: tuple[Shift, ...]


#: Why a place on the register began, moved or ended, as anybody may read it: it names nobody.
MOVEMENT_CAUSES: dict[str, str] = {
    "registered": N_("Registered"),
    "complaint_upheld": N_("Complaint upheld: the date that it would have had"),
    "category_confirmed": N_("The category was confirmed: another list"),
    "refused_anew": N_("Decided anew after a complaint: refused"),
    "withdrawn": N_("Withdrawn by the applicant"),
    "annulled": N_("Annulled: the key was revoked"),
    "housed": N_("Received a dwelling from the state housing stock"),
    "moved_away": N_("Moved to another settlement for permanent residence"),
    "no_grounds": N_("No ground any more to be recognised as in need of housing"),
    "left_by_wish": N_("Left by the person's own wish"),
    "removed": N_("Removed on another ground of article 73"),
    "date_moved": N_("The grounds arose later: the date of that day"),
    "primary_date": N_("An orphan's first registration in the region: its date"),
    "succeeded": N_("The place passed to the family registered together"),
    "restored": N_("Complaint about a removal upheld: the old place"),
    "returned": N_("Complaint about a succession upheld: the place went back"),
    "imported": TAKEN_OVER,
    "import_undone": N_("Taken over from the former base by mistake: taken back"),
}
