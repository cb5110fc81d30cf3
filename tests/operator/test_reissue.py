"""A slip in a notice: a new one replaces it, and whoever verifies the old one learns so."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from housing.storage.extensions import db
from housing.storage.models import Application, Decision, Event, Message, Notice
from tests.citizen.steps import english, refused
from tests.notices.readers import sealed, verify, words_of


@pytest.fixture
def boss(sits):
    return sits("astana-head")


@pytest.fixture
def case(world, number):
    """A refusal of Astana's branch."""
    return number(refused(world, "marat"))


def notices(world):
    with world.app.app_context():
        return db.session.query(Notice).order_by(Notice.id).all()


def correct(browser, case, status=303, **changed):
    url = f"/operator/case/{case}/reissue"
    return browser.post(url, {**browser.get(url).form("main form"), "reason": "Тегіндегі бір әріп", **changed}, status)


def test_a_new_notice_replaces_the_old_one(world, boss, case):
    correct(boss, case, name="Қалиев Марат <b>", reason_language="")
    old, new = notices(world)
    assert old.replaced_at == world.clock() and new.replaces_id == old.id and new.number == f"{old.number}-2"
    assert new.code != old.code and new.texts["kk"] != old.texts["kk"]
    for text in new.texts.values():
        assert old.number in text and "Тегіндегі бір әріп" in text and "Қалиев Марат &lt;b&gt;" in text
        assert text.count('class="ground"') == old.texts["kk"].count('class="ground"') >= 1


def test_the_old_code_says_replaced_and_the_new_one_is_in_force(world, boss, case):
    correct(boss, case)
    old, new = notices(world)
    anyone = world.visitor_in("en")
    assert "a newer one has replaced it" in anyone.get(f"/verify/{old.code}").one(".receipt.warn")
    assert "genuine and in force" in anyone.get(f"/verify/{new.code}").text


def test_the_applicant_finds_the_new_one_and_is_told(world, boss, case):
    old_url = english(world, "marat").get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"]
    correct(boss, case)
    world.work()
    browser = english(world, "marat")
    links = [a["href"] for a in browser.get("/cabinet").select("a[href^='/cabinet/notice/']")]
    assert len(links) == 1 and links[0] == old_url + "-2"
    assert "A newer notice has replaced this one" in browser.get(old_url).text
    assert "A newer notice" not in browser.get(links[0]).text
    content = browser.client.get(links[0] + ".pdf").data
    verify(sealed(content))
    assert "Тегіндегі бір әріп" in words_of(content)
    with world.app.app_context():
        assert db.session.query(Message).filter_by(kind="reissued").count() == 1


def test_a_correction_may_be_corrected(world, boss, case):
    correct(boss, case)
    world.clock.ahead(minutes=1)
    correct(boss, case)
    assert [one.number[-2:] for one in notices(world)][1:] == ["-2", "-3"]
    assert [one.replaced_at is None for one in notices(world)] == [False, False, True]
    with world.app.app_context():
        assert db.session.query(Message).filter_by(kind="reissued").count() == 1
        events = db.session.query(Event).filter_by(kind="notice.reissued").all()
        assert [event.actor for event in events] == ["astana-head"] * 2


def test_the_place_in_the_queue_keeps_its_date(world, number, sits):
    case = number(world.settled("aigerim"))
    world.clock.ahead(days=1)
    correct(sits("almaty-head"), case)
    text = BeautifulSoup(notices(world)[-1].texts["ru"], "html.parser")
    dates = [time["datetime"][:10] for time in text.select("dl time")]
    assert dates == ["2026-11-24", "2026-11-24"] and "25.11.2026" in text.select("p.small")[0].text


def test_the_case_shows_the_notice_in_force_and_what_happened(world, boss, case):
    correct(boss, case)
    page = boss.get(f"/operator/case/{case}")
    assert notices(world)[1].number in page.text and "a new one replaces it" in page.one("#case-history")


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        ({"reason": " \n "}, "reason"),
        ({"name": ""}, "name"),
        ({"reason": "х" * 501}, "reason"),
        ({"reason": "100 \u20b8"}, "reason"),
        ({"name": "Ли \u2192"}, "name"),
    ],
)
def test_what_is_missing_or_too_long_is_said_and_nothing_is_changed(world, boss, case, sent, where):
    page = correct(boss, case, 422, **sent)
    assert page.select(f"#errors a[href='#{where}']") and len(notices(world)) == 1


def test_a_notice_that_was_replaced_meanwhile_is_not_replaced_again(world, boss, case):
    form = boss.get(f"/operator/case/{case}/reissue").form("main form")
    correct(boss, case)
    boss.post(f"/operator/case/{case}/reissue", {**form, "reason": "тағы"}, 409)
    assert len(notices(world)) == 2


def test_what_is_undecided_or_annulled_has_nothing_to_correct(world, boss, case):
    with world.app.app_context():
        db.session.query(Application).update({"status": "annulled"})
        db.session.commit()
    boss.get(f"/operator/case/{case}/reissue", 404)


def test_the_supervisor_of_another_branch_finds_nothing(sits, case):
    sits("karaganda-head").get(f"/operator/case/{case}/reissue", 404)


def test_what_the_rules_would_tell_otherwise_today_is_not_told_anew(world, boss, case):
    with world.app.app_context():
        decision = db.session.query(Decision).one()
        decision.grounds = [{"code": "other"}]
        db.session.commit()
    page = correct(boss, case, 422)
    assert "can no longer be made anew" in page.text and len(notices(world)) == 1
