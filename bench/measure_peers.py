"""Other makers' admins beside the queue: `python3 app.py bench peers [PEOPLE]`.

Flask-Admin, Django's admin and fasthx-admin, each in an environment that is made here of pinned versions, over the same
people as the queue of this commit, tuned as their manuals say and as they come. It is a part of `bench table`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure_table import main  # noqa: E402

if __name__ == "__main__":
    main("peers", peers=True, parts="people,pages")
