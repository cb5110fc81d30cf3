"""Why a place on the register begins, moves and ends (Law, articles 71 and 73)."""

from __future__ import annotations

from housing.labels import N_

#: Why a place on the register began, moved or ended, as anybody may read it: it names nobody.
MOVEMENT_CAUSES: dict[str, str] = {
    "registered": N_("Registered"),
    "complaint_upheld": N_("Complaint upheld: the date that it would have had"),
    "category_confirmed": N_("The category was confirmed: another list"),
    "refused_anew": N_("Decided anew after a complaint: refused"),
    "withdrawn": N_("Withdrawn by the applicant"),
    "annulled": N_("Annulled: the key was revoked"),
}
