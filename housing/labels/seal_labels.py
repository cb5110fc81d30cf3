"""What a walk over journal and rows finds, in words; the console says it in English."""

from __future__ import annotations

from housing.labels import N_

#: By code of `queries.journal.row_seals.SealFault`.
SEAL_FAULTS = {
    "changed": N_("was changed past Kezek"),
    "added": N_("came in past Kezek: it bears no seal"),
    "deleted": N_("was taken out past Kezek: its seal is still there"),
    "taken_out": N_("was taken out past Kezek together with its seal"),
    "taken_back": N_("was put back to what it was before, together with its seal"),
    "seal_changed": N_("its seal was changed past Kezek"),
    "later": N_("bears a seal of a transaction that was never finished"),
    "no_seals": N_("the seals of all rows are gone"),
    "tail": N_("is not the end of the journal that the last transaction left"),
    "chain": N_("does not follow from the row before: it was changed, or one before it was taken out"),
    "head": N_("stood at the end of the journal, as the file outside the database says, and is not there any more"),
    "head_changed": N_("the file outside the database that says how far the journal goes was changed"),
    "forged": N_("had been changed past Kezek and was then written over by Kezek"),
}
#: What happened, by the kind of the journal's row: none of it is of a case.
SEAL_EVENTS = {
    "seals.begun": N_("All rows were sealed for the first time"),
    "seals.renewed": N_("All rows were sealed anew after an upgrade"),
    "keys.added": N_("The journal got another key"),
    "data.encrypted": N_("People's data was encrypted for the first time"),
    "data.encrypted_anew": N_("All of people's data is encrypted by the newest key"),
    "data_keys.added": N_("People's data got another key"),
    "data_keys.removed": N_("A key of people's data was taken out"),
    "rows.forged": N_("Rows that had been changed past Kezek were written over"),
}
#: Details of these rows.
SEAL_DETAILS = {"fingerprint": N_("Fingerprint of the key"), "count": N_("How many"), "number": N_("Number")}
