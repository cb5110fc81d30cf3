"""The envelope: what is signed, and what of a document from outside is never looked into."""

from __future__ import annotations

import pytest
from lxml import etree

from housing.demo.soap import read
from housing.demo.xmldsig import is_signed_by, make_key
from housing.registries.gateway import State
from housing.registries.signature import load_signer
from housing.registries.soap import DEPTH, SourceQuery, UnusableAnswerError, build_envelope, parse_xml
from tests.registries.conftest import NOON, found

IIN = "900101399998"
BOMB = '<!DOCTYPE e [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><e>&b;</e>'
FETCHED = '<!DOCTYPE e [<!ENTITY f SYSTEM "file:///etc/passwd">]><e>&f;</e>'


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("gateway") / "key.pem", NOON)


def sent(signer, **query):
    whole, _ = build_envelope(SourceQuery("orphans", IIN, "id-1", NOON, query), "bank", "s3cret", signer)
    return read(whole).data


def test_the_data_are_signed_where_they_stand(key):
    signer = load_signer(key)
    assert is_signed_by(signer.certificate, sent(signer, purpose="housing"))


def test_without_a_key_they_are_not_signed(key):
    assert not is_signed_by(load_signer(key).certificate, sent(None))


@pytest.mark.parametrize("path", ["iin", ".//{*}DigestValue", ".//{*}SignatureValue"])
def test_whoever_changes_a_word_breaks_the_signature(key, path):
    signer = load_signer(key)
    data = sent(signer)
    data.find(path).text = "MDEwMjAzNjk5NDk4"
    assert not is_signed_by(signer.certificate, data)


def test_another_key_is_not_the_banks(key, tmp_path):
    stranger = load_signer(make_key(tmp_path / "other.pem", NOON))
    assert not is_signed_by(load_signer(key).certificate, sent(stranger))


def test_a_key_and_a_certificate_that_do_not_belong_together_are_refused(key, tmp_path):
    other = make_key(tmp_path / "other.pem", NOON).read_text()
    mixed = tmp_path / "mixed.pem"
    mixed.write_text(
        key.read_text().split("-----BEGIN CERT")[0] + "-----BEGIN CERT" + other.split("-----BEGIN CERT")[1]
    )
    with pytest.raises(ValueError, match="another key"):
        load_signer(mixed)


@pytest.mark.parametrize("raw", [b"", b"<html>", b"{}", b"\xff\xfe<", b"<a/><b/>", b"<a>&nbsp;</a>"])
def test_what_is_no_xml_is_unusable(raw):
    with pytest.raises(UnusableAnswerError):
        parse_xml(raw)


@pytest.mark.parametrize("document", [BOMB, FETCHED, "<!DOCTYPE e><e/>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32", "utf-7"])
def test_a_document_type_is_refused_in_whatever_encoding(document, encoding):
    with pytest.raises(UnusableAnswerError):
        parse_xml(document.encode(encoding))


def test_an_encoding_that_only_claims_to_be_another_is_read_as_utf_8():
    assert parse_xml(b'<?xml version="1.0" encoding="utf-7"?><e>+ADw-</e>').text == "+ADw-"


@pytest.mark.parametrize(("depth", "read"), [(DEPTH, True), (DEPTH + 1, False), (100_000, False)])
def test_how_deep_it_may_lie_is_bounded(depth, read):
    raw = b"<a>" * depth + b"</a>" * depth
    if read:
        assert parse_xml(raw).tag == "a"
    else:
        with pytest.raises(UnusableAnswerError):
            parse_xml(raw)


def test_a_comment_does_not_split_a_value():
    assert parse_xml(b"<a><iin>9001<!-- -->01</iin></a>").findtext("iin") == "900101"


def test_a_document_type_in_an_answer_makes_it_a_silence(gateway, office):
    office.says = lambda asked: (200, b"<!DOCTYPE e>" + found({})(asked)[1])
    reply = gateway.send("orphans", IIN)
    assert reply.state is State.UNAVAILABLE and reply.raw.startswith(b"<!DOCTYPE")


def test_a_value_of_the_query_cannot_open_an_element(gateway, office):
    gateway.send("orphans", IIN, purpose="</purpose><iin>000000000000</iin>")
    data = etree.fromstring(office.asked[0].raw).find(".//data")
    assert [one.text for one in data.iter("iin")] == [IIN]
