"""The vectors made with the national TEST keys. They lie beside the repository and are not part of it."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[2] / "shared" / "eds" / "vectors"
PURPOSES = {"auth": "sign-in", "sign": "signing"}

needs_vectors = pytest.mark.skipif(not VECTORS.is_dir(), reason="the shared vectors are not here")


def listed(kind: str) -> list[Any]:
    """The manifest's `vectors` or `ocsp` as parameters of a test; none where the folder is absent."""
    if not VECTORS.is_dir():
        return []
    every = json.loads((VECTORS / "manifest.json").read_text(encoding="utf-8"))[kind]
    return [pytest.param(one, id=one.get("id") or f"{n}-{one['expect']}") for n, one in enumerate(every)]


def moment(raw: str) -> datetime:
    return datetime.fromisoformat(raw)


def copied(names: list[str], folder: Path) -> Path:
    """The named files, in a folder made for them."""
    folder.mkdir()
    for name in names:
        shutil.copy(VECTORS / name, folder)
    return folder
