"""What everyone may see: the start page, whether a notice is genuine, whether Kezek is well."""

from flask import Blueprint

public = Blueprint("public", __name__)

from housing.public import health, start, verify  # noqa: E402,F401
