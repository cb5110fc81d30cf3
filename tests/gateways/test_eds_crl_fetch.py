"""Fetching the lists: what is not better than the one at hand is not taken, and a reader never meets half a list."""

from __future__ import annotations

import pytest

from housing.gateways.eds import CrlFolder, fetch_crls
from housing.gateways.eds.crl_fetch import file_for
from tests.gateways.revocation_workshop import HOUR, SERIAL, crl


@pytest.fixture
def fetch(server, trust, workshop, tmp_path):
    """Fetches what the server says now: the fault, None where it was taken or is the same."""

    def run(said=None, status=200):
        if said is not None:
            server.says(said, status)
        (done,) = fetch_crls([run.url], tmp_path / "crl", trust, workshop.noon, timeout=0.5)
        return done.fault

    run.url = f"{server.url}/crl/national.crl?v=3"
    run.file = file_for(tmp_path / "crl", run.url)
    return run


def test_a_list_is_fetched_and_counts(workshop, trust, fetch, server):
    content = crl(workshop, {SERIAL: workshop.noon - HOUR})
    assert fetch(content) is None
    assert fetch.file.read_bytes() == content
    assert server.asked == [("/crl/national.crl?v=3", "", b"")]
    (found,) = CrlFolder(fetch.file.parent, trust).lists_of(trust.authorities[0])
    assert found.revoked_at(SERIAL) == workshop.noon - HOUR


def test_a_later_list_replaces_the_one_at_hand_whole(workshop, fetch):
    assert fetch(crl(workshop)) is None
    later = crl(workshop, {SERIAL: workshop.noon - HOUR}, issued=workshop.noon)
    before = fetch.file.stat().st_ino
    assert fetch(later) is None
    assert fetch.file.read_bytes() == later
    assert fetch.file.stat().st_ino != before, "a file beside took its place; nothing was written into it"
    assert [one.name for one in fetch.file.parent.iterdir()] == [fetch.file.name]


def test_the_same_list_is_not_written_again(workshop, fetch):
    assert fetch(crl(workshop)) is None
    before = fetch.file.stat()
    assert fetch() is None
    assert fetch.file.stat() == before


def test_a_list_from_before_a_revocation_is_not_taken(workshop, fetch):
    kept = crl(workshop, {SERIAL: workshop.noon - HOUR})
    fetch(kept)
    assert fetch(crl(workshop, issued=workshop.noon - 2 * HOUR)) == "it is older than the one at hand"
    assert fetch.file.read_bytes() == kept


@pytest.mark.parametrize(("begin", "end"), [(-2, -1), (1, 2)])
def test_a_list_not_in_force_is_not_taken(workshop, fetch, begin, end):
    kept = crl(workshop, issued=workshop.noon - 5 * HOUR)
    fetch(kept)
    other = crl(workshop, issued=workshop.noon + begin * HOUR, until=workshop.noon + end * HOUR)
    assert fetch(other) == "it is not in force"
    assert fetch.file.read_bytes() == kept


@pytest.mark.parametrize("status", [204, 301, 404, 500])
def test_another_status_than_200_takes_nothing(workshop, fetch, status):
    kept = crl(workshop, issued=workshop.noon - 2 * HOUR)
    fetch(kept)
    assert fetch(crl(workshop), status) == f"http {status}"
    assert fetch.file.read_bytes() == kept


@pytest.mark.parametrize("said", [b"", b"<html>404</html>"])
def test_a_page_in_place_of_a_list_is_not_taken(workshop, fetch, said):
    fetch(crl(workshop))
    assert fetch(said) == "it is not a list of revoked certificates"
    assert fetch.file.read_bytes() == crl(workshop)


def test_a_forgers_list_is_not_taken(workshop, fetch):
    assert fetch(crl(workshop, key="forger")) == "its signature is not that of the pinned authority"
    assert not fetch.file.exists()


def test_a_file_spoiled_on_disk_is_replaced(workshop, fetch):
    fetch(crl(workshop))
    fetch.file.write_bytes(b"spoiled")
    assert fetch() is None
    assert fetch.file.read_bytes() == crl(workshop)


def test_a_silent_address_does_not_keep_the_next_from_being_fetched(workshop, server, trust, tmp_path):
    content = crl(workshop)
    server.says(content)
    urls = ["http://127.0.0.1:9/crl", f"{server.url}/crl"]
    silent, good = fetch_crls(urls, tmp_path, trust, workshop.noon, timeout=0.5)
    assert (silent.url, silent.fault, good.fault) == (urls[0], "unreachable ConnectionRefusedError", None)


def test_who_says_nothing_is_not_waited_for(fetch, server):
    server.falls_silent()
    assert fetch() == "unreachable TimeoutError"
