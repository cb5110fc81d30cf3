"""What somebody on the register may report as changed, and what may come of it (Law, articles 71, 73 and 74)."""

from __future__ import annotations

from housing.labels import N_

#: What has changed, as the person says it.
CHANGES: dict[str, str] = {
    "family": N_("The family: a birth, a death, a marriage, a divorce"),
    "residence": N_("Where I live: a move, or a registration elsewhere"),
    "dwelling": N_("A dwelling: received, bought, sold, given or inherited"),
    "citizenship": N_("Citizenship"),
    "category": N_("The category of article 74: received or ended"),
    "other": N_("Something else"),
}
#: What comes of it, as an official settles it. Each but the first two is followed by an act of two officials.
OUTCOMES: dict[str, str] = {
    "nothing": N_("The place stays as it is"),
    "category": N_("The state databases are asked about the category; once they confirm it, the list changes"),
    "removal": N_("A removal from the register is to be looked at"),
    "succession": N_("The place is to pass to a family member registered together"),
    "date": N_("The date in the queue is to be moved"),
}
