"""Who decides, and why a decision is not taken."""

from __future__ import annotations


class Stale(Exception):
    """The case was decided, withdrawn or changed since the page was opened."""


class ClaimedByAnother(Exception):
    """A colleague holds the case."""


class DoesNotFollow(Exception):
    """The decision does not follow from the facts. `outcome`: what the law says of them; `unknown`: what it lacks."""

    def __init__(self, outcome: str, unknown: tuple[str, ...]) -> None:
        super().__init__(outcome)
        self.outcome, self.unknown = outcome, unknown


class Official:
    """Who decides."""

    def __init__(self, staff_id: int, login: str, branch_code: str | None) -> None:
        self.staff_id, self.login, self.branch_code = staff_id, login, branch_code
