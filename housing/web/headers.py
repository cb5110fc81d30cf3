"""Headers that every answer bears, pages and files, whole and refused (the table: tests/house/test_headers.py)."""

from __future__ import annotations

from flask import Response, request

from housing.config import current_services

#: What no page uses is off. The way to this computer is not: without it Chromium would not even ask the person whether
#: a page may reach NCALayer. Its first name was local-network-access.
DEVICES = "camera=(), geolocation=(), microphone=(), loopback-network=(self), local-network-access=(self)"
#: Of a file that a person takes or opens: it runs nothing here, reaches nothing and stands in nobody's frame.
FILE_POLICY = "sandbox; default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
#: Whatever the answer is. CORP and COOP: no other site draws it into a page of its own or holds on to our window.
#: X-Frame-Options is for browsers that do not know frame-ancestors.
ALWAYS = {
    "Permissions-Policy": DEVICES,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: Endpoints of what a page brings along: its address changes with its content, and it may be kept for good.
KEPT_ENDPOINTS = ("static", "htmx")
#: A year, as the preload lists ask; below Kezek's own host stands nothing that speaks plain HTTP.
TLS_ONLY = "max-age=31536000; includeSubDomains"


def set_security_headers(response: Response) -> Response:
    """No view says itself whether its answer may be kept: `send_file` would let a browser keep any file for a year."""
    may_be_kept = request.endpoint in KEPT_ENDPOINTS
    is_file = "Content-Disposition" in response.headers and not may_be_kept
    response.headers.setdefault("Content-Security-Policy", FILE_POLICY if is_file else page_policy())
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if not (may_be_kept and response.cache_control):
        response.headers["Cache-Control"] = "no-store"
    if not current_services().settings.demo:
        response.headers.setdefault("Strict-Transport-Security", TLS_ONLY)
    return response


def page_policy() -> str:
    """A page loads what is ours, and reaches the signer of this computer beside."""
    signer = current_services().settings.signer_url
    connect = "'self'" if signer.startswith("/") else f"'self' {signer}"
    return (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self'; connect-src {connect}"
    )
