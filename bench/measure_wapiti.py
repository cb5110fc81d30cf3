"""A scanner of web pages at the demo, as four roles: `python3 app.py bench wapiti [--minutes N]`.

Wapiti crawls and attacks a served demo of invented people as a visitor, a citizen, an official and the administrator,
each with the cookies of a session. It is installed in an environment of its own, of pinned versions and hashes
(`bench/peers/wapiti.lock`), as the peers of `bench peers` are, and kept where they are. What it finds is told
line by line.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.bench import Line, require, table  # noqa: E402
from bench.builds import Server, official, own_build, settle, window  # noqa: E402
from bench.desk_clients import Window  # noqa: E402
from bench.kill_verdict import none  # noqa: E402
from bench.measure_desk import others  # noqa: E402
from bench.measure_submissions import SIGN_IN, Person, signed  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from bench.peer_servers import PEERS, peers_folder  # noqa: E402
from housing.demo.authority import Authority  # noqa: E402
from housing.demo.people import PEOPLE  # noqa: E402

OPTIONS = (
    Option("--minutes", 4.0, 0.2, "for each role"),
    Option("--people", 200, 10, "in the demo"),
    Option("--python", "", "", "an interpreter that wapiti runs on, where this one is too old"),
    Option("--roles", "visitor,citizen,official,administrator", "visitor", "with commas between"),
)
MODULES = (
    "backup", "cookieflags", "crlf", "csp", "csrf", "exec", "file", "htaccess", "http_headers", "methods",
    "permanentxss", "redirect", "sql", "ssrf", "timesql", "upload", "xss", "xxe",
)  # fmt: skip
#: Whoever goes there goes out, puts the house into a technical break, or moves the demo's clock.
SHUT = (
    "sign-out*",
    "operator/sessions*",
    "operator/password*",
    "operator/maintenance*",
    "operator/staff-account*",
    "demo/*",
)
#: What it says where a form takes any token, and how one that does not answers.
FORGERY, REFUSED = "Cross Site Request Forgery", 400
#: Of wapiti's levels: 0 is a remark, 1 low, 2 medium, 3 high, 4 critical.
MEDIUM = 2
#: Pythons that it runs on, and how one is asked which it is.
OLDEST, NEWER = (3, 12), ("python3.14", "python3.13", "python3.12")
ASK = "import sys; print(*sys.version_info[:2])"
#: Seconds beyond its own limits after which it is given up.
PATIENCE = 120.0


class Scan(NamedTuple):
    """`pages`: that it has crawled; `found`: (level, what, where); `disproven`: how much a second look refutes."""

    role: str
    pages: int
    found: list[tuple[int, str, str]]
    disproven: int


def installed(python: str) -> Path:
    """The program, in an environment of its own that is made where it is not there yet or is of another lock file."""
    lock, folder = PEERS / "wapiti.lock", peers_folder() / "wapiti"
    stamp, wanted = folder / ".installed", hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        found = [python or sys.executable, *filter(None, map(shutil.which, NEWER))]
        fit = next((one for one in found if version_of(one) >= OLDEST), None)
        if fit is None:
            sys.exit("wapiti needs Python 3.12 or newer: --python INTERPRETER")
        print("installing wapiti", file=sys.stderr)
        run(fit, "-m", "venv", "--clear", str(folder))
        exact = ("--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes")
        run(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *exact, "-r", str(lock))
        stamp.write_text(wanted, encoding="ascii")
    return folder / "bin" / "wapiti"


def version_of(python: str) -> tuple[int, ...]:
    told = subprocess.run([python, "-c", ASK], capture_output=True, text=True, check=False).stdout  # noqa: S603
    return tuple(map(int, told.split()))


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"wapiti cannot be installed here: {done.stderr.strip()[-300:]}")


def citizen(server: Server, authority: Authority) -> Window:
    who = PEOPLE["aigerim"]
    browser, person = window(server.port), Person(0, who.iin)
    person.subject = who.certificate_subject
    browser.post("sign in", SIGN_IN, signed(browser, authority, person, SIGN_IN, "sign-in"))
    return browser


def browser_of(role: str, server: Server, authority: Authority) -> Window:
    logins = {"official": "karaganda-1", "administrator": "administrator"}
    if role in logins:
        return official(server.port, logins[role])
    return citizen(server, authority) if role == "citizen" else window(server.port)


def scan(role: str, server: Server, authority: Authority, minutes: float, folder: Path, program: Path) -> Scan:
    browser, home, report = (
        browser_of(role, server, authority),
        f"http://127.0.0.1:{server.port}/",
        folder / f"{role}.json",
    )
    starts = {"official": "operator/queue", "administrator": "operator/staff-accounts", "citizen": "cabinet"}
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    seconds = str(round(minutes * 30))
    command = [str(program), "-u", home, "-s", home + starts.get(role, "lists"), "-m", ",".join(MODULES)]
    command += ["-f", "json", "-o", str(report), "--store-session", str(folder / role), "--flush-session", "-v", "0"]
    command += ["--max-scan-time", seconds, "--max-attack-time", seconds, "--no-bugreport", "--detailed-report", "1"]
    # One request after another: what one has said in a session is seen by the next.
    command += ["--tasks", "1"]
    command += [part for path in SHUT for part in ("-x", home + path)]
    command += ["-H", f"Cookie: {cookie}"] if cookie else []
    limit = minutes * 60 * len(MODULES) + PATIENCE
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=limit, check=False)  # noqa: S603
    if done.returncode or not report.exists():
        sys.exit(f"wapiti ended with {done.returncode}: {done.stdout[-500:]} {done.stderr[-500:]}")
    told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    again = browser_of(role, server, authority)
    kinds = [*told["vulnerabilities"].items(), *told["anomalies"].items()]
    each_of = [(kind, one) for kind, each in kinds for one in each]
    left = [(kind, one) for kind, one in each_of if not is_disproven(again, kind, one["path"])]
    found = [(one["level"], kind, f"{one['info']}: {one['curl_command']}") for kind, one in left]
    return Scan(role, told["infos"].get("crawled_pages_nbr", 0), found, len(each_of) - len(left))


def is_disproven(browser: Window, kind: str, path: str) -> bool:
    """It compares two answers, of which both may be refusals where its session has ended: a wrong token is sent again.

    `browser`: signed in just now.
    """
    return kind == FORGERY and browser.post("again", path, {"csrf_token": "wapiti"}).status == REFUSED


def lines(scans: list[Scan]) -> list[Line]:
    told = []
    for one in scans:
        grave = [found for found in one.found if found[0] >= MEDIUM]
        told += [
            Line(f"{one.role}: pages crawled", f"{one.pages:,}", "> 0", one.pages > 0),
            Line(f"{one.role}: remarks, and of low severity", f"{len(one.found) - len(grave)}", "", True),
            Line(f"{one.role}: forms said to take a wrong token, that refuse it", str(one.disproven), "", True),
            none(f"{one.role}: of medium or higher severity", len(grave)),
        ]
    return told


def main() -> None:
    asked, busy = parse_options("wapiti", *OPTIONS), others()
    program = installed(asked.python)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build = own_build(folder / "instance")
        build.command("demo-data", "--people", str(asked.people))
        authority = Authority.open(build.instance / "demo" / "eds")
        with build.served() as server:
            settle(server)
            scans = [scan(role, server, authority, asked.minutes, folder, program) for role in asked.roles.split(",")]
    for one in scans:
        for level, kind, where in sorted(one.found, reverse=True):
            print(f"{one.role}, level {level}: {kind}: {where}", file=sys.stderr)
    found = lines(scans)
    table([busy, *found])
    require(asked, found)


if __name__ == "__main__":
    main()
