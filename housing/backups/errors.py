"""What goes wrong with a backup, by the codes of `labels.backup_labels`."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from housing.labels.backup_labels import BACKUP_FAULTS


class BackupError(Exception):
    """A backup was not made, or is not taken back; nothing has changed. `detail`: what else is known, in English."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(self.words)

    @property
    def words(self) -> str:
        """One line."""
        said = BACKUP_FAULTS[self.code].rstrip(".")
        return f"{said} ({self.detail})." if self.detail else f"{said}."


@contextmanager
def disk_faults() -> Iterator[None]:
    """What the system says about a file becomes a BackupError."""
    try:
        yield
    except OSError as fault:
        full = fault.errno in (errno.ENOSPC, errno.EDQUOT)
        raise BackupError("no_room" if full else "disk", fault.strerror or type(fault).__name__) from None
