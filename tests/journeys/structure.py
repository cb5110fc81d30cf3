"""How a page is built, beyond what axe tells: heading, landmarks, tables, ways out of errors, status in words."""

from __future__ import annotations

from playwright.sync_api import Page

LOOK = r"""() => {
  const wrong = [], all = (selector, at = document) => [...at.querySelectorAll(selector)];
  const tell = (words, at) => wrong.push(`${words}: ${at.outerHTML.replace(/\s+/g, " ").slice(0, 160)}`);
  const said = at => at ? at.textContent.trim() : "";
  const byIds = (at, name) => (at.getAttribute(name) || "").split(" ").filter(Boolean)
    .map(id => said(document.getElementById(id))).join(" ");
  const name = at => at.getAttribute("aria-label") || byIds(at, "aria-labelledby");
  for (const [what, many] of [["h1", 1], ["body > header", 1], ["main#main", 1], ["body > footer", 1]])
    if (all(what).length !== many) wrong.push(`${all(what).length} ${what} instead of ${many}`);
  const navs = all("nav").map(name);
  if (navs.some(words => !words) || new Set(navs).size < navs.length) wrong.push(`names of navs: ${navs.join(", ")}`);
  for (const table of all("table")) {
    if (!said(table.caption) && !name(table)) tell("a table without a name", table);
    if (!all("thead th[scope=col]", table).length) tell("a table without heads of columns", table);
    all("th:not([scope])", table).forEach(cell => tell("a head without a scope", cell));
    all("thead td", table).forEach(cell => tell("a head that is no head", cell));
    all("tbody tr", table).filter(row => !row.querySelector("th")).forEach(row => tell("a row without its head", row));
  }
  for (const link of all("#errors a")) {
    const at = document.querySelector(link.getAttribute("href"));
    if (!at) { tell("an error that leads nowhere", link); continue; }
    const field = at.closest("[aria-invalid=true], .wrong");
    if (!field) { tell("an error that is not told at its field", link); continue; }
    const beside = field.classList.contains("wrong") ? said(field) : byIds(field, "aria-describedby");
    if (!beside.includes(said(link))) tell("an error whose words are not beside its field", link);
  }
  if (all("#errors").length && document.activeElement !== all("#errors")[0]) wrong.push("the errors have no focus");
  for (const at of all(".tag, .countdown, .lease, .box, .count, tr.group-row, .legend li"))
    if (!/[\p{L}\p{N}]/u.test(at.innerText) && at.checkVisibility()) tell("a status without words", at);
  all("tr.marked").filter(row => !row.querySelector(".lease b")).forEach(row => tell("marked by colour alone", row));
  all("li.unread").filter(line => !line.querySelector(".tag")).forEach(line => tell("new by colour alone", line));
  all("svg:not([aria-hidden=true]):not([role=img])").forEach(drawing => tell("a drawing without a role", drawing));
  return wrong;
}"""


def faults(page: Page) -> list[str]:
    """What is wrong with how the page that is open is built; empty when nothing is."""
    found: list[str] = page.evaluate(LOOK)
    return found


def overhang(page: Page, size: dict[str, int]) -> int:
    """By how many pixels the page sticks out sideways in a window of this size; the window keeps the size."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
