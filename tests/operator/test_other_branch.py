"""What belongs to a branch is not there for the officials of another: on no route, by no method, not by a word.

The routes are read off the map itself, so that one added tomorrow is walked too; what its address names has to be told
here, and that the branch's own official is not answered 404 shows that the address was a real one.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.cases.save_filter import save_filter
from housing.actions.filing.file_complaint import file_complaint
from housing.storage.extensions import db
from housing.storage.models import Alert, Answer, Message, Paper, SavedFilter, Staff
from tests.citizen import steps
from tests.house.house import tell
from tests.operator.conftest import HTMX

HERE = {"operator": "karaganda-1", "supervisor": "karaganda-head"}
ELSEWHERE = {"operator": "almaty-1", "supervisor": "almaty-head"}
#: What an argument of an address names; by endpoint where it names something else than elsewhere.
NAMES = {
    "number": "case",
    "paper_id": "paper",
    "message_id": "message",
    "alert": "alert",
    "saved": "saved",
    "request_id": "request",
}
NAMES_OF = {
    "operator.complaint": {"number": "complaint"},
    "operator.complaint_answer": {"number": "complaint"},
    "operator.reissue": {"number": "decided"},
    "operator.reissue_replace": {"number": "decided"},
    "operator.notice": {"number": "decided"},
    "operator.sheet": {"number": "page"},
}
#: Addresses of the whole bank: no role that belongs to a branch is let in at all.
BANKWIDE = {"staff_id", "name"}


@pytest.fixture
def there(world):
    """What Karaganda has, by name: a case with a paper that is late, a refused one with a message in trouble."""
    world.stage.sms.fault = "refused"
    decided = steps.refused(world, "marat", settlement="351010000")
    world.stage.sms.fault = ""
    case = world.settled("viktor")
    world.clock.ahead(days=7)
    world.work()
    with world.app.app_context():
        complaint = file_complaint(case, world.who("viktor"), "delay", "No answer", world.clock())
        paper = db.session.scalars(select(Paper.id).filter_by(application_id=case)).one()
        request = db.session.scalars(select(Answer.request_id).filter_by(application_id=case)).first()
        message = db.session.scalars(select(Message.id).filter_by(application_id=decided, state="failed")).first()
        return {
            "case": world.row(case).number, "decided": world.row(decided).number, "paper": paper, "page": 1,
            "request": request, "message": message, "complaint": complaint, "version": world.row(case).version,
        }  # fmt: skip


@pytest.fixture
def theirs(world, there):
    """`theirs("operator")`: the same, with the alert and the filter of that role's official."""

    def of(role):
        with world.app.app_context():
            owner = db.session.scalars(select(Staff.id).filter_by(login=HERE[role])).one()
            save_filter(owner, "Late ones", "due=late")
            saved = db.session.scalars(select(SavedFilter.id).filter_by(staff_id=owner)).one()
            alerts = select(Alert.id).filter_by(role=role, branch_code="karaganda").order_by(Alert.level.desc())
            return {**there, "alert": db.session.scalars(alerts).first(), "saved": saved, "owner": owner}

    return of


@pytest.fixture
def routes(app):
    """`routes("operator")`: (method, endpoint, names of arguments) of every address that names something."""

    def of(role):
        return [
            (method, rule.endpoint, sorted(rule.arguments))
            for rule in app.url_map.iter_rules()
            if rule.endpoint.startswith("operator.") and rule.arguments
            if role in app.view_functions[rule.endpoint].access
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
        ]

    return of


def names_of(endpoint, arguments):
    """What each argument names, as far as it is known."""
    known = {**NAMES, **NAMES_OF.get(endpoint, {})}
    return {argument: known[argument] for argument in arguments if argument in known}


@pytest.fixture
def address(app):
    def of(endpoint, arguments, values):
        with app.test_request_context():
            filled = {argument: values[name] for argument, name in names_of(endpoint, arguments).items()}
            return app.url_for(endpoint, **filled)

    return of


