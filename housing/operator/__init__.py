"""The operators' workplace: sign-in, queue, case, documents, alerts, complaints."""

from flask import Blueprint

operator = Blueprint("operator", __name__)

from housing.operator import case, complaint, complaints, document, inbox, queue, sign_in  # noqa: E402,F401
