"""placeholder"""

from flask import Blueprint

operator = Blueprint("operator", __name__)
