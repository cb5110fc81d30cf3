"""The operators' workplace: sign-in, queue, case, documents, alerts."""

from flask import Blueprint

operator = Blueprint("operator", __name__)

from housing.operator import case, document, inbox, queue, reissue, sign_in  # noqa: E402,F401
