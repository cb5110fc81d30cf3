"""The register for those who answer for it: lists by settlement, an entry with its story, files of both."""

from flask import Blueprint

register = Blueprint("register", __name__)
#: The supervisor sees the settlements of their branch, the others all.
READERS = ("supervisor", "head_office", "auditor")

#: Who proposes a removal, and who looks at it: the officials of the branch besides.
PROPOSERS = ("operator", "supervisor")
REMOVAL_READERS = ("operator", *READERS)

from housing.register import (  # noqa: E402
    change,  # noqa: F401
    change_paper,  # noqa: F401
    changes,  # noqa: F401
    entries,  # noqa: F401
    entries_file,  # noqa: F401
    entry,  # noqa: F401
    imported_file,  # noqa: F401
    imports,  # noqa: F401
    inventories,  # noqa: F401
    inventory,  # noqa: F401
    inventory_entry,  # noqa: F401
    new_inventory,  # noqa: F401
    place_act,  # noqa: F401
    register_figures,  # noqa: F401
    removal,  # noqa: F401
    removal_paper,  # noqa: F401
    removals,  # noqa: F401
)
