"""Nothing configured is a demonstration; a production does not start on what belongs to one."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app import create_app
from housing.config import ROOT, SMS_PROVIDERS, InvalidSettingsError, Settings
from housing.demo.xmldsig import make_key
from housing.gateways.sms import PROVIDERS
from housing.registries.signature import load_signer
from housing.services import build_services
from tests.conftest import TUESDAY

GOOD = {
    "KEZEK_MODE": "production",
    "KEZEK_SECRET_KEY": "9f2c1d7be0a84c63b5f1e07d3a6c8b42",
    "KEZEK_DATABASE_URL": "sqlite:////var/lib/kezek/kezek.db",
    "KEZEK_REGISTRIES_URL": "https://gateway.example/soap",
    "KEZEK_SMS_URL": "https://sms.example",
    "KEZEK_PUBLIC_URL": "https://kezek.example",
}


def faults(**changes):
    """What is said of a good production with these changes; None takes a setting away."""
    env = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    with pytest.raises(InvalidSettingsError) as refused:
        Settings.from_environment(env)
    return refused.value.faults


def test_nothing_configured_is_a_demonstration():
    settings = Settings.from_environment({})
    assert settings.demo and settings.port == 8000 and settings.signer_url == "/demo/ncalayer"
    assert settings.database_url.endswith("/instance/kezek.db")


def test_a_production_that_is_whole_is_taken():
    settings = Settings.from_environment(GOOD)
    assert not settings.demo and settings.signer_url == "wss://127.0.0.1:13579"


@pytest.mark.parametrize("name", [name for name in GOOD if name != "KEZEK_MODE"])
def test_a_production_names_what_is_missing(name):
    assert f"{name} is missing." in faults(**{name: None})


@pytest.mark.parametrize("name", [name for name in GOOD if name != "KEZEK_MODE"])
def test_an_empty_setting_is_a_missing_one(name):
    assert f"{name} is missing." in faults(**{name: ""})


@pytest.mark.parametrize("key", ["short", "a demo secret that is long enough to pass", "DEMO" * 10])
def test_a_weak_secret_is_refused(key):
    assert faults(KEZEK_SECRET_KEY=key) == ["KEZEK_SECRET_KEY must be random and at least 32 characters long."]


def test_the_secret_that_a_demo_made_is_refused(tmp_path):
    create_app(Settings.from_environment({"KEZEK_INSTANCE": str(tmp_path)}))
    made = (tmp_path / "demo-secret").read_text()
    with pytest.raises(InvalidSettingsError) as refused:
        create_app(Settings.from_environment({**GOOD, "KEZEK_SECRET_KEY": made, "KEZEK_INSTANCE": str(tmp_path)}))
    assert "secret" in str(refused.value).lower()


def test_an_address_that_anyone_can_read_along_is_refused():
    assert faults(KEZEK_PUBLIC_URL="http://kezek.example") == ["KEZEK_PUBLIC_URL must begin with https://."]


@pytest.mark.parametrize("address", ["127.0.0.1:3310", "clamav:3310", "/run/clamav/clamd.ctl"])
def test_an_antivirus_is_asked_where_it_is_said_to_be(address, tmp_path):
    settings = Settings.from_environment({"KEZEK_CLAMD": address, "KEZEK_INSTANCE": str(tmp_path)})
    assert build_services(settings).antivirus.address == address
    assert build_services(Settings.from_environment({"KEZEK_INSTANCE": str(tmp_path)})).antivirus is None


@pytest.mark.parametrize("address", ["3310", "http://clamav:3310", "clamav", "clamav:port", "clamav:3310 x"])
def test_an_antivirus_that_is_nowhere_is_refused(address):
    assert faults(KEZEK_CLAMD=address) == ["KEZEK_CLAMD is host:port or the path of a socket."]


def test_the_demo_signer_is_refused():
    assert faults(KEZEK_EDS_SIGNER_URL="/demo/ncalayer") == ["KEZEK_EDS_SIGNER_URL names the demo signer."]


@pytest.mark.parametrize("url", ["ws://127.0.0.1:13579", "wss://127.0.0.1:13579 https:", "wss://a;img-src *"])
def test_a_signer_that_would_widen_the_policy_is_refused(url):
    assert faults(KEZEK_EDS_SIGNER_URL=url) == ["KEZEK_EDS_SIGNER_URL must be wss:// with a host and a port."]


@pytest.mark.parametrize("value", ["1", "true", "yes"])
def test_debug_is_refused(value):
    assert faults(FLASK_DEBUG=value) == ["FLASK_DEBUG is on."]


def test_every_fault_is_told_at_once():
    assert len(faults(KEZEK_SECRET_KEY="short", KEZEK_PUBLIC_URL="http://x", FLASK_DEBUG="1", KEZEK_SMS_URL=None)) == 4


def test_a_demo_authority_among_the_pinned_ones_is_refused(authority):
    with pytest.raises(InvalidSettingsError) as refused:
        build_services(Settings.from_environment({**GOOD, "KEZEK_EDS_TRUST_DIR": str(authority.trust_folder)}))
    assert refused.value.faults == ["A demo authority stands in KEZEK_EDS_TRUST_DIR."]


def test_a_production_trusts_nobody_until_it_is_told_whom():
    assert build_services(Settings.from_environment(GOOD)).verifier.trust.authorities == ()


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"KEZEK_EDS_VERIFIER": "java"}, "KEZEK_EDS_VERIFIER is python or ncanode or both, not java."),
        (
            {"KEZEK_EDS_VERIFIER": "both"},
            "KEZEK_NCANODE_URL belongs to KEZEK_EDS_VERIFIER=ncanode or both, and they need it.",
        ),
        (
            {"KEZEK_NCANODE_URL": "http://127.0.0.1:14579"},
            "KEZEK_NCANODE_URL belongs to KEZEK_EDS_VERIFIER=ncanode or both, and they need it.",
        ),
        (
            {"KEZEK_EDS_OCSP_URL": "ocsp.example"},
            "KEZEK_EDS_OCSP_URL must begin with http:// or https:// and name a host.",
        ),
        (
            {"KEZEK_EDS_CRL_URLS": "https://a.example/1 ftp://b"},
            "KEZEK_EDS_CRL_URLS must begin with http:// or https:// and name a host.",
        ),
    ],
)
def test_a_setting_of_signatures_that_cannot_work_is_named(given, fault):
    assert faults(**given) == [fault]


def test_a_seal_that_is_no_key_is_named(tmp_path):
    (tmp_path / "seal.pem").write_text("no key", encoding="ascii")
    for file in ("seal.pem", "nowhere.pem"):
        with pytest.raises(InvalidSettingsError) as refused:
            build_services(Settings.from_environment({**GOOD, "KEZEK_SEAL_KEY": str(tmp_path / file)}))
        assert "KEZEK_SEAL_KEY" in refused.value.faults[0]


def test_what_is_asked_of_the_state_bases_is_signed_where_there_is_a_key(tmp_path):
    key = make_key(tmp_path / "gateway.pem", TUESDAY)
    reached = build_services(Settings.from_environment({**GOOD, "KEZEK_REGISTRIES_KEY": str(key)}))
    assert reached.gateway.signer.certificate == load_signer(key).certificate
    assert build_services(Settings.from_environment(GOOD)).gateway.signer is None


@pytest.mark.parametrize("content", [None, "no key", "the key alone"])
def test_a_key_of_the_state_bases_that_is_none_is_named(tmp_path, content):
    file = tmp_path / "gateway.pem"
    if content:
        pem = make_key(tmp_path / "whole.pem", TUESDAY).read_text("ascii")
        file.write_text(pem.partition("-----BEGIN CERT")[0] if content == "the key alone" else content, "ascii")
    with pytest.raises(InvalidSettingsError) as refused:
        build_services(Settings.from_environment({**GOOD, "KEZEK_REGISTRIES_KEY": str(file)}))
    assert "KEZEK_REGISTRIES_KEY" in refused.value.faults[0]


@pytest.mark.parametrize("content", [None, "no key", "of a demo"])
def test_a_key_for_notices_that_is_none_or_a_demos_is_refused(tmp_path, authority, content):
    file = authority.bank() if content == "of a demo" else tmp_path / "bank.pem"
    if content == "no key":
        file.write_text(content, "ascii")
    with pytest.raises(InvalidSettingsError) as refused:
        build_services(Settings.from_environment({**GOOD, "KEZEK_NOTICE_KEY": str(file)}))
    assert "KEZEK_NOTICE_KEY" in refused.value.faults[0]


def test_without_a_key_for_notices_a_production_starts_and_seals_none():
    assert build_services(Settings.from_environment(GOOD)).notice_key is None


def test_a_trust_folder_with_an_unlisted_file_is_refused(tmp_path):
    (tmp_path / "another.cer").write_bytes(b"0")
    with pytest.raises(InvalidSettingsError) as refused:
        build_services(Settings.from_environment({**GOOD, "KEZEK_EDS_TRUST_DIR": str(tmp_path)}))
    assert "another.cer is not listed" in refused.value.faults[0]


@pytest.mark.parametrize("name", [name for name in GOOD if name not in ("KEZEK_MODE", "KEZEK_PUBLIC_URL")])
def test_a_demo_never_touches_what_belongs_to_a_production(name):
    with pytest.raises(InvalidSettingsError) as refused:
        Settings.from_environment({name: GOOD[name]})
    assert refused.value.faults == [f"{name} is set, but KEZEK_MODE=production is not: a demo never touches it."]


@pytest.mark.parametrize("given", ["KEZEK_MODE=prod", "KEZEK_MODE=", "PORT=eight", "PORT=70000", "PORT=0"])
def test_a_mistyped_setting_is_no_setting(given):
    name, _, value = given.partition("=")
    with pytest.raises(InvalidSettingsError) as refused:
        Settings.from_environment({name: value})
    assert name in refused.value.faults[0]


def test_a_production_has_no_doors_of_the_demo(tmp_path):
    app = create_app(Settings.from_environment({**GOOD, "KEZEK_INSTANCE": str(tmp_path)}))
    assert [rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/demo")] == []
    assert app.config["SESSION_COOKIE_SECURE"]


def test_whoever_starts_it_wrongly_reads_sentences_and_no_trace(tmp_path):
    env = {**os.environ, "KEZEK_MODE": "production", "KEZEK_INSTANCE": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py")], env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "KEZEK_SECRET_KEY is missing." in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"KEZEK_SMS_PROVIDER": "pigeon"}, "KEZEK_SMS_PROVIDER is smsc or mobizon, not pigeon."),
        ({"KEZEK_SMS_URL": "http://sms.example"}, "KEZEK_SMS_URL must be https://"),
        ({"KEZEK_SMS_URL": "https://sms.example/rest/send/"}, "KEZEK_SMS_URL must be https://"),
        ({"KEZEK_SMS_URL": "https://user:secret@sms.example"}, "KEZEK_SMS_URL must be https://"),
        ({"KEZEK_SMTP_URL": "smtp://mail.example"}, "KEZEK_SMTP_URL and KEZEK_MAIL_FROM belong together."),
        ({"KEZEK_MAIL_FROM": "kezek@bank.example"}, "KEZEK_SMTP_URL and KEZEK_MAIL_FROM belong together."),
        ({"KEZEK_SMTP_URL": "http://mail.example", "KEZEK_MAIL_FROM": "a@b.kz"}, "KEZEK_SMTP_URL must be smtp://"),
        ({"KEZEK_SMTP_URL": "smtp://m.kz", "KEZEK_MAIL_FROM": "a@b.kz\nBcc: c@d.kz"}, "KEZEK_MAIL_FROM must be a bare"),
    ],
)
def test_how_messages_go_out_is_judged_before_anything_starts(changes, fault):
    (said,) = faults(**changes)
    assert said.startswith(fault) and "secret" not in said


def test_a_provider_and_a_mail_server_are_reached_as_the_settings_say(tmp_path):
    letters = {"KEZEK_SMTP_URL": "smtp://kezek:secret@mail.example:587", "KEZEK_MAIL_FROM": "kezek@bank.example"}
    env = {**GOOD, **letters, "KEZEK_SMS_PROVIDER": "mobizon", "KEZEK_INSTANCE": str(tmp_path)}
    world = build_services(Settings.from_environment(env))
    assert (type(world.sms).__name__, world.sms.url) == ("Mobizon", "https://sms.example")
    assert world.mail.sender == "kezek@bank.example" and "secret" not in repr(world.mail)


def test_a_demo_plays_the_provider_that_it_is_told_to_and_sends_no_letters():
    assert Settings.from_environment({"KEZEK_SMS_PROVIDER": "mobizon"}).messages.sms_provider == "mobizon"
    with pytest.raises(InvalidSettingsError, match="smsc or mobizon"):
        Settings.from_environment({"KEZEK_SMS_PROVIDER": "pigeon"})
    with pytest.raises(InvalidSettingsError, match="KEZEK_SMTP_URL is set"):
        Settings.from_environment({"KEZEK_SMTP_URL": "smtp://mail.example"})


def test_the_settings_know_the_providers_that_there_are():
    assert set(SMS_PROVIDERS) == set(PROVIDERS)
