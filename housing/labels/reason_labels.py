"""Why an official does what has to have a reason: codes, for the journal bears no personal data."""

from __future__ import annotations

from housing.labels import N_

#: Why an administrator took an authenticator away; codes, for the journal bears no personal data.
RESET_REASONS: dict[str, str] = {
    "lost": N_("The phone and the recovery codes are lost"),
    "stolen": N_("The phone was stolen, or somebody else knows the key"),
    "replaced": N_("The phone was replaced"),
}

#: What a file is taken out for as it was sent; codes, for the journal bears no personal data.
SENT_FILE_REASONS: dict[str, str] = {
    "signature": N_("To check its electronic signature elsewhere"),
    "likeness": N_("To compare it with the copy that is kept"),
    "complaint": N_("For a complaint, a court or another body that may ask for it"),
    "inspection": N_("For an inspection"),
}
