"""Settings from the environment, judged before anything starts; and what the application reaches outside itself.

Nothing configured means demo mode. KEZEK_MODE=production refuses to start on what belongs to a demonstration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app

from housing.backups.settings import IN_INSTANCE, NO_BACKUPS, BackupSettings, JournalFiles

LANGUAGES = ("kk", "ru", "en")
ROOT = Path(__file__).resolve().parent.parent
#: Ten megabytes for a document and some room for the rest of the form.
MAX_BODY = 12 * 1024 * 1024
SECRET_LENGTH = 32
#: The file beside a demo's database that holds the key it made for itself.
KEY_FILE_OF_DEMO = "demo-secret"
#: Where nobody answers: the bases are silent until somebody says where they are.
NOBODY_THERE = "http://127.0.0.1:9"


class InvalidSettingsError(Exception):
    """The settings are wrong and Kezek does not start. `faults`: one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


VERIFIERS = ("python", "ncanode", "both")


@dataclass(frozen=True)
class SignatureSettings:
    """How signatures are verified and where revocation is asked; `seal_key`: the server's own, for one-time codes.

    `notice_key`: the bank's, with which the PDFs of its notices are sealed.
    """

    verifier: str = "python"
    ncanode_url: str = ""
    ocsp_url: str = ""
    crl_urls: tuple[str, ...] = ()
    crl_dir: Path = Path("crl")
    seal_key: Path | None = None
    notice_key: Path | None = None

    @classmethod
    def from_environment(cls, env: Mapping[str, str], instance: Path) -> SignatureSettings:
        seal_key, notice_key = env.get("KEZEK_SEAL_KEY", ""), env.get("KEZEK_NOTICE_KEY", "")
        return cls(
            verifier=env.get("KEZEK_EDS_VERIFIER", "python"),
            ncanode_url=env.get("KEZEK_NCANODE_URL", ""),
            ocsp_url=env.get("KEZEK_EDS_OCSP_URL", ""),
            crl_urls=tuple(env.get("KEZEK_EDS_CRL_URLS", "").split()),
            crl_dir=Path(env.get("KEZEK_EDS_CRL_DIR", instance / "crl")),
            seal_key=Path(seal_key) if seal_key else None,
            notice_key=Path(notice_key) if notice_key else None,
        )

    def list_faults(self) -> list[str]:
        faults = []
        if self.verifier not in VERIFIERS:
            faults.append(f"KEZEK_EDS_VERIFIER is {' or '.join(VERIFIERS)}, not {self.verifier}.")
        elif (self.verifier != "python") != bool(self.ncanode_url):
            faults.append("KEZEK_NCANODE_URL belongs to KEZEK_EDS_VERIFIER=ncanode or both, and they need it.")
        addresses = {"NCANODE_URL": [self.ncanode_url], "EDS_OCSP_URL": [self.ocsp_url], "EDS_CRL_URLS": self.crl_urls}
        for name, urls in addresses.items():
            if not all(re.match(r"https?://[^/]", url) for url in urls if url):
                faults.append(f"KEZEK_{name} must begin with http:// or https:// and name a host.")
        return faults


SMS_PROVIDERS = ("smsc", "mobizon")


@dataclass(frozen=True)
class MessageSettings:
    """How people are told: the SMS provider, and the mail server where there is one. `sms_url`: its root."""

    sms_provider: str = "smsc"
    sms_url: str = ""
    sms_login: str = ""
    sms_password: str = ""
    smtp_url: str = ""
    mail_from: str = ""

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> MessageSettings:
        return cls(
            sms_provider=env.get("KEZEK_SMS_PROVIDER", "smsc"),
            sms_url=env.get("KEZEK_SMS_URL", ""),
            sms_login=env.get("KEZEK_SMS_LOGIN", ""),
            sms_password=env.get("KEZEK_SMS_PASSWORD", ""),
            smtp_url=env.get("KEZEK_SMTP_URL", ""),
            mail_from=env.get("KEZEK_MAIL_FROM", ""),
        )

    def list_faults(self) -> list[str]:
        faults = []
        if self.sms_provider not in SMS_PROVIDERS:
            faults.append(f"KEZEK_SMS_PROVIDER is {' or '.join(SMS_PROVIDERS)}, not {self.sms_provider}.")
        if self.sms_url and not re.fullmatch(r"https://[\w.-]+(:\d+)?/?", self.sms_url):
            faults.append("KEZEK_SMS_URL must be https:// with a host and nothing after it, like https://smsc.kz.")
        if bool(self.smtp_url) != bool(self.mail_from):
            faults.append("KEZEK_SMTP_URL and KEZEK_MAIL_FROM belong together.")
        elif self.smtp_url and not re.fullmatch(r"smtps?://([^\s@/]+@)?[\w.-]+(:\d+)?/?", self.smtp_url):
            faults.append("KEZEK_SMTP_URL must be smtp:// or smtps:// with a host; both are encrypted.")
        if self.mail_from and not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", self.mail_from, re.ASCII):
            faults.append("KEZEK_MAIL_FROM must be a bare address, like kezek@bank.example.")
        return faults


