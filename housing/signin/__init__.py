"""The door: citizens come in by electronic signature, and everyone goes out."""

from flask import Blueprint

signin = Blueprint("signin", __name__)

from housing.signin import sign_in, sign_out  # noqa: E402,F401
