"""Why a signature is refused: the reason codes, and what the citizen reads about each, with a way out."""


def N_(words: str) -> str:
    """Mark words for the catalogue; they are translated where they are shown."""
    return words


class SignatureRefused(Exception):
    """The signature is not accepted; `code` says why. It never carries a name, an IIN or bytes of the signature."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


WORDS: dict[str, str] = {
    "MALFORMED_CMS": N_("The signature could not be read. Sign once more; if it happens again, update NCALayer."),
    "SIGNER_COUNT": N_("There must be exactly one signature. Sign once more with your own key only."),
    "NO_SIGNER_CERT": N_(
        "The signature came without its certificate. Sign once more; if it happens again, update NCALayer."
    ),
    "SIGNED_ATTRS_MISSING": N_("The signature is incomplete. Sign once more with NCALayer or eGov mobile."),
    "CONTENT_MISMATCH": N_("What was signed is not what we asked to sign. Reload the page and sign once more."),
    "DIGEST_MISMATCH": N_("The text was changed after it was signed. Reload the page and sign once more."),
    "SIGNATURE_INVALID": N_("The signature does not match its key. Reload the page and sign once more."),
    "CERT_SIGNATURE_INVALID": N_(
        "This certificate is not from the National Certification Authority. Get a key at pki.gov.kz or in eGov mobile."
    ),
    "UNTRUSTED_ISSUER": N_(
        "We do not accept certificates of this issuer. Use a key of the National Certification Authority (pki.gov.kz)."
    ),
    "CERT_EXPIRED": N_(
        "Your key has expired. Get a new one at pki.gov.kz, in eGov mobile or at a public service centre."
    ),
    "CERT_NOT_YET_VALID": N_("Your key is not valid yet. Use another key or come back when its term begins."),
    "CERT_REVOKED": N_(
        "Your key has been revoked. Get a new one at pki.gov.kz, in eGov mobile or at a public service centre."
    ),
    "REVOCATION_UNKNOWN": N_(
        "We could not check whether your key has been revoked: the certification authority does not answer. "
        "Try again in a few minutes."
    ),
    "ALG_NOT_ALLOWED": N_("This kind of key is not accepted. Get a new one at pki.gov.kz or in eGov mobile."),
    "WRONG_KEY_PURPOSE": N_(
        "This key is for another purpose. To sign in, choose the key for authentication; "
        "to sign the application, the key for signing."
    ),
    "NOT_INDIVIDUAL": N_("This is the key of an organisation. Use your own key as an individual."),
    "IIN_MISSING": N_(
        "There is no IIN in this certificate. Get a key of an individual at pki.gov.kz or in eGov mobile."
    ),
    "SUBJECT_AMBIGUOUS": N_(
        "It is unclear whose certificate this is. Get a new key of an individual at pki.gov.kz or in eGov mobile."
    ),
}
