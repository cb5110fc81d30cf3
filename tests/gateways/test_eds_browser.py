"""static/ncalayer.js in a real browser, under the strict policy, with nothing but answers made here."""

import base64
import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import sync_playwright

from housing.demo.signer import WrongKey, handle
from tests.journeys.conftest import launch_browser

STATIC = Path(__file__).parents[2] / "static"
SITE = "https://kezek.test"
SOCKET = "wss://127.0.0.1:13579/"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' wss://127.0.0.1:13579; form-action 'self'"
DIALOG = """<dialog data-eds-dialog><form method="dialog">
<label><input type="radio" name="eds-key" value="k1"> one</label>
<button value="sign">sign</button><button value="cancel">cancel</button></form></dialog>"""
PAGE = """<!doctype html><html lang="kk"><title>t</title>
<form method="post" action="/done" data-eds data-signer="{signer}" data-purpose="signing" {more}>
<input type="hidden" name="csrf_token" value="token"><input type="hidden" name="challenge" value="dGV4dA==">
<input type="hidden" name="cms"><p role="status" data-eds-status></p><button name="way" value="eds">go</button></form>
{dialog}<template data-eds-words>{words}</template>
<script src="/static/house.js"></script><script src="/static/ncalayer.js"></script></html>"""
CASES = [
    "connecting",
    "waiting",
    "cancelled",
    "wrong-key",
    "not-running",
    "not-allowed",
    "silent",
    "too-old",
    "cut-off",
    "no-signature",
    "failed",
]
#: Each case's words are its own name.
WORDS = "".join(f'<p data-case="{case}">{case.upper()}</p>' for case in CASES)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        found = launch_browser(playwright.chromium)
        yield found
        found.close()


class Stage:
    """The site and the demo's NCALayer: `posts` and `asked` are what they received."""

    def __init__(self, page):
        self.page, self.posts, self.asked = page, [], []
        self.signer = lambda data, purpose: b"\x30" + data

    def open(self, signer="/demo/ncalayer", more="", dialog=DIALOG):
        self.html = PAGE.format(signer=signer, more=more, dialog=dialog, words=WORDS)
        self.page.goto(SITE)
        return self.page

    def serve(self, route):
        request, path = route.request, route.request.url.removeprefix(SITE)
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / Path(path).name, content_type="text/javascript")
        elif path == "/demo/ncalayer":
            self.asked.append((request.post_data_json, request.headers["x-csrftoken"]))
            route.fulfill(json=handle(request.post_data_json["message"], self.signer))
        elif path == "/done":
            self.posts.append(parse_qs(request.post_data))
            route.fulfill(body="<title>done</title>", content_type="text/html")
        else:
            route.fulfill(body=self.html, content_type="text/html", headers={"Content-Security-Policy": POLICY})


@pytest.fixture
def stage(browser):
    page = browser.new_page()
    page.set_default_timeout(5000)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    made = Stage(page)
    page.route("**/*", made.serve)
    yield made
    page.close()
    assert complaints == []


def test_the_demo_key_that_was_chosen_signs_and_the_form_goes_its_way(stage):
    page = stage.open(more='data-iin="900101300017"')
    page.get_by_role("button", name="go").click()
    page.get_by_label("one").check()
    page.get_by_role("button", name="sign").click()
    page.wait_for_url("**/done")
    sent, token = stage.asked[0]
    assert (sent["key"], token, sent["message"]["args"]["signerParams"]["iin"]) == ("k1", "token", "900101300017")
    assert stage.posts[0]["way"] == ["eds"]
    assert base64.b64encode(b"\x30text").decode() in stage.posts[0]["cms"][0]


def test_the_key_may_be_named_by_the_form_and_is_only_confirmed(stage):
    page = stage.open(more='data-key="k9"', dialog=DIALOG.replace('type="radio" name="eds-key"', 'type="checkbox"'))
    page.get_by_role("button", name="go").click()
    page.get_by_role("button", name="sign").click()
    page.wait_for_url("**/done")
    assert stage.asked[0][0]["key"] == "k9"


def test_a_cancelled_signature_is_told_and_can_be_tried_again(stage):
    page = stage.open()
    page.get_by_role("button", name="go").click()
    page.get_by_role("button", name="cancel").click()
    page.get_by_text("CANCELLED").wait_for()
    page.get_by_role("button", name="go").click()
    page.keyboard.press("Escape")
    page.get_by_text("CANCELLED").wait_for()
    assert (stage.asked, stage.posts) == ([], [])


def test_a_key_that_does_not_fit_is_told(stage):
    def refuse(data, purpose):
        raise WrongKey

    stage.signer = refuse
    page = stage.open(more='data-key="k1"')
    page.get_by_role("button", name="go").click()
    page.get_by_role("button", name="sign").click()
    page.get_by_text("WRONG-KEY").wait_for()
    assert stage.posts == []


