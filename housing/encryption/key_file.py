"""A file of keys outside the database: lines of a number and 64 hexadecimal digits, for its owner alone."""

from __future__ import annotations

import os
import re
import secrets
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

LINE = re.compile(r"(0|[1-9][0-9]{0,2}) ([0-9a-f]{64})")
#: A number is one byte of whatever bears it.
MOST = 255


class KeyRingError(Exception):
    """Keys are missing or are others. One line, for whoever starts Kezek."""


@dataclass
class KeyFile(ABC):
    """`WHOSE`: in words; `SETTING`: names the file; `FIRST`: the numbers that a new one begins with."""

    file: Path

    WHOSE: ClassVar[str]
    SETTING: ClassVar[str]
    FIRST: ClassVar[tuple[int, ...]] = (1,)

    def read_lines(self) -> list[tuple[int, bytes]]:
        """Raises KeyRingError."""
        try:
            lines = self.file.read_text(encoding="ascii").splitlines()
        except (OSError, ValueError):
            raise KeyRingError(f"{self.WHOSE} cannot be read: {self.file} ({self.SETTING}).") from None
        found = [LINE.fullmatch(line.strip()) for line in lines if line.strip()]
        numbers = [int(one[1]) for one in found if one]
        if not numbers or len(numbers) < len(found) or min(numbers) < self.FIRST[0]:
            raise KeyRingError(f"{self.SETTING}: {self.file} must hold lines of a number and 64 hexadecimal digits.")
        return [(int(one[1]), bytes.fromhex(one[2])) for one in found if one]

    def create(self) -> None:
        """The first keys, where there is no file yet. Raises OSError."""
        self.write([(number, secrets.token_bytes(32)) for number in self.FIRST])

    def add(self) -> int:
        """A new key; the others stay. Its number. Raises KeyRingError, OSError."""
        lines = self.read_lines()
        number = max(number for number, _ in lines) + 1
        if number > MOST:
            raise KeyRingError(f"No number is left for another key. {self.SETTING}: {self.file}.")
        self.write([*lines, (number, secrets.token_bytes(32))])
        return number

    def remove(self, number: int) -> None:
        """Raises KeyRingError, OSError."""
        self.write([line for line in self.read_lines() if line[0] != number])

    def write(self, lines: list[tuple[int, bytes]]) -> None:
        """For its owner alone, whole or not at all."""
        part = self.file.with_name(f"{self.file.name}.part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.writelines(f"{number} {key.hex()}\n" for number, key in lines)
            out.flush()
            os.fsync(out.fileno())
        part.replace(self.file)
        self.forget()

    @abstractmethod
    def forget(self) -> None:
        """What was read of the file is read anew."""
