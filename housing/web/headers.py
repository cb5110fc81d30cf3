"""Headers that every answer bears."""

from __future__ import annotations

from flask import Response

from housing.config import current_services

#: What no page uses is off. The way to this computer is not: without it Chromium would not even ask the person whether
#: a page may reach NCALayer. Its first name was local-network-access.
DEVICES = "camera=(), geolocation=(), microphone=(), loopback-network=(self), local-network-access=(self)"


def set_security_headers(response: Response) -> Response:
    signer = current_services().settings.signer_url
    connect = "'self'" if signer.startswith("/") else f"'self' {signer}"
    policy = (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self'; connect-src {connect}"
    )
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers.setdefault("Permissions-Policy", DEVICES)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cache-Control", "no-store")
    if not current_services().settings.demo:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
