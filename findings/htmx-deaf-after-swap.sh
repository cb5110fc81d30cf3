#!/usr/bin/env bash
# What a swap has put in does not hear its person for the first 20 milliseconds.
#
# Version:  htmx 2.0.3 (as django-js-lib-htmx 2.0.3.1 ships it), Playwright 1.65.2, Chromium of the system.
# Case:     a form asks the server at every change (hx-trigger="change") and is replaced by the answer. The new form
#           stands in the page, is seen, has the focus back, and its radio is changed 5 ms later, by an arrow key say.
# Expected: the change is sent, as every change before it was.
# Seen:     it is sent nowhere: attributes of new content are bound when it settles, which is 20 ms after the swap
#           (defaultSettleDelay), though nothing in it is animated. The radio shows the new choice beside an answer to
#           the old one. A change 60 ms after the swap is sent.
# Way out:  defaultSettleDelay 0 where no CSS waits for .htmx-settling, or hx-trigger on an element that stays.
# Exit:     0 while this is so, 1 when it has changed, 2 when the packages or a browser are not there.
set -euo pipefail

browser=$(command -v chromium-headless-shell || command -v chromium || command -v google-chrome) || exit 2
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"${PYTHON:-python3}" -m venv "$room/venv"
"$room/venv/bin/pip" install -qq --disable-pip-version-check django-js-lib-htmx==2.0.3.1 playwright==1.65.2 || exit 2

BROWSER="$browser" "$room/venv/bin/python" - <<'PY'
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import files

from playwright.sync_api import sync_playwright

HTMX = next(file.locate() for file in files("django-js-lib-htmx") if file.name == "htmx.min.js").read_bytes()
FORM = b"""<form hx-get="/answer" hx-trigger="change" hx-swap="outerHTML">
<label><input type="radio" id="no" name="here" value="no"> no</label>
<label><input type="radio" id="yes" name="here" value="yes"> yes</label></form>"""
PAGE = b"""<!doctype html><html lang="en"><title>t</title><meta name="htmx-config" content='%s'>
<script src="/htmx.js"></script>%s</html>"""
CHANGED_AFTER = """delay => new Promise(done => {
    document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
        document.querySelector("#yes").click();
        setTimeout(done, 300);
    }, delay), {once: true});
    document.querySelector("#no").click();
})"""


class Server(BaseHTTPRequestHandler):
    config, answers = b"{}", []

    def do_GET(self):
        if self.path.startswith("/answer"):
            self.answers.append(self.path.partition("?")[2])
        body = {"/htmx.js": HTMX, "/": PAGE % (self.config, FORM)}.get(self.path, FORM)
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if self.path == "/htmx.js" else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
seen = {}
with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=os.environ["BROWSER"], args=["--no-sandbox"])
    for config, delay in ((b"{}", 5), (b"{}", 60), (b'{"defaultSettleDelay": 0}', 5)):
        Server.config, Server.answers = config, []
        page = chromium.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.evaluate(CHANGED_AFTER, delay)
        seen[config, delay] = tuple(Server.answers)
        page.close()
    chromium.close()
for (config, delay), sent in seen.items():
    print(config.decode(), f"changed again {delay} ms after the swap:", *sent)
both = ("here=no", "here=yes")
as_recorded = {(b"{}", 5): ("here=no",), (b"{}", 60): both, (b'{"defaultSettleDelay": 0}', 5): both}
sys.exit(0 if seen == as_recorded else 1)
PY
