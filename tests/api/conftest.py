"""A register for whoever asks."""

from tests.register.conftest import enter, leave

__all__ = ["enter", "leave"]
