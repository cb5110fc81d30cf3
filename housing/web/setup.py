"""Hangs what every page has in common on the application."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from housing.web.access import authenticate
from housing.web.errors import handle_exception, handle_http_error
from housing.web.form_owner import recover_form
from housing.web.headers import set_security_headers
from housing.web.incoming_request import NormalizedRequest
from housing.web.sessions import CachedSessionInterface, SessionStore


def init_app(app: Flask, memory: SessionStore) -> None:
    app.request_class, app.session_interface = NormalizedRequest, CachedSessionInterface()
    app.before_request(lambda: authenticate(memory))
    app.after_request(set_security_headers)
    app.register_error_handler(HTTPException, handle_http_error)
    # A form whose session or cookie is gone: its owner goes on at the same question, with what they typed.
    app.register_error_handler(CSRFError, lambda fault: recover_form(memory) or handle_http_error(fault))
    if not app.debug:
        app.register_error_handler(Exception, handle_exception)
