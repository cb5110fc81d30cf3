"""Which addresses are our own: where people find Kezek, and from which a form may come.

A form without a Referer is a form all the same (WTF_CSRF_SSL_STRICT is off): its token counts, and its Origin if any.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from housing.config import current_services


def own_origins() -> tuple[str, str]:
    """Where people find Kezek: at its public address, whatever Host a proxy passes on, and where this request came."""
    return origin_of(current_services().settings.public_url), origin_of(request.host_url)


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as a browser's Origin names them."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def is_cross_site() -> bool:
    """Another site's page sent this. Who hides where they come from is believed by the token alone."""
    origin = request.headers.get("Origin", "null")
    return request.method == "POST" and origin != "null" and origin_of(origin) not in own_origins()
