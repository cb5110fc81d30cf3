"""The ways to answer: a page or its part, a redirect, a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Response, make_response, redirect, render_template, request, url_for

from housing.web.gzip_parts import PartsResponse, join_parts
from housing.web.page_frames import fill_frame, may_be_kept, plain_slots
from housing.web.post_redirect_get import is_replay, redirect_to_reply


def page(template: str, status: int = 200, fragment: str | None = None, **context: Any) -> Response:
    """The whole page, or for HTMX the part of it; never cached, for it may bear somebody's data.

    What answers a form is shown by a GET (`post_redirect_get`), and there is nothing wrong with that request.
    """
    if (kept := redirect_to_reply(status)) is not None:
        return kept
    status = 200 if is_replay() else status
    response = make_response(
        render_template(fragment if fragment and not is_whole_page() else template, **context), status
    )
    response.headers["Vary"] = "HX-Request"
    return response


def framed_page(template: str, key: tuple[Any, ...], slots: Mapping[str, str | bytes], **context: Any) -> Response:
    """A whole page whose frame is kept (`page_frames`); like any other where it says something of this one request."""
    if not may_be_kept():
        return page(template, 200, None, **context, **plain_slots(slots))
    if (kept := redirect_to_reply(200)) is not None:
        return kept
    parts = fill_frame(template, key, slots, **context)
    response = PartsResponse(join_parts(parts))
    response.parts = parts
    response.headers["Vary"] = "HX-Request"
    return response


def is_whole_page() -> bool:
    """Whether the whole page is asked for, and not the part of it that HTMX exchanges."""
    return not request.htmx or bool(request.htmx.history_restore_request)  # type: ignore[attr-defined]


def redirect_to(endpoint: str, **values: Any) -> Response:
    """After a POST: go and see (303)."""
    return redirect(url_for(endpoint, **values), 303)  # type: ignore[return-value]


def go_to(target: str) -> Response:
    """A fragment is told to take the whole page there."""
    if request.htmx:  # type: ignore[attr-defined]
        return make_response("", 200, {"HX-Redirect": target})
    return redirect(target)  # type: ignore[return-value]


def sandboxed_file(content: bytes, media_type: str, name: str) -> Response:
    """What a stranger filed, under a name for whoever saves it: `headers` lets it run nothing and reach nothing."""
    plain = re.sub(r"[^A-Za-z0-9._() -]", "_", name)
    disposition = f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, mimetype=media_type, headers={"Content-Disposition": disposition})


def download(content: bytes, name: str) -> Response:
    """A file that no browser is to open: the name is ours, and of what it is nothing is said."""
    answer = sandboxed_file(content, "application/octet-stream", name)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
