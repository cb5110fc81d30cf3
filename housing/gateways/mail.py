"""E-mail beside the SMS, where the applicant gave an address and the bank configured a server (KEZEK_SMTP_URL).

The line is encrypted or there is none: smtp:// means STARTTLS, smtps:// TLS from the first byte, and the server's
certificate is verified. SMTP cannot be asked what became of a letter, so one whose answer was lost is sent again under
the same Message-ID: at least once, and where mail systems compare ids, once. It ends as `sent`: there is no report.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from functools import partial
from urllib.parse import unquote, urlsplit

from housing.gateways.sms.spoken import Sent, SmsAnswerLost, SmsDelayed, SmsRefused

TIMEOUT = 10.0
PORTS = {"smtp": 587, "smtps": 465}
#: A local part as it stands in a header without quotes, letters of any language; then a domain.
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(\.[\w-]+)+")
#: Replies of a server to what will not change: no such box, bad address, message refused.
FOR_EVER = range(550, 560)


@dataclass(frozen=True, slots=True)
class Mailer:
    """`url`: smtp[s]://user:password@host:port. `sender`: the From of every letter. `tls`: other than the system's."""

    url: str = field(repr=False)
    sender: str
    timeout: float = TIMEOUT
    tls: ssl.SSLContext | None = None

    def send(self, address: str, subject: str, text: str, key: str) -> Sent:
        """Hands one letter over. Raises Never ("address", "refused"), TryAgain, Lost."""
        letter = letter_of(self.sender, address, subject, text, key)
        server = self.connect()
        try:
            code = handed_over(server, self.sender, letter)
        except (smtplib.SMTPServerDisconnected, OSError):
            raise SmsAnswerLost from None
        except smtplib.SMTPException:
            raise SmsDelayed("down") from None
        finally:
            close_quietly(server)
        if code != 250:
            raise SmsRefused("refused") if code in FOR_EVER else SmsDelayed("busy")
        return Sent(key)

    def connect(self) -> smtplib.SMTP:
        """An encrypted line, signed in where the address bears a password. Nothing was sent when it fails."""
        asked, tls = urlsplit(self.url), self.tls or ssl.create_default_context()
        host, port = asked.hostname or "", asked.port or PORTS[asked.scheme]
        server: smtplib.SMTP | None = None
        try:
            if asked.scheme == "smtps":
                server = smtplib.SMTP_SSL(host, port, timeout=self.timeout, context=tls)
            else:
                server = smtplib.SMTP(host, port, timeout=self.timeout)
                server.starttls(context=tls)
            server.ehlo()
            if asked.username:
                server.login(unquote(asked.username), unquote(asked.password or ""))
        except smtplib.SMTPAuthenticationError:
            close_quietly(server)
            raise SmsDelayed("account") from None
        except (OSError, smtplib.SMTPException, ValueError):
            close_quietly(server)
            raise SmsDelayed("down") from None
        return server


def close_quietly(server: smtplib.SMTP | None) -> None:
    """Quietly: what was answered before stands."""
    if server is not None:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def handed_over(server: smtplib.SMTP, sender: str, letter: EmailMessage) -> int:
    """MAIL, RCPT, DATA: the server's last word. Raises Never, TryAgain where it says no before the letter."""
    to = letter["To"].addresses[0].addr_spec
    wide = not to.isascii()
    if wide and not server.has_extn("smtputf8"):
        raise SmsRefused("address")
    options = ["SMTPUTF8"] if wide else []
    replies = partial(server.mail, sender, options), partial(server.rcpt, to)
    for reply, reason in zip(replies, ("refused", "address"), strict=True):
        code = reply()[0]
        if code in FOR_EVER:
            raise SmsRefused(reason)
        if code not in (250, 251):
            raise SmsDelayed("busy")
    return server.data(letter.as_bytes(policy=SMTPUTF8 if wide else SMTP))[0]


def letter_of(sender: str, address: str, subject: str, text: str, key: str) -> EmailMessage:
    """Raises Never("address") where the address is none: it never reaches a header as it was typed."""
    if not ADDRESS.fullmatch(address):
        raise SmsRefused("address")
    local, _, domain = address.rpartition("@")
    try:
        to = Address(username=local, domain=domain.encode("idna").decode())
    except ValueError:
        raise SmsRefused("address") from None
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, to, " ".join(subject.split())
    letter["Message-ID"] = f"<{key}@{sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text, cte="base64")
    return letter