def test_no_key_chosen_keeps_the_window_open(stage):
    page = stage.open()
    page.get_by_role("button", name="go").click()
    page.get_by_role("button", name="sign").click()
    assert page.locator("dialog[open]").count() == 1
    assert stage.asked == []


def test_a_demo_signer_that_answers_with_an_error_is_told(stage):
    page = stage.open(signer="/nowhere", more='data-key="k1"')
    page.route(SITE + "/nowhere", lambda route: route.fulfill(status=500, body="<html>"))
    page.get_by_role("button", name="go").click()
    page.get_by_role("button", name="sign").click()
    page.get_by_text("FAILED").wait_for()


def ncalayer(socket, *answers):
    """The recorded order: greeting first, then heartbeats and keep-alives between the question and the answer."""
    socket.on_message(lambda question: [socket.send(one) for one in answers])
    socket.send('{"result":{"version":"1.4"}}')


def socket_page(stage, talk):
    """The button is pressed; `talk(socket)` is NCALayer."""
    page = stage.open(signer=SOCKET, dialog="")
    page.route_web_socket(SOCKET, talk)
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="go").click()
    return page


def answered(stage, *answers):
    return socket_page(stage, lambda socket: ncalayer(socket, *answers))


@pytest.mark.parametrize("many", [False, True])
def test_ncalayer_itself_is_asked_over_its_socket_and_its_noise_is_skipped(stage, many):
    armoured = "-----BEGIN CMS-----\nMA==\n-----END CMS-----\n"
    answer = json.dumps({"body": {"result": [armoured] if many else armoured}, "status": True})
    answered(stage, "--heartbeat--", "{}", answer).wait_for_url("**/done")
    assert "MA==" in stage.posts[0]["cms"][0]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ('{"body":{},"status":true}', "CANCELLED"),
        ('{"code":"500","message":"action.canceled"}', "CANCELLED"),
        ('{"success":false,"errorCode":"MODULE_NOT_FOUND"}', "TOO-OLD"),
        ('{"code":"SIGNING_FAILURE","status":false}', "WRONG-KEY"),
        ('{"code":"INVOCATION_ERROR","status":false}', "FAILED"),
        ('{"body":{"result":"<html>"},"status":true}', "NO-SIGNATURE"),
        ("no json", "NO-SIGNATURE"),
        ("null", "FAILED"),
    ],
)
def test_what_ncalayer_answers_instead_of_a_signature_is_told(stage, answer, words):
    page = answered(stage, answer)
    page.get_by_text(words).wait_for()
    assert stage.posts == []
    page.get_by_role("button", name="go").click()
    page.get_by_text(words).wait_for()


def test_ncalayer_that_is_not_running_is_told(stage):
    stage.page.context.grant_permissions(["local-network-access"])
    page = stage.open(signer=SOCKET)
    page.get_by_role("button", name="go").click()
    page.get_by_text("NOT-RUNNING").wait_for()


@pytest.mark.parametrize("said", ["", "<html>", "null", '{"status":true}'])
def test_what_does_not_greet_as_ncalayer_does_is_waited_for_ten_seconds(stage, said):
    page = socket_page(stage, lambda socket: socket.send(said) if said else socket.on_message(lambda question: None))
    page.get_by_text("CONNECTING").wait_for()
    page.clock.fast_forward(11_000)
    page.get_by_text("SILENT").wait_for()


def test_who_is_choosing_a_key_is_not_hurried(stage):
    page = answered(stage, "{}")
    page.get_by_text("WAITING").wait_for()
    page.clock.fast_forward(3_600_000)
    page.get_by_text("WAITING").wait_for()


def test_a_connection_that_is_cut_off_is_told(stage):
    def talk(socket):
        socket.on_message(lambda question: socket.close())
        socket.send('{"result":{"version":"1.4"}}')

    socket_page(stage, talk).get_by_text("CUT-OFF").wait_for()


REFUSED = """navigator.permissions.query = async ({{ name }}) => {{
if (name !== "{name}") throw new TypeError("no such name");
return {{ state: "{state}" }}; }};"""


@pytest.mark.parametrize("name", ["loopback-network", "local-network-access"])
@pytest.mark.parametrize(("state", "words"), [("denied", "NOT-ALLOWED"), ("prompt", "NOT-RUNNING")])
def test_what_the_browser_refused_is_told_by_either_name_of_the_permission(stage, name, state, words):
    stage.page.add_init_script(REFUSED.format(name=name, state=state))
    page = stage.open(signer=SOCKET)
    page.get_by_role("button", name="go").click()
    page.get_by_text(words).wait_for()
