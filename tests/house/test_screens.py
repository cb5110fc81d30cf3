"""One screen has one name in four places: endpoint, module, template, test; and its address ends in it.

`<room>.<screen>` shows, `<room>.<screen>_<verb>` changes. Who knows the address knows all the files.
"""

from __future__ import annotations

import ast
import inspect
import re

import pytest

from tests.house.house import ROOMS, ROOT, modules, said, tell, templates, tree

#: Doors of machines: they answer, but show nothing, so they have neither a template nor the usual address.
MACHINES = {"health": {"health_alive": "/healthz", "health_ready": "/readyz", "health_metrics": "/metrics"}}
#: Screens whose address the contracts name otherwise.
ADDRESSES = {"public.start": "/", "citizen.pdf": "/cabinet/notice/<number>.pdf"}


def screens():
    """(room, screen) of every screen of an audience; what begins with `_` is a part and shows no page by itself."""
    return [(room, path.stem) for room in ROOMS for path in modules(f"housing/{room}") if not path.stem.startswith("_")]


@pytest.fixture
def endpoints(app):
    """(room, screen, name, view, rule): every door of the audiences."""
    found = []
    for rule in app.url_map.iter_rules():
        room, _, name = rule.endpoint.partition(".")
        if room in ROOMS:
            view = inspect.unwrap(app.view_functions[rule.endpoint])
            found.append((room, view.__module__.rpartition(".")[2], name, view, rule))
    assert found, "no doors at all: does this test still read the right rooms?"
    return found


def static_parts(rule):
    return [part for part in rule.rule.split("/") if part and not part.startswith("<")]


def test_an_endpoint_bears_the_name_of_its_module(endpoints):
    wrong = [
        f"{room}.{name} stands in housing/{room}/{screen}.py: name it {screen} or {screen}_<verb>, or move it"
        for room, screen, name, view, rule in endpoints
        if view.__module__ != f"housing.{room}.{screen}" or not (name == screen or name.startswith(f"{screen}_"))
    ]
    tell("Endpoint and module:", wrong)


def test_a_view_bears_the_name_of_its_endpoint(endpoints):
    wrong = [
        f"{said_of(view)}: {view.__name__} answers {room}.{name}"
        for room, _, name, view, _ in endpoints
        if view.__name__ != name
    ]
    tell("Name the function as its endpoint:", wrong)


def said_of(view):
    return f"{view.__module__.replace('.', '/')}.py"


def test_an_address_ends_in_the_name_of_its_screen(endpoints):
    wrong = []
    for room, screen, name, _view, rule in endpoints:
        if rule.rule in (ADDRESSES.get(f"{room}.{name}"), MACHINES.get(screen, {}).get(name)):
            continue
        parts, word = static_parts(rule), screen.replace("_", "-")
        if name == screen and parts[-1:] != [word]:
            wrong.append(f"{room}.{name}: {rule.rule} should end in /{word}, a parameter may follow")
        elif name != screen and word not in parts:
            wrong.append(f"{room}.{name}: {rule.rule} should have /{word}/ in it")
    tell("Address and screen:", wrong)


def test_a_change_is_not_a_get(endpoints):
    """What is named <screen>_<verb> changes something; showing a second thing of a screen is a screen of its own."""
    wrong = [
        f"{room}.{name}: {rule.rule}"
        for room, screen, name, _, rule in endpoints
        if name != screen and "GET" in rule.methods and screen not in MACHINES
    ]
    tell("A change comes by POST:", wrong)


def test_every_module_of_an_audience_is_a_screen(endpoints):
    there = {(room, screen) for room, screen, *_ in endpoints}
    idle = [f"housing/{room}/{screen}.py" for room, screen in screens() if (room, screen) not in there]
    tell("These open no door: move them to a query, an action or a pure room:", idle)


def test_every_screen_has_its_template(endpoints):
    shown = {(room, screen) for room, screen, name, _, rule in endpoints if name == screen and "GET" in rule.methods}
    missing = [
        f"templates/{room}/{screen}.html"
        for room, screen in sorted(shown)
        if screen not in MACHINES
        and not answers_a_file(room, screen)
        and not (ROOT / "templates" / room / f"{screen}.html").exists()
    ]
    tell("A screen's template bears its name:", missing)


def answers_a_file(room, screen):
    """A screen that hands out a paper, or only leads on, shows no page."""
    calls = (node for node in ast.walk(tree(ROOT / "housing" / room / f"{screen}.py")) if isinstance(node, ast.Call))
    return "page" not in {getattr(call.func, "id", "") for call in calls}


def test_every_screen_has_its_test():
    missing = [
        f"tests/{room}/test_{screen}.py"
        for room, screen in screens()
        if not (ROOT / "tests" / room / f"test_{screen}.py").exists()
    ]
    tell("A screen's test bears its name:", missing)


def test_every_template_of_an_audience_belongs_to_a_screen():
    known, lost = set(screens()), []
    for path in (path for path in templates() if path.parent.name in ROOMS):
        name = path.stem.removeprefix("_")
        whose = [screen for room, screen in known if room == path.parent.name and name.startswith(screen)]
        if path.stem.startswith("_") and not any(name.startswith(f"{screen}_") for screen in whose):
            lost.append(f"{said(path)}: name it _<screen>_<part>.html")
        elif not path.stem.startswith("_") and name not in whose:
            lost.append(f"{said(path)}: no module housing/{path.parent.name}/{name}.py")
    tell("Template and screen:", lost)


def test_the_root_of_a_fragment_bears_the_name_of_its_file():
    """HTMX finds by it what it replaces; a part that repeats may add its key."""
    wrong = []
    for path in (path for path in templates() if path.parent.name in ROOMS and path.name.startswith("_")):
        root = re.search(r"<(\w+)([^>]*)", re.sub(r"{#.*?#}", "", path.read_text("utf-8"), flags=re.DOTALL))
        wanted = path.stem.removeprefix("_").replace("_", "-")
        if root and not re.search(rf'\bid="{wanted}(-|")', root.group(2)):
            wrong.append(f'{said(path)}: its root should bear id="{wanted}"')
    tell("Fragment and id:", wrong)


def test_no_module_is_named_for_what_has_no_name():
    """A form stands in its screen's own file; what several need is named for what it is about."""
    vague = ("forms", "views", "routes", "utils", "helpers", "common", "manager", "misc", "base")
    found = [said(path) for path in modules() if path.stem in vague]
    tell("Name it for what it is about:", found)
