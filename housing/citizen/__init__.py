"""The applicant's room: what the bases say, the form, the signature, the cabinet. Each sees only what is their own."""

from flask import Blueprint, Response

from housing.actions.answer import NoDraft
from housing.web import back_to

citizen = Blueprint("citizen", __name__)


@citizen.errorhandler(NoDraft)
def no_draft(_: NoDraft) -> Response:
    """The draft was signed in another window, or there never was one: the cabinet says how things stand."""
    return back_to("citizen.cabinet")


from housing.citizen import (  # noqa: E402
    apply,  # noqa: F401
    basis,  # noqa: F401
    cabinet,  # noqa: F401
    category,  # noqa: F401
    check,  # noqa: F401
    consents,  # noqa: F401
    contact,  # noqa: F401
    document,  # noqa: F401
    documents,  # noqa: F401
    dwelling,  # noqa: F401
    facts,  # noqa: F401
    family,  # noqa: F401
    notice,  # noqa: F401
    receipt,  # noqa: F401
    settlement,  # noqa: F401
    tasks,  # noqa: F401
)
