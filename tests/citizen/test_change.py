"""To report a change: written, kept, signed by EDS, numbered with a term; the place does not move by it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.register.recheck_statement import record_statement_check
from housing.actions.register.settle_change import Settlement, settle_change
from housing.queries.filing.filed_papers import list_filed_papers
from housing.queries.register.place import load_queue_place
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Event, Message, RegisterEntry, RegisterStatement, Staff, StatementSignature
from tests.citizen.steps import REPORT, english, number_of, report_change, signed, upload


@pytest.fixture
def case(world):
    return world.settled("aigerim")


@pytest.fixture
def her(world, case):
    return english(world, "aigerim")


@pytest.fixture
def url(world, case):
    return f"/cabinet/change/{number_of(world, 'aigerim')}"


@pytest.fixture
def report(world, case):
    """Written, read once more and signed by her; the page that says that it is filed."""
    return lambda **said: report_change(world, "aigerim", **said)


def statements(world):
    with world.app.app_context():
        db.session.rollback()
        return [(one.number, one.what, one.state) for one in db.session.scalars(select(RegisterStatement))]


def test_a_report_is_signed_and_acknowledged_with_a_number_and_its_term(world, report):
    page = report()
    assert "2611-Ө-000001" in page.one(".box.ok") and "Tuesday 15 December" in page.one(".box.ok")
    assert statements(world) == [("2611-Ө-000001", "family", "open")]


def test_what_is_signed_is_kept_word_for_word_with_its_evidence(world, report):
    report(papers=upload())
    with world.app.app_context():
        evidence = db.session.scalars(select(StatementSignature)).one()
        assert REPORT["text"] in evidence.document.decode() and '"қорытынды.pdf"' in evidence.document.decode()
        assert evidence.signer_iin == world.person("aigerim").iin and evidence.cms


def test_the_place_stays_and_the_cabinet_tells_of_the_report(world, case, her, url, report):
    with world.app.app_context():
        before = load_queue_place(case)
    report()
    with world.app.app_context():
        assert load_queue_place(case) == before and before is not None
    page = her.get(url.replace("change", "application"))
    assert "You reported a change" in page.text and "№ 2611-Ө-000001" in page.text


def test_the_journal_bears_neither_words_nor_names(world, report):
    report()
    with world.app.app_context():
        event = db.session.scalars(select(Event).where(Event.kind == "change.filed")).one()
        assert event.detail == {"statement": "2611-Ө-000001", "what": "family"} and event.actor == "citizen"


def test_what_is_written_is_kept_until_it_is_signed(world, her, url):
    her.post(url, {**REPORT, "papers": upload()})
    page = her.get(url)
    assert page.one("#text") == REPORT["text"] and "қорытынды.pdf" in page.text and "Not signed yet" in page.text
    assert statements(world) == [(None, "family", "draft")]


def test_a_file_is_taken_out_of_what_is_not_signed(world, her, url):
    her.post(url, {**REPORT, "papers": upload()})
    remove = her.get(url).select("button[formaction*='/remove/']")[0]["formaction"]
    her.post(remove, {})
    assert "қорытынды.pdf" not in her.get(url).text


def test_a_file_of_a_report_is_no_document_of_the_application(world, case, report):
    report(papers=upload())
    with world.app.app_context():
        assert list_filed_papers(case) == ()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"what": ""}, "Choose what has changed"),
        ({"since": "31.02.2026"}, "Write the day like 24.11.2026"),
        ({"since": "25.11.2026"}, "That day is still to come: report what has happened"),
        ({"text": "  "}, "Write what happened: an official will read it"),
        ({"text": "х" * 2001}, "At most 2000 characters: shorten it"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(world, her, url, said, words):
    assert words in her.post(url, {**REPORT, **said}, 422).one("#errors")
    assert statements(world) == []


def test_a_file_that_is_no_paper_is_refused_and_nothing_is_kept(world, her, url):
    page = her.post(url, {**REPORT, "papers": upload(b"MZ", "a.exe")}, 422)
    assert "not a PDF, JPG or PNG" in page.one("#errors") and statements(world) == []


def test_another_answer_in_another_window_asks_for_a_new_signature(world, her, url):
    checking = her.get(her.post(url, REPORT).location)
    her.post(url, {**REPORT, "text": "Басқаша"})
    page = her.post(url.replace("change", "change-check"), signed(world, her, "aigerim", page=checking), 422)
    assert "This request is spent" in page.text and "Басқаша" in page.text
    assert [state for *_, state in statements(world)] == ["draft"]


def test_the_key_of_another_signs_nothing(world, her, url):
    checking = her.get(her.post(url, REPORT).location)
    page = her.post(url.replace("change", "change-check"), signed(world, her, "marat", page=checking), 422)
    assert "belongs to another person" in page.text and [state for *_, state in statements(world)] == ["draft"]


def test_a_second_press_files_no_second_report(world, her, url):
    sent = signed(world, her, "aigerim", page=her.get(her.post(url, REPORT).location))
    for _press in range(2):
        her.post(url.replace("change", "change-check"), sent)
    assert len(statements(world)) == 1


def test_who_does_not_stand_has_nothing_to_report(world):
    world.filed("marat")
    his = english(world, "marat")
    url = f"/cabinet/change/{number_of(world, 'marat')}"
    assert not his.get(url).select("form[action^='/cabinet/change']") and his.post(url, REPORT, 404)


def test_nobody_reports_for_another(world, url):
    english(world, "marat").post(url, REPORT, 404)
    assert statements(world) == []


def test_a_signature_under_a_report_files_no_application(world, her, url):
    """Both are signed by the same key: what is asked for one opens nothing of the other."""
    sent = signed(world, her, "aigerim", page=her.get(her.post(url, REPORT).location))
    assert "spent" in her.get(her.post("/apply/check", sent).location).text or not statements(world)[0][0]
    with world.app.app_context():
        assert db.session.scalars(select(RegisterEntry)).one().annulled_at is None


def test_a_report_that_was_answered_before_its_key_turned_out_to_be_revoked_counts_no_more(world, report):
    """Nobody could say yet whether it was; the answer and the later word are two messages."""
    report()
    with world.app.app_context():
        staff = db.session.scalars(select(Staff).filter_by(login="almaty-head")).one()
        head = Who("staff", "", staff.role, "", world.clock().date(), "", staff.id, staff.login, staff.branch_code)
        settle_change("2611-Ө-000001", head, Settlement("nothing", "Рақмет"), world.clock())
        record_statement_check(1, "revoked", world.clock())
        kinds = list(db.session.scalars(select(Message.kind).where(Message.kind.startswith("change"))))
    assert kinds == ["change 1", "change 1 void"] and statements(world)[0][2] == "void"