def form(values):
    """A plausible answer to any of the forms."""
    return {
        "version": values["version"],
        "verdict": "refuse",
        "settle-application-documents-0-reliable": "no",
        "note": "Read",
        "reliable": "no",
        "reason": "told",
        "comment": "Seen to",
        "cause": "workload",
        "seen": 0,
        "to": values["owner"],
        "notes": "Called",
        "name": "Соколов",
        "notice": f"{values['decided']}-Б",
        "outcome": "rejected",
        "answer": "No",
    }


def said_of(person):
    return person.iin, person.surname_kk, person.given_kk


@pytest.mark.parametrize("role", HERE)
def test_every_address_that_names_something_can_be_walked(routes, role):
    lost = [
        f"{endpoint}: {argument}"
        for _, endpoint, arguments in routes(role)
        for argument in arguments
        if argument not in names_of(endpoint, arguments)
    ]
    tell("Say in NAMES or NAMES_OF what this argument names:", lost)


def test_an_address_of_the_whole_bank_lets_no_branch_in(app, routes):
    """So that what an administrator sees to is not walked, and nothing else is left out."""
    walked = {endpoint for role in HERE for _, endpoint, _ in routes(role)}
    lost = [
        f"{rule.endpoint}: {argument}"
        for rule in app.url_map.iter_rules()
        for argument in sorted(rule.arguments)
        if rule.endpoint.startswith("operator.") and rule.endpoint not in walked
        if argument not in BANKWIDE
    ]
    tell("Nobody of a branch is let in here: say in BANKWIDE that it is so:", lost)


@pytest.mark.parametrize("role", HERE)
def test_another_branch_gets_404_changes_nothing_and_reads_not_a_word(
    world, sits, theirs, routes, address, everything, role
):
    values, stranger, wrong = theirs(role), sits(ELSEWHERE[role]), []
    before, words = everything(), [*said_of(world.person("viktor")), *said_of(world.person("marat"))]
    for method, endpoint, arguments in routes(role):
        url = address(endpoint, arguments, values)
        for headers in ({}, HTMX):
            sent = {"data": {**form(values), "csrf_token": stranger.csrf()}} if method == "POST" else {}
            answer = stranger.shown_by_get(stranger.client.open(url, method=method, headers=headers, **sent))
            if answer.status_code != 404:
                wrong.append(f"{method} {url}: {answer.status_code}")
            if any(word.encode() in answer.get_data() for word in words):
                wrong.append(f"{method} {url}: says who it is")
            if everything() != before:
                wrong.append(f"{method} {url}: changes {sorted(everything() ^ before)[:3]}")
                before = everything()
    tell("What is another branch's is not there:", wrong)


@pytest.mark.parametrize("role", HERE)
def test_to_the_branch_itself_every_one_of_these_addresses_is_there(sits, theirs, routes, address, role):
    """Else the 404 of the other branch would tell nothing."""
    values, own, wrong = theirs(role), sits(HERE[role]), []
    for method, endpoint, arguments in routes(role):
        url = address(endpoint, arguments, values)
        sent = {"data": {**form(values), "csrf_token": own.csrf()}} if method == "POST" else {}
        answer = own.shown_by_get(own.client.open(url, method=method, **sent))
        if answer.status_code in (400, 404, 500):
            wrong.append(f"{method} {url}: {answer.status_code}")
    tell("The address names nothing that is there: tell a better one in NAMES_OF:", wrong)


@pytest.mark.parametrize("role", HERE)
def test_what_a_form_names_is_not_there_either(world, sits, theirs, everything, role):
    values, stranger = theirs(role), sits(ELSEWHERE[role])
    before = everything()
    stranger.post("/operator/assign", {"number": values["case"], "to": values["owner"]}, 404)
    for sought in (values["case"], world.person("viktor").iin, world.person("viktor").surname_kk):
        page = stranger.post("/operator/queue/find", {"q": sought}, 303 if sought == values["case"] else 200)
        page = stranger.get(page.location) if page.location else page
        assert world.person("viktor").given_kk not in page.text
    stranger.post("/operator/inbox/read", {"alert": values["alert"]})
    assert everything() == before
