"""Hangs what every page has in common on the application."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from housing.web.access import meet
from housing.web.errors import handle_exception, handle_http_error
from housing.web.form_owner import led_back
from housing.web.headers import harden
from housing.web.incoming_request import Incoming
from housing.web.sessions import Memory


def init_app(app: Flask, memory: Memory) -> None:
    app.request_class = Incoming
    app.before_request(lambda: meet(memory))
    app.after_request(harden)
    app.register_error_handler(HTTPException, handle_http_error)
    # A form whose session or cookie is gone: its owner goes on at the same question, with what they typed.
    app.register_error_handler(CSRFError, lambda fault: led_back(memory) or handle_http_error(fault))
    if not app.debug:
        app.register_error_handler(Exception, handle_exception)
