"""What is looked at on every page that is open: axe finds nothing, and nothing sticks out sideways."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: Where the tests' server has axe: a page takes it like any script of its own, and Chromium compiles it once.
AXE_PATH = "/axe.min.js"
AXE = Axe().axe_script
#: Half-seen words have too little contrast: null while anything fades in or out, unless it has been waited for enough,
#: and while a page that was just asked for has nothing to look at yet.
#: Else by how much the page sticks out and all that axe judges by: tags, which words are alike, what is chosen, the
#: width; no language.
LOOK = r"""waited => {
    if (!document.documentElement || document.readyState === "loading") return null;
    const rests = !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added") &&
        document.getAnimations().every(one => one.playState !== "running"
            || one.effect.getComputedTiming().endTime === Infinity);
    if (!rests && !waited) return null;
    const seen = new Map(), known = text => seen.has(text) ? seen : seen.set(text, seen.size);
    const mark = text => text.trim() && "w" + known(text.trim()).get(text.trim());
    const tags = document.documentElement.outerHTML.replace(/\d+/g, "0").replace(/^<html lang="(kk|ru|en)"/, "<html")
        .replace(/>([^<]+)/g, (_, text) => ">" + mark(text))
        .replace(/ (hreflang="..") aria-current="true"/g, " $1")
        .replace(/ (content|href|src|action|datetime|d|hx-[a-z]+|data-[a-z-]+)="[^"]*"/g, " $1")
        .replace(/ (aria-label|title|placeholder|alt|value)="([^"]*)"/g, (_, name, text) => ` ${name}="${mark(text)}"`);
    const states = ":checked, :focus, :disabled, :popover-open, :modal, :placeholder-shown";
    const sketch = [innerWidth, tags, ...[...document.querySelectorAll("*")].map(one => +one.matches(states))];
    return [sketch.join(" "), document.documentElement.scrollWidth - document.documentElement.clientWidth];
}"""
#: Whether axe is there now; the page is left as it was. Without a network it cannot come.
TAKE_AXE = """path => navigator.onLine && new Promise(come => {
    const script = Object.assign(document.createElement("script"), {src: path});
    script.onload = script.onerror = event => { script.remove(); come(event.type === "load"); };
    document.head.append(script);
})"""
#: All that makes the contrast of each word: its colour and size, and what is painted behind it, up to the page.
PAINTED = r"""() => {
    const kept = new Map([[null, ""]]), painted = new Set();
    const behind = one => kept.has(one) ? kept.get(one) : kept.set(one, (style => [
        style.backgroundColor.replace("rgba(0, 0, 0, 0)", ""), style.backgroundImage, style.opacity, style.filter,
        style.position, style.zIndex].join().replace(/,none,1,none,static,auto$/, "") + behind(one.parentElement))
        (getComputedStyle(one))).get(one);
    for (const one of document.body.querySelectorAll("*")) {
        const says = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!says && !one.matches("input, select, textarea")) continue;
        const style = getComputedStyle(one);
        painted.add([style.color, style.fontSize, style.fontWeight, style.textShadow, behind(one)].join());
    }
    return [...painted];
}"""
#: Each fault of each element in words. Elements themselves, which would be written out whole, are not asked for.
JUDGE = """contrast => axe.run({resultTypes: ["violations"], elementRef: false,
    rules: {"color-contrast": {enabled: contrast}}}).then(found => found.violations.flatMap(one =>
    one.nodes.map(node => `${one.id}: ${node.target} ${node.failureSummary}`)))"""


class Sketches:
    """Pages that axe found good in this run, in whichever worker: of those drawn alike it looks at one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def judge_once(self, sketch: str, judge: Callable[[], None]) -> None:
        good = self.file_of(sketch)
        if not good.exists():
            judge()
            good.touch()

    def file_of(self, seen: str) -> Path:
        return self.folder / hashlib.sha256(seen.encode()).hexdigest()

    def find_faults(self, page: Page) -> list[str]:
        """What axe finds on the open page, in words. Contrast, half of its work, it measures where words are painted as
        they were on no page before."""
        if not page.evaluate(TAKE_AXE, AXE_PATH):
            page.evaluate(AXE)
        new = [file for file in map(self.file_of, page.evaluate(PAINTED)) if not file.exists()]
        found: list[str] = page.evaluate(JUDGE, bool(new))
        if not found:
            for file in new:
                file.touch()
        return found


def sketch_page(page: Page) -> tuple[str, int]:
    """The open page as axe sees it, once it rests, and by how many pixels it sticks out sideways."""
    for waited in range(41):
        drawn: list[Any] | None = page.evaluate(LOOK, waited == 40)
        if drawn is not None:
            return drawn[0], drawn[1]
        page.wait_for_timeout(50)
    raise AssertionError(f"{page.url} did not come")
