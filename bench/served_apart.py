"""The demo as it is always served, but with the world outside in another process: `... served_apart.py ROOT`.

So the state bases and the phones go on where this one is killed. `ROOT`: the address of their stage.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app import create_app
from housing import demo
from housing.config import Settings
from housing.ops.serve import serve_app


def main(root: str) -> int:
    def prepare(app: object) -> None:
        demo.connect_stage(app, root)
        demo.settle_in(app)

    return serve_app(create_app(Settings.from_environment(os.environ)), prepare)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
