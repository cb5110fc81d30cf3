"""The operators' workplace: sign-in, queue, case, documents, alerts, messages."""

from flask import Blueprint

operator = Blueprint("operator", __name__)

from housing.operator import case, document, inbox, message_texts, messages, queue, sign_in  # noqa: E402,F401
