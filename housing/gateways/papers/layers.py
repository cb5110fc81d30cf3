"""Layers of a PDF (optional content): what is switched off as the file is opened stays switched off.

Of what a file says about its layers only that is kept by which a reader knows which of them to show at first; lists,
names and other arrangements, by which somebody could switch them, go.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

#: Of an arrangement: which layers are on, which off, and what follows from how they are used (on screen, on paper).
STATES = ("/BaseState", "/ON", "/OFF", "/AS")
#: Of a layer.
SAID = ("/Type", "/Intent", "/Usage")


def keep_layers(given: Pdf, made: Pdf) -> None:
    """Call after the pages were taken: their layers are the same objects."""
    about = given.Root.get("/OCProperties")
    if not isinstance(about, Dictionary) or not isinstance(about.get("/OCGs"), Array):
        return
    default = about.get("/D", Dictionary())
    states = {name: default[name] for name in STATES if name in default}
    plain = given.make_indirect(Dictionary({"/OCGs": about.OCGs, "/D": Dictionary(states)}))
    made.Root.OCProperties = made.copy_foreign(plain)
    for layer in made.Root.OCProperties.OCGs:
        for name in [name for name in layer.keys() if name not in SAID]:  # noqa: SIM118 - of qpdf, no mapping
            del layer[name]
        layer.Name = ""


def is_off(layer: Any, given: Pdf) -> bool:
    """Whether this one layer is off as the file is opened; how several hang together, a drawing tells."""
    if not isinstance(layer, Dictionary) or layer.get("/Type") != Name.OCG:
        return False
    default = given.Root.get("/OCProperties", Dictionary()).get("/D", Dictionary())
    listed = {state: any(one.objgen == layer.objgen for one in default.get(state, ())) for state in ("/ON", "/OFF")}
    return listed["/OFF"] or (default.get("/BaseState") == Name.OFF and not listed["/ON"])
