"""Pages and files go out packed: a page anew, a file of ours once in the life of a process."""

from __future__ import annotations

import gzip

import pytest

from housing.web import templating

TAKES_GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def files(world):
    """Addresses of the style and the scripts that the start page names."""
    html = world.visitor().get("/").html
    return [html.select_one("link[rel=stylesheet]")["href"], *(one["src"] for one in html.select("script[src]"))]


@pytest.fixture
def fetch(world):
    """The bytes of an answer; `headers`: of the request."""

    def body_of(address, **headers):
        with world.visitor().client.get(address, **headers) as answer:
            return answer.data

    return body_of


def test_a_file_is_packed_once_and_comes_out_as_it_was(fetch, files):
    plain = [fetch(address) for address in files]
    templating.gzip_file.cache_clear()
    for _ in range(3):
        packed = [fetch(address, headers=TAKES_GZIP) for address in files]
    assert files and [gzip.decompress(content) for content in packed] == plain
    assert templating.gzip_file.cache_info().misses == len(files)


def test_a_page_is_packed_anew_and_is_kept_nowhere(fetch):
    templating.gzip_file.cache_clear()
    assert b"</html>" in gzip.decompress(fetch("/", headers=TAKES_GZIP))
    assert templating.gzip_file.cache_info().currsize == 0
