"""What the complaint of an applicant and that of somebody of the family share: why one is not taken."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSAL_MESSAGES = {
    "nothing": _l("There is no decision to complain about yet"),
    "why_late": _l("The time for a complaint about this act is over: write why it comes now, and it is taken"),
    "open": _l("Your complaint about this is being looked at already. Its answer comes to this page"),
}
#: Longest reason of a late one.
REASON_MAX_LENGTH = 1000
