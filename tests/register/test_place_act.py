"""The page of acts on a place: one proposes, another confirms; what the law does not allow is said at its field."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import RegisterAct, RegisterEntry, Staff
from housing.storage.transaction import transaction
from tests.citizen.steps import english, member_signs_in, number_of
from tests.removals import hear_out

SENT = {
    "kind": "date_moved",
    "on": "25.11.2026",
    "document": "Decision No. 5",
    "why": "Тұрғынжайы сол күнге дейін болған",
}


@pytest.fixture
def url(world):
    """Of Dauren's entry, two days later."""
    world.settled("dauren")
    world.clock.ahead(days=2)
    with world.app.app_context():
        return f"/register/place-act/{db.session.scalars(select(RegisterEntry)).one().number}"


def acts(world):
    with world.app.app_context():
        db.session.rollback()
        return [(one.kind, one.state) for one in db.session.scalars(select(RegisterAct).order_by(RegisterAct.id))]


def answered(browser, url, how, **sent):
    return browser.post(f"{url}/{how}", {**browser.get(url).form(f"form[action$='/{how}']"), **sent})


def test_one_proposes_and_another_confirms(world, url, supervisor, head_office):
    supervisor.post(url, SENT)
    assert acts(world) == [("date_moved", "open")] and not supervisor.get(url).select("form[action$='/confirm']")
    assert "The date moves to the day" in head_office.get("/register/changes").one("section[aria-labelledby=acts]")
    answered(head_office, url, "confirm")
    assert acts(world) == [("date_moved", "confirmed")]
    page = supervisor.get(url.replace("place-act", "entry"))
    assert "25.11.2026 00:00" in page.text and "24.11.2026 10:00" in page.text


def test_the_person_reads_both_dates(world, url, supervisor, head_office):
    supervisor.post(url, SENT)
    answered(head_office, url, "confirm")
    page = english(world, "dauren").get(f"/cabinet/application/{number_of(world, 'dauren')}")
    assert "By an act of two officials this date counts; before it the date was" in page.text
    assert "Your date in the queue was changed" in page.text


def read_notices(world, key, browser):
    """The notice page, its PDF and what anybody learns by its code, of every notice of this person's last case."""
    number = number_of(world, key)
    links = browser.get(f"/cabinet/application/{number}").select("a[href^='/cabinet/notice/']")
    for link in {one["href"] for one in links}:
        page = browser.get(link)
        if not link.endswith(".pdf"):
            assert page.one("h1") and browser.get(page.select("main a[href^='/verify/']")[0]["href"]).select(".receipt")
    return browser.get(f"/cabinet/application/{number}").one("section[aria-labelledby=notices]")


def test_the_notice_is_read_printed_and_verified(world, url, supervisor, head_office):
    supervisor.post(url, SENT)
    answered(head_office, url, "confirm")
    world.work()
    told = read_notices(world, "dauren", english(world, "dauren"))
    assert "Notice that the date in the queue was changed" in told and "Notice of registration" in told


def test_it_is_returned_with_words_or_taken_back(world, url, supervisor, head_office):
    supervisor.post(url, SENT)
    assert "Write what has to be looked at again" in head_office.post(f"{url}/return", {"act": "1"}, 422).text
    answered(head_office, url, "return", comment="Which document?")
    assert "Which document?" in supervisor.get(url).text
    supervisor.post(url, SENT)
    answered(supervisor, url, "take-back")
    assert acts(world) == [("date_moved", "returned"), ("date_moved", "taken_back")]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"on": "27.11.2026"}, "The day has not come yet"),
        ({"on": "32.11.2026"}, "Write the day like 24.11.2026"),
        ({"document": ""}, "Name the document that proves it"),
        ({"why": ""}, "Write why: the person reads it"),
        ({"kind": "primary_date", "on": "01.09.2026"}, "A primary date is kept by orphans"),
        ({"kind": "succeeded", "leaver": "died"}, "Choose who of those registered together gets the place"),
        ({"kind": "nothing"}, "Not a valid choice"),
    ],
)
def test_what_the_law_does_not_allow_is_said_and_nothing_is_proposed(world, url, supervisor, sent, words):
    assert words in supervisor.post(url, {**SENT, **sent}, 422).one("#errors")
    assert acts(world) == []


