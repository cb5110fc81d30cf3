"""The pages that show people and leave no row in the journal, each with its reason; all others leave one."""

from __future__ import annotations

from housing.labels import N_

QUEUE = N_(
    "The queue of a branch is the work itself and comes anew by itself. Whoever opens a case of it is written down."
)
#: By endpoint.
UNJOURNALLED: dict[str, str] = {
    "operator.queue": QUEUE,
    "operator.queue_save": QUEUE,
    "signin.sign_in": N_(
        "The sign-in page of a demonstration offers its invented people. A bank's sign-in page names nobody."
    ),
}
