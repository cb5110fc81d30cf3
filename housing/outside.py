"""Reaches for the world outside as the settings say: the clock, the pinned authorities, the gateways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from housing.config import BadSettings, Outside, Settings
from housing.gateways import eds, sms
from housing.registries.gateway import Gateway


def server_time() -> datetime:
    return datetime.now(UTC)


def reach(settings: Settings, clock: Callable[[], datetime] = server_time) -> Outside:
    """Raises BadSettings when a demo authority stands among the pinned ones of a production."""
    trust = eds.load_trust(settings.trust_dir) if settings.trust_dir.parts else eds.Trust(())
    if not settings.demo and any(eds.is_demo_anchor(authority.der) for authority in trust.authorities):
        raise BadSettings(["A demo authority stands in KEZEK_EDS_TRUST_DIR."])
    sender, password = settings.registries_sender, settings.registries_password
    gateway = Gateway(settings.registries_url, sender=sender, password=password, clock=clock)
    send = partial(sms.send, settings.sms_url, settings.sms_login, settings.sms_password)
    return Outside(settings, clock, trust, gateway, send)