def test_nobody_answers_their_own_or_what_is_answered(world, url, supervisor, head_office):
    supervisor.post(url, SENT)
    supervisor.post(f"{url}/confirm", {"act": "1"}, 403)
    answered(head_office, url, "confirm")
    assert "meanwhile" in head_office.post(f"{url}/confirm", {"act": "1"}, 409).text
    head_office.post(f"{url}/confirm", {"act": "99"}, 409)


def test_another_branch_sees_nothing_and_an_auditor_only_reads(url, sits):
    sits("almaty-head").get(url, 404)
    assert not sits("auditor").get(url).select("form[action*='/place-act/']")


def test_no_iin_of_the_family_stands_in_the_page(world, sits):
    world.settled("aigerim", category="")
    with world.app.app_context():
        number = db.session.scalars(select(RegisterEntry)).one().number
    page = sits("almaty-head").get(f"/register/place-act/{number}")
    assert page.select("#successor option[value='1']")
    assert not any(one.iin in page.html.decode() for one in world.person("aigerim").family)


def confirmed(world, sits, url):
    """By the head office, once everybody was heard; the supervisor of the branch signs in anew."""
    with world.app.app_context():
        hear_out(world.clock)
    answered(sits("head-office"), url, "confirm")
    return sits("almaty-head")


def test_a_place_passes_on_by_the_page(world, sits):
    world.settled("aigerim", category="")
    with world.app.app_context():
        number = db.session.scalars(select(RegisterEntry)).one().number
    head, url = sits("almaty-head"), f"/register/place-act/{number}"
    head.post(url, {**SENT, "kind": "succeeded", "on": "24.11.2026", "leaver": "died", "successor": "1"})
    head = confirmed(world, sits, url)
    page = english(world, "aigerim").get(f"/cabinet/application/{number_of(world, 'aigerim')}")
    assert "The place passed to the family" in page.text
    read_notices(world, "aigerim", english(world, "aigerim"))
    assert "In force" in head.get(url).text


def followed(world, sits):
    """She moved away and her husband follows: the number, who confirmed it, his browser."""
    world.settled("aigerim", category="")
    with world.app.app_context():
        number = db.session.scalars(select(RegisterEntry)).one().number
    head, url = sits("almaty-head"), f"/register/place-act/{number}"
    head.post(url, {**SENT, "kind": "succeeded", "on": "24.11.2026", "leaver": "moved_away", "successor": "1"})
    head = confirmed(world, sits, url)
    his = world.visitor_in("en")
    member_signs_in(world, his, "aigerim")
    return number, head, his


def test_the_successor_s_account_has_the_place_and_every_page_of_it(world, sits):
    number, head, his = followed(world, sits)
    page = his.get(his.get("/cabinet").select("a[href^='/cabinet/application/']")[0]["href"])
    assert number in page.text and "Your family's place on the register passed to you" in page.text
    own = {one["href"] for one in page.select("main a[href^='/cabinet/']") if not one["href"].endswith(".pdf")}
    for link in own:
        his.get(link)
    assert any("/leave/" in link for link in own) and any("/change/" in link for link in own)
    assert number in head.get(f"/register/entry/{number}").text.replace(" ", "")
    case = page.one("h1").split("№")[1].replace(" ", "").replace("\u00a0", "")
    assert "On the register" in head.get(f"/operator/case/{case}").text


def test_a_complaint_of_the_successor_is_upheld_with_a_word_on_the_place(world, sits):
    """Two pages at once: the judge says whether the place goes back, and either of the family reads that it did."""
    number, _head, his = followed(world, sits)
    account = his.get("/cabinet").select("a[href^='/cabinet/application/']")[0]["href"]
    his.post(account.replace("application", "complaint"), {"subject": "decision", "text": "She never left"})
    complaint = sits("almaty-head").get("/operator/complaints").select("a[href^='/operator/complaint/']")[0]["href"]
    make_judge(world)
    judge, said = sits("administrator"), {"outcome": "upheld", "answer": "Ол көшпеген"}
    assert "Choose what becomes of the place" in judge.post(f"{complaint}/answer", said, 422).text
    judge.post(f"{complaint}/answer", {**said, "place": "returns"})
    assert "The place went back to who had it before" in his.get(account).text
    read_notices(world, "aigerim", english(world, "aigerim"))
    hers = english(world, "aigerim").get(f"/cabinet/application/{number_of(world, 'aigerim')}")
    assert number in hers.text and "your place on the register is with you again" in hers.text


def make_judge(world):
    """Of the head office, who took no part."""
    with world.app.app_context(), transaction() as tx:
        tx.query(Staff).filter_by(login="administrator").one().role = "head_office"
