"""What the screens of imports share: who may, how the states of a file look, and why a file is not taken at all."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from housing.actions.register.apply_import import ImportHeldError, ImportNotReadyError, SamePersonError
from housing.labels import N_
from housing.law.lifecycle import Status

#: Whoever brings a file, and whoever approves it.
IMPORTERS = ("head_office",)
STATES = {
    "reading": Status("info", "clock", N_("Being read and checked")),
    "checking": Status("info", "clock", N_("Being compared with the register")),
    "faulty": Status("bad", "alert", N_("Has faults: nothing of it comes onto the register")),
    "ready": Status("warn", "people", N_("Nothing is wrong: waits for a second person")),
    "applying": Status("info", "clock", N_("Takes effect now")),
    "applied": Status("ok", "check", N_("On the register")),
    "undone": Status("mute", "back", N_("Taken off the register again")),
    "dropped": Status("mute", "cross", N_("Put aside")),
}
UNREADABLE = {
    "no_text": _l("This is neither a CSV file nor a workbook"),
    "strange": _l("The letters of this file were read wrongly before. Save the table as “CSV UTF-8”"),
    "lost": _l("This file has question marks for letters. Save the table as “CSV UTF-8”"),
    "none": _l("Choose a file"),
}
REFUSALS = {
    ImportNotReadyError: _l("The file is not as it was when you looked at it: look at it as it is now"),
    SamePersonError: _l("You brought this file: another person of the head office has to approve it"),
    ImportHeldError: _l("The file stays on the register: what holds it stands below"),
}
