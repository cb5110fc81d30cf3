"""The notices of a case: read as they were issued, within the branch or by the auditor; each look is written down."""

from __future__ import annotations

import pytest

from tests.citizen import steps


@pytest.fixture
def refused(world, number):
    return number(steps.refused(world, "marat", settlement="351010000"))


def test_the_notice_stands_as_it_was_issued_in_both_languages(officer, refused, ask):
    page = officer.get(f"/operator/case/{refused}/notice")
    ((texts,),) = ask("SELECT json_extract(texts, '$.ru') FROM notice")
    assert [body["lang"] for body in page.select("article.paper > div")] == ["kk", "ru"]
    assert str(page.select("article.paper > div")[1]).count("<p") == texts.count("<p") > 0
    assert "in force" in page.text and "Бекенов" in page.text


def test_the_case_leads_to_it_and_the_reading_is_written_down(officer, refused, ask):
    assert officer.get(f"/operator/case/{refused}").select(f"a[href='/operator/case/{refused}/notice']")
    officer.get(f"/operator/case/{refused}/notice")
    last = "SELECT actor, detail FROM event WHERE kind = 'file.opened' ORDER BY id DESC LIMIT 1"
    assert ask(last) == [("karaganda-1", '{"what": "notice"}')]


def test_a_corrected_notice_leads_to_the_one_that_it_replaced(officer, supervisor, refused):
    url = f"/operator/case/{refused}/reissue"
    form = supervisor.get(url).form("main form")
    supervisor.post(url, {**form, "name": "Бекенов Марат", "reason": "The name was misspelt"})
    page = officer.get(f"/operator/case/{refused}/notice")
    newest, first = [link["href"] for link in page.select("main nav a")]
    assert page.one("main p > .tag") == "in force" and officer.get(newest).one("main p > .tag") == "in force"
    assert officer.get(first).one("main p > .tag") == "replaced by a newer one"
    officer.get(f"/operator/case/{refused}/notice?which=99", 404)


def test_where_none_was_issued_there_is_none(officer, case_of, ask):
    officer.get(f"/operator/case/{case_of('viktor')}/notice", 404)
    assert ask("SELECT count(*) FROM event WHERE kind = 'file.opened'") == [(0,)]
