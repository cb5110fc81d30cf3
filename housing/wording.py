"""What the catalogs of words are about: which texts there are, and what may be filled into them. Pure."""

from __future__ import annotations

from housing.blanks import Blank, Blanks
from housing.eligibility import GROUNDS
from housing.words import MESSAGE_KINDS, N_

NUMBER = {"number": Blank(N_("number of the application"), "9912999999")}
DAY = {"day": Blank(N_("day on which the answer is due"), "31.12.2099")}
CODE = {"code": Blank(N_("the code"), "999999")}
#: By message: the codes of `words.MESSAGE_KINDS`. No personal data, no ground of refusal (Rules, point 16).
MESSAGE_BLANKS: dict[str, Blanks] = {
    **dict.fromkeys(MESSAGE_KINDS, NUMBER),
    **dict.fromkeys(("accepted", "term_moved"), NUMBER | DAY),
    **dict.fromkeys(("sign-in", "signing"), CODE),
    "consent": {},
}
#: By its key, how a ground of refusal is called in a list.
GROUND_NAMES = {ground.key: ground.words for ground in GROUNDS}
