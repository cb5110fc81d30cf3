"""Messages in words: why one did not arrive, why an official gave one up."""

from __future__ import annotations

from housing.labels import N_

#: Why it did not go out or arrive.
MESSAGE_FAULTS: dict[str, str] = {
    "base": N_("The Mobile Citizens Base did not answer"),
    "no_mobile": N_("The Mobile Citizens Base names no mobile number"),
    "down": N_("The provider could not be reached"),
    "busy": N_("The provider asked for a pause"),
    "lost": N_("The provider's answer was lost"),
    "money": N_("The bank's account at the provider is empty"),
    "account": N_("The provider does not let the bank in"),
    "number": N_("The provider refused the number"),
    "address": N_("There is no such e-mail address"),
    "text": N_("The provider refused the words"),
    "refused": N_("The provider refused the message"),
    "undeliverable": N_("The operator could not deliver it"),
    "no_report": N_("No report of delivery came within two days"),
}
#: Why an official gave a message up.
MESSAGE_CLOSED: dict[str, str] = {
    "told": N_("The person was told otherwise"),
    "unreachable": N_("The number is no longer theirs"),
    "needless": N_("It is no longer needed"),
}
