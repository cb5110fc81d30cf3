"""The register for those who answer for it: lists by settlement, an entry with its story, files of both."""

from flask import Blueprint

register = Blueprint("register", __name__)
#: The supervisor sees the settlements of their branch, the others all.
READERS = ("supervisor", "head_office", "auditor")

from housing.register import change, change_paper, changes, entries, entries_file, entry, register_figures  # noqa: E402,F401
