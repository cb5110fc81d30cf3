"""Where backups go, with which key, and how many are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: Settings whose value is a secret, or a file or folder without which an instance is not what it was.
KEYS = (
    "SECRET_KEY",
    "SEAL_KEY",
    "NOTICE_KEY",
    "REGISTRIES_KEY",
    "EDS_TRUST_DIR",
    "BACKUP_KEY",
    "JOURNAL_KEYS",
    "DATA_KEYS",
)
#: A secret of its own, not where one lies.
VALUES = ("SECRET_KEY",)
#: Of a demo, beside its database.
KEYS_OF_DEMO = ("demo-secret", "demo", "journal-keys", "data-keys")
KEY = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True)
class BackupSettings:
    """`folder` None: nothing is backed up by itself. `key`: a file of 64 hexadecimal digits; None: not encrypted.

    `days`, `weeks`: so many days, and so many weeks, of which the last backup is kept. `needed`: what an instance needs
    beside its database, by name.
    """

    folder: Path | None = None
    key: Path | None = None
    days: int = 14
    weeks: int = 8
    needed: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> BackupSettings:
        folder, key = env.get("KEZEK_BACKUP_FOLDER", ""), env.get("KEZEK_BACKUP_KEY", "")
        days, weeks = env.get("KEZEK_BACKUP_DAYS", "14"), env.get("KEZEK_BACKUP_WEEKS", "8")
        counted = {"KEZEK_BACKUP_DAYS": days, "KEZEK_BACKUP_WEEKS": weeks}
        faults = [f"{name} is a number from 1 to 999." for name, kept in counted.items() if not is_count(kept)]
        return cls(
            folder=Path(folder) if folder else None,
            key=Path(key) if key else None,
            days=int(days) if is_count(days) else cls.days,
            weeks=int(weeks) if is_count(weeks) else cls.weeks,
            needed=name_keys(env),
            faults=tuple(faults),
        )

    def list_faults(self) -> list[str]:
        faults = list(self.faults)
        if self.folder and not self.folder.is_dir():
            faults.append("KEZEK_BACKUP_FOLDER is not a folder that is there.")
        try:
            self.load_key()
        except (OSError, ValueError):
            faults.append("KEZEK_BACKUP_KEY must name a file of 64 hexadecimal digits (openssl rand -hex 32).")
        return faults

    def load_key(self) -> bytes | None:
        """32 bytes; None where backups are not encrypted. Raises OSError, ValueError."""
        if self.key is None:
            return None
        written = self.key.read_text(encoding="ascii").strip()
        if not KEY.fullmatch(written):
            raise ValueError("not 64 hexadecimal digits")
        return bytes.fromhex(written)


@dataclass(frozen=True)
class JournalFiles:
    """Outside the database: the keys of the journal, how far it had gone, the keys of people's data.

    None: in the instance's folder.
    """

    keys: Path | None = None
    head: Path | None = None
    data_keys: Path | None = None

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> JournalFiles:
        names = "KEZEK_JOURNAL_KEYS", "KEZEK_JOURNAL_HEAD", "KEZEK_DATA_KEYS"
        return cls(*(Path(env[name]) if env.get(name) else None for name in names))


def is_count(written: str) -> bool:
    return bool(re.fullmatch("[1-9][0-9]{0,2}", written))


def name_keys(env: Mapping[str, str]) -> tuple[str, ...]:
    """By setting and file, never what is in it."""
    if env.get("KEZEK_MODE", "demo") == "demo":
        return KEYS_OF_DEMO
    given = {name: env[f"KEZEK_{name}"] for name in KEYS if env.get(f"KEZEK_{name}")}
    given = {"JOURNAL_KEYS": "journal-keys", "DATA_KEYS": "data-keys"} | given
    return tuple(
        f"KEZEK_{name}" if name in VALUES else f"KEZEK_{name} ({Path(value).name})" for name, value in given.items()
    )


NO_BACKUPS = BackupSettings()
IN_INSTANCE = JournalFiles()
