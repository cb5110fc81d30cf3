"""What everyone may see: the start page, whether a notice is genuine, whether Kezek is well."""

from flask import Blueprint

public = Blueprint("public", __name__)

from housing.public import accessibility, data, health, help, hints, list_file, lists, published_list, start, verify  # noqa: E402,F401
