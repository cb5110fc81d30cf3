"""What a password of an official must be: long, not their login, and none that everybody tries first."""

from __future__ import annotations

from housing.labels import N_

SHORTEST, LONGEST = 12, 200
#: Letters and digits that a password has to differ in: "aaaaaaaaaaaa" is long and no secret.
DIFFERENT = 5
#: Those of twelve characters and more that people choose most often; compared in small letters.
COMMONEST = frozenset(
    """
    123456789012 1234567890123 12345678901234 123456789123 123123123123 121212121212 112233445566 987654321098
    1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz2wsx3edc4rfv q1w2e3r4t5y6 qwerty123456 qwertyuiop123 qwertyuiop[]
    qwertyuiopasdf qwertyuiop12 qwerty12345678 asdfghjkl123 zxcvbnm12345 zaq12wsxcde3 passwordpassword password1234
    password12345 password123456 mypassword123 passw0rd1234 p@ssw0rd1234 administrator administrator1 adminadmin123
    admin1234567 letmeinletmein iloveyou1234 welcome12345 welcome123456 changeme1234 abcdefghijkl abc123456789
    kazakhstan2025 kazakhstan2026 kazakhstan123 qazaqstan2025 qazaqstan2026 qazaqstan123 astana123456 almaty123456
    otbasybank2025 otbasybank2026 otbasybank123
    """.split()  # noqa: SIM905
) | {"йцукенгшщзхъ", "йцукен123456", "пароль123456", "қазақстан2026", "казахстан2026"}
FAULTS: dict[str, str] = {
    "short": N_("The password needs at least 12 characters"),
    "long": N_("The password is too long"),
    "login": N_("The password may not contain the login"),
    "plain": N_("The password has too few different characters"),
    "common": N_("This password is one of those that are tried first: choose another"),
    "same": N_("The new password is the old one: choose another"),
}


class WeakPassword(Exception):
    """`code`: a key of FAULTS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def validate_password(password: str, login: str) -> None:
    """Raises WeakPassword with the first rule that the password breaks."""
    small = password.casefold()
    found = {
        "short": len(password) < SHORTEST,
        "long": len(password) > LONGEST,
        "login": login.casefold() in small,
        "plain": len(set(small)) < DIFFERENT,
        "common": small in COMMONEST,
    }
    for code, wrong in found.items():
        if wrong:
            raise WeakPassword(code)
