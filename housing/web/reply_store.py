"""The answers to forms, kept in the memory of this process for the session that sent them (`post_redirect_get`)."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from flask import current_app
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from housing.web.sessions import browser_token

#: Seconds that an answer is kept after it was looked at last; so many in all, and so many of one session.
KEPT_SECONDS, MAX_REPLIES, MAX_REPLIES_OF_SESSION = 3600.0, 1000, 20


@dataclass(slots=True)
class KeptReply:
    """What was sent where, what the actions said to it in turn, and the status that the view answered with.

    `fault`: what it was answered with instead of a page of the view; `code`: by which that is found in the log.
    """

    owner: str
    endpoint: str
    view_args: dict[str, Any]
    args: MultiDict[str, str]
    form: MultiDict[str, str]
    files: MultiDict[str, str]
    said: list[tuple[Any, Exception | None]]
    status: int
    fault: HTTPException | None
    code: str
    seen_at: float = field(default_factory=time.monotonic)


class ReplyStore:
    """The latest of them by key."""

    def __init__(self) -> None:
        self.kept: OrderedDict[str, KeptReply] = OrderedDict()
        self.lock = Lock()

    def store_reply(self, answer: KeptReply) -> str:
        key = secrets.token_urlsafe(12)
        with self.lock:
            own = [name for name, one in self.kept.items() if one.owner == answer.owner]
            for name in own[: max(0, len(own) - MAX_REPLIES_OF_SESSION + 1)]:
                del self.kept[name]
            self.kept[key] = answer
            while len(self.kept) > MAX_REPLIES:
                self.kept.popitem(last=False)
        return key

    def load_reply(self, key: str, owner: str) -> KeptReply | None:
        with self.lock:
            found = self.kept.get(key)
            if found is None or found.owner != owner or time.monotonic() - found.seen_at > KEPT_SECONDS:
                return None
            found.seen_at = time.monotonic()
            self.kept.move_to_end(key)
            return found

    def forget_session(self, owner: str) -> None:
        """All of a session that has ended."""
        with self.lock:
            for name in [name for name, one in self.kept.items() if one.owner == owner]:
                del self.kept[name]


def reply_store() -> ReplyStore:
    found: ReplyStore = current_app.extensions.setdefault("answers", ReplyStore())
    return found


def has_reply(key: str) -> bool:
    """Can this session still be shown that answer? Of an address that names none, there is nothing to keep."""
    return not key or reply_store().load_reply(key, browser_token()) is not None
