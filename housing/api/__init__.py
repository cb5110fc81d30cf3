"""Answers for other systems of the bank and for the Unified contact centre (1414): read-only, by a token."""

from flask import Blueprint

api = Blueprint("api", __name__)

from housing.api import openapi, place  # noqa: E402,F401
