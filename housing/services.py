"""Builds the services outside the application from the settings: clock, pinned authorities, gateways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from housing.config import InvalidSettingsError, Services, Settings, SignatureSettings
from housing.gateways import eds
from housing.gateways.antivirus import Clamd
from housing.gateways.mail import Mailer
from housing.gateways.pades import NoticeKey, load_notice_key
from housing.gateways.seal import load_seal
from housing.gateways.sms import provider_of
from housing.registries.gateway import Gateway, GatewayAccount
from housing.registries.signature import load_signer


def utc_now() -> datetime:
    return datetime.now(UTC)


def build_services(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Services:
    """InvalidSettingsError: a pinned authority is a demo's, a file is not what the settings say, or is missing."""
    try:
        trust = eds.load_trust(settings.trust_dir) if settings.trust_dir.parts else eds.Trust()
        seal = load_seal(settings.signatures.seal_key) if settings.signatures.seal_key else None
    except (OSError, ValueError) as fault:
        raise InvalidSettingsError([f"KEZEK_EDS_TRUST_DIR or KEZEK_SEAL_KEY: {fault}."]) from None
    if not settings.demo and any(eds.is_demo_anchor(authority.der) for authority in trust.authorities):
        raise InvalidSettingsError(["A demo authority stands in KEZEK_EDS_TRUST_DIR."])
    gateway = gateway_of(settings, clock)
    how = settings.messages
    sms = provider_of(how.sms_provider, how.sms_url, how.sms_login, how.sms_password)
    mail = Mailer(how.smtp_url, how.mail_from) if how.smtp_url else None
    verifier = verifier_of(settings.signatures, trust, clock)
    antivirus = Clamd(settings.clamd) if settings.clamd else None
    return Services(settings, clock, verifier, gateway, sms, seal, notice_key_of(settings), mail, antivirus)


def notice_key_of(settings: Settings) -> NoticeKey | None:
    """The key that seals notices. Raises InvalidSettingsError where it is none, or a demo's in production."""
    file = settings.signatures.notice_key
    try:
        key = load_notice_key(file) if file else None
    except (OSError, ValueError) as fault:
        raise InvalidSettingsError([f"KEZEK_NOTICE_KEY: {fault}."]) from None
    if key and key.is_demo and not settings.demo:
        raise InvalidSettingsError(["KEZEK_NOTICE_KEY holds a demo's certificate."])
    return key


def gateway_of(settings: Settings, clock: Callable[[], datetime]) -> Gateway:
    """The door to the state databases. Raises InvalidSettingsError where the key is none."""
    try:
        signer = load_signer(settings.registries_key) if settings.registries_key else None
    except (OSError, ValueError, TypeError) as fault:
        raise InvalidSettingsError([f"KEZEK_REGISTRIES_KEY: {fault}."]) from None
    account = GatewayAccount(settings.registries_sender, settings.registries_password)
    return Gateway(settings.registries_url, account, clock, signer=signer)


def verifier_of(how: SignatureSettings, trust: eds.Trust, clock: Callable[[], datetime]) -> eds.Verifier:
    """Who verifies, and whom it asks whether a key was revoked."""
    node = eds.NcaNode(how.ncanode_url) if how.ncanode_url else None
    responder = eds.Responder(how.ocsp_url, clock=clock) if how.ocsp_url else None
    revocation = eds.Revocation(eds.CrlFolder(how.crl_dir, trust), responder)
    return eds.Verifier(trust, cast(eds.Mode, how.verifier), node, revocation)
