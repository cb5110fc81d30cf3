"""Who looked at a person's file, and at what, as the person is told: by role and branch, never by name."""

from __future__ import annotations

from housing.labels import N_

#: By role of staff; beside them: another system, whoever holds a paper, an official whose account is gone.
READERS: dict[str, str] = {
    "operator": N_("Official"),
    "supervisor": N_("Supervisor"),
    "head_office": N_("Head office of the bank"),
    "administrator": N_("Administrator of the system"),
    "auditor": N_("Auditor of the bank"),
    "helpline": N_("Helpline of the bank"),
    "system": N_("Another system that the bank lets ask"),
    "stranger": N_("Somebody who has your paper, or its code"),
    "": N_("Official of the bank"),
}
#: By the kind of the row of the journal; of a file that was opened by what was opened in it.
LOOKED_AT: dict[str, str] = {
    "case": N_("the application"),
    "document": N_("documents"),
    "notice": N_("the notice"),
    "preview": N_("the notice before it was issued"),
    "complaint": N_("the complaint"),
    "answer": N_("an answer of a state database"),
    "entry": N_("the place on the register"),
    "removal": N_("the removal from the register"),
    "statement": N_("the statement"),
    "inventory": N_("the check in an inventory"),
    "paper.sent_file_taken": N_("a document as it was sent"),
    "people.searched": N_("a search that found you"),
    "helpline.looked_up": N_("a call about the application"),
    "register.asked": N_("whether and where you stand on the register"),
    "register.exported": N_("a file of the list in which you stand"),
    "notice.verified": N_("whether the paper is genuine"),
}
