"""The floor as a server: `python3 -m bench.served_floor DATABASE PORT BRANCH`.

`/queue`: the fifty rows of the queue's first page by sqlite3 and one plain template, packed, by the server that Kezek
has, with nothing of an application around them. `/list?SETTLEMENT&LIST`: fifty rows of a list of the register.
`/`: nothing at all, which is what that server itself costs.
"""

from __future__ import annotations

import gzip
import sqlite3
import sys
import threading
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment
from waitress import serve

from bench.floor import LIST_PAGE, PAGE, ROWS, SELECT, SELECT_LIST

#: Of gzip, as pages of Kezek are packed.
LEVEL = 4


def application(database: str, branch: str) -> Any:
    pages = {
        "/queue": (Environment(autoescape=True).from_string(PAGE.read_text(encoding="utf-8")), SELECT),
        "/list": (Environment(autoescape=True).from_string(LIST_PAGE.read_text(encoding="utf-8")), SELECT_LIST),
    }
    own = threading.local()

    def packed_page(path: str, query: str) -> bytes:
        if not hasattr(own, "connection"):
            own.connection = sqlite3.connect(database)
        template, select = pages[path]
        given = tuple(map(unquote, query.split("&"))) if query else (branch,)
        rows = own.connection.execute(select, given).fetchall()
        return gzip.compress(template.render(rows=rows[:ROWS], seal="of the session").encode(), LEVEL)

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        found = packed_page(path, environ["QUERY_STRING"]) if path in pages else b""
        packed = [("Content-Encoding", "gzip")] if found else []
        start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(found))), *packed])
        return [found]

    return answer


if __name__ == "__main__":
    serve(application(sys.argv[1], sys.argv[3]), host="127.0.0.1", port=int(sys.argv[2]), threads=8)
