"""Reference data: what the bank changes itself, drafted by one official and published by another."""

from flask import Blueprint

reference = Blueprint("reference", __name__)

from housing.reference import catalog, catalogs, difference, rows_file, simulation, simulation_cases  # noqa: E402,F401