@dataclass(frozen=True)
class Settings:
    """Everything that may differ from one installation to the next."""

    demo: bool
    instance: Path
    database_url: str
    secret_key: str
    trust_dir: Path
    signer_url: str
    registries_url: str
    registries_sender: str = "KEZEK"
    registries_password: str = ""
    registries_key: Path | None = None
    #: host:port of an antivirus that speaks clamd's protocol, or the path of its socket; empty: nobody looks.
    clamd: str = ""
    public_url: str = "http://127.0.0.1:8000"
    #: A refusal that the machine may issue without an official; off unless the bank turns it on.
    automatic_refusal: bool = False
    metrics_public: bool = False
    #: Systems that may ask where somebody stands: name, and SHA-256 of their token in hexadecimal digits.
    api_tokens: tuple[tuple[str, str], ...] = ()
    port: int = 8000
    signatures: SignatureSettings = SignatureSettings()
    messages: MessageSettings = MessageSettings()
    backups: BackupSettings = NO_BACKUPS
    journal: JournalFiles = IN_INSTANCE

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Settings:
        demo = env.get("KEZEK_MODE", "demo") == "demo"
        instance = Path(env.get("KEZEK_INSTANCE", ROOT / "instance"))
        port = env.get("PORT", "8000")
        if not port.isdecimal() or not 0 < int(port) < 65_536:
            raise InvalidSettingsError([f"PORT is not the number of a port: {port}"])
        settings = cls(
            demo=demo,
            instance=instance,
            database_url=env.get("KEZEK_DATABASE_URL", f"sqlite:///{(instance / 'kezek.db').as_posix()}"),
            secret_key=env.get("KEZEK_SECRET_KEY", ""),
            trust_dir=Path(env.get("KEZEK_EDS_TRUST_DIR", instance / "demo" / "eds" / "trust" if demo else "")),
            signer_url=env.get("KEZEK_EDS_SIGNER_URL", "/demo/ncalayer" if demo else "wss://127.0.0.1:13579"),
            registries_url=env.get("KEZEK_REGISTRIES_URL", NOBODY_THERE),
            registries_sender=env.get("KEZEK_REGISTRIES_SENDER", "KEZEK"),
            registries_password=env.get("KEZEK_REGISTRIES_PASSWORD", ""),
            registries_key=Path(env["KEZEK_REGISTRIES_KEY"]) if env.get("KEZEK_REGISTRIES_KEY") else None,
            clamd=env.get("KEZEK_CLAMD", ""),
            public_url=env.get("KEZEK_PUBLIC_URL", f"http://127.0.0.1:{port}"),
            automatic_refusal=env.get("KEZEK_AUTOMATIC_REFUSAL", "") == "1",
            api_tokens=tuple(one.partition(":")[::2] for one in env.get("KEZEK_API_TOKENS", "").split()),
            metrics_public=env.get("KEZEK_METRICS_PUBLIC", "") == "1",
            port=int(port),
            signatures=SignatureSettings.from_environment(env, instance),
            messages=MessageSettings.from_environment(env),
            backups=BackupSettings.from_environment(env),
            journal=JournalFiles.from_environment(env),
        )
        settings.require_valid(env)
        return settings

    def require_valid(self, env: Mapping[str, str]) -> None:
        """Raises InvalidSettingsError with every fault at once."""
        mode = env.get("KEZEK_MODE", "demo")
        if mode not in ("demo", "production"):
            raise InvalidSettingsError([f"KEZEK_MODE is demo or production, not {mode}."])
        faults = self.list_demo_faults(env) if self.demo else self.list_production_faults(env)
        if self.clamd and not re.fullmatch(r"/.+|[\w.-]+:[0-9]{1,5}", self.clamd):
            faults.append("KEZEK_CLAMD is host:port or the path of a socket.")
        if not all(re.fullmatch(r"[a-z][a-z0-9-]{1,30}:[0-9a-f]{64}", ":".join(one)) for one in self.api_tokens):
            faults.append("KEZEK_API_TOKENS is name:digest, with blanks between; the digest has 64 hexadecimal digits.")
        if faults := faults + self.backups.list_faults():
            raise InvalidSettingsError(faults)

    def list_demo_faults(self, env: Mapping[str, str]) -> list[str]:
        real = (
            "DATABASE_URL", "SECRET_KEY", "EDS_TRUST_DIR", "EDS_SIGNER_URL", "REGISTRIES_URL", "REGISTRIES_KEY",
            "SMS_URL", "SMTP_URL", "SEAL_KEY", "NOTICE_KEY", "EDS_VERIFIER", "NCANODE_URL", "EDS_OCSP_URL",
            "EDS_CRL_URLS",
        )  # fmt: skip
        given = [f"KEZEK_{name}" for name in real if f"KEZEK_{name}" in env]
        faults = [f"{name} is set, but KEZEK_MODE=production is not: a demo never touches it." for name in given]
        return faults + self.messages.list_faults()

    def list_production_faults(self, env: Mapping[str, str]) -> list[str]:
        wanted = ("KEZEK_SECRET_KEY", "KEZEK_DATABASE_URL", "KEZEK_REGISTRIES_URL", "KEZEK_SMS_URL", "KEZEK_PUBLIC_URL")
        faults = [f"{name} is missing." for name in wanted if not env.get(name)]
        if self.secret_key and self.secret_is_weak():
            faults.append(f"KEZEK_SECRET_KEY must be random and at least {SECRET_LENGTH} characters long.")
        if not self.public_url.startswith("https://"):
            faults.append("KEZEK_PUBLIC_URL must begin with https://.")
        if self.signer_url.startswith("/"):
            faults.append("KEZEK_EDS_SIGNER_URL names the demo signer.")
        elif not re.fullmatch(r"wss://[\w.-]+(:\d+)?/?", self.signer_url):
            # It stands in the policy of every page: a space or a semicolon would open that to others.
            faults.append("KEZEK_EDS_SIGNER_URL must be wss:// with a host and a port.")
        if env.get("FLASK_DEBUG", "0") not in ("", "0"):
            faults.append("FLASK_DEBUG is on.")
        return faults + self.signatures.list_faults() + self.messages.list_faults()

    def secret_is_weak(self) -> bool:
        """Short, a demonstration's by its name, or the one that a demonstration made in this very instance."""
        made = file.read_text(encoding="ascii") if (file := self.instance / KEY_FILE_OF_DEMO).exists() else None
        return len(self.secret_key) < SECRET_LENGTH or "demo" in self.secret_key.lower() or self.secret_key == made


@dataclass
class Services:
    """The services outside the application. `clock` gives aware UTC; the demo may move it, production not.

    `verifier` says whose signature it is; `seal` is the server's own, None where none is configured: then nothing is
    signed by a one-time code. `notice_key` is the bank's; None: PDFs of notices are not sealed. `sms`: the provider;
    `mail`: the server for letters, None where none is configured. `antivirus(content)` says clean or infected; None
    where nobody looks.
    """

    settings: Settings
    clock: Callable[[], datetime]
    verifier: Any
    gateway: Any
    sms: Any
    seal: Any = None
    notice_key: Any = None
    mail: Any = None
    antivirus: Callable[[bytes], str] | None = None


def current_services() -> Services:
    found: Services = current_app.extensions["services"]
    return found
