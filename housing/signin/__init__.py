"""The door: citizens come in by electronic signature or one-time password, and everyone goes out."""

from flask import Blueprint

signin = Blueprint("signin", __name__)

from housing.signin import code, sign_in, sign_out  # noqa: E402,F401
