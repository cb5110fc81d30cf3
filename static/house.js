"use strict";
// Kezek's own script. Everything works without it; it only saves steps. No eval, no inline handlers (strict CSP).
const live = document.getElementById("live");
const say = (words) => { if (live) live.textContent = words; };

// Controls that need script are `hidden` in the HTML; copying also needs a secure page.
const reveal = (root) => {
  for (const button of root.querySelectorAll(navigator.clipboard ? "[data-print],[data-copy]" : "[data-print]")) button.hidden = false;
};
reveal(document);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print],[data-copy]");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  else navigator.clipboard.writeText(button.dataset.copy).then(() => say(button.dataset.done));
});

// One press sends once (the server has its own idempotency key), and unsaved answers are not lost by accident.
let unsaved = false;
document.addEventListener("input", (event) => { if (event.target.closest("[data-guard]")) unsaved = true; });
// On the window, so that it runs after every other listener: a submit that somebody stopped (ncalayer.js asks for the
// signature first and sends form[data-eds] itself) has sent nothing and must not block the second press.
window.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("data-eds")) unsaved = false;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  // Without a network the browser would leave the page and what was typed on it.
  if (!navigator.onLine) { event.preventDefault(); complain("network", () => form.requestSubmit(event.submitter)); return; }
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  unsaved = false;
  // A file or a dead network leaves the page where it is: let the person try again.
  setTimeout(() => delete form.dataset.sent, 5000);
});
window.addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

// A request that brought nothing back: network, session and server are told apart, in words that base.html has in the
// page's language. The focus stays where it is, and nothing that was typed goes away.
const trouble = document.getElementById("trouble");
let told = ""; // which trouble was told last: a page that asks every few seconds says it once
const piece = (tag, words, more = {}) => Object.assign(document.createElement(tag), { textContent: words, ...more });
const calm = () => { told = ""; trouble?.replaceChildren(); };
const complain = (which, again, words = "") => {
  if (!trouble || told === which + words) return;
  told = which + words;
  const { retry, enter, close } = trouble.dataset;
  const way = which === "ended"
    ? piece("a", enter, { href: document.body.classList.contains("staff") ? "/operator/sign-in" : "/sign-in", target: "_blank", className: "btn s" })
    : again && piece("button", retry, { type: "button", className: "btn s", onclick: () => { calm(); again(); } });
  const shut = piece("button", close, { type: "button", className: "btn second s", onclick: () => trouble.replaceChildren() });
  trouble.replaceChildren(...[piece("p", [trouble.dataset[which], words].filter(Boolean).join(" ")), way, shut].filter(Boolean));
};
// In another tab somebody signed in again: this page takes the token of the new session, so that it can go on.
const renew = async () => {
  const page = await fetch("/", { mode: "same-origin" }).then((answer) => answer.text()).catch(() => "");
  const fresh = new DOMParser().parseFromString(page, "text/html").body.getAttribute("hx-headers");
  if (!fresh) return;
  document.body.setAttribute("hx-headers", fresh);
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = JSON.parse(fresh)["X-CSRFToken"];
};
window.addEventListener("focus", () => { if (told === "ended") renew().then(calm); });
const once = ({ requestConfig: { verb, path, elt } }) => () => window.htmx.ajax(verb, path, { source: elt });
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => complain("network", once(event.detail)));
}
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr } = event.detail;
  const ended = xhr.status === 401 || /\/sign-in(\?|$)/.test(xhr.getResponseHeader("HX-Redirect") ?? "");
  if (ended) { event.preventDefault(); complain("ended"); }
});
document.addEventListener("htmx:responseError", ({ detail }) => {
  const page = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
  const said = (selector) => page.querySelector(selector)?.textContent.trim() ?? "";
  const quoted = said("[data-incident]") && `${trouble?.dataset.quote} ${said("[data-incident]")}`;
  if (detail.xhr.status === 503 && said("main h1")) complain("", once(detail), [said("main h1"), said("main .lead")].join(". "));
  else if (detail.xhr.status >= 500) complain("server", once(detail), quoted);
  else if (page.querySelector("main [data-ended]")) complain("ended");
  else complain("", null, [said("main h1"), said("main .lead")].filter(Boolean).join(". "));
});
document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful && told !== "ended") calm(); });

// HTMX: answers that were saved in place are no longer unsaved; a row that was swapped keeps the focus on its link.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.target.closest("[data-guard]")) unsaved = false;
});
document.addEventListener("htmx:load", (event) => {
  const fresh = event.detail.elt;
  reveal(fresh);
  if (fresh.matches("tr[data-row]") && document.activeElement === document.body) fresh.querySelector("a")?.focus();
});

// Rows that refresh themselves: not under a hand that chooses among them, nor behind another tab; the focus stays in its
// row or, where that is gone, goes to the one in its place. htmx itself gives it back to what bears the same id.
let stood = null;
const rowsOf = (table) => [...table.querySelectorAll("tr[data-row]")];
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = event.detail;
  if (elt.matches("[data-refreshes]") && (document.hidden || elt.querySelector("input:checked, input:focus, .htmx-request"))) event.preventDefault();
});
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  const row = target.matches("[data-refreshes]") && target.contains(document.activeElement) && document.activeElement.closest("tr[data-row]");
  stood = row ? { id: row.id, at: rowsOf(target).indexOf(row) } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!stood || document.activeElement !== document.body) return;
  const rows = rowsOf(document);
  const row = document.getElementById(stood.id) ?? rows[Math.min(stood.at, rows.length - 1)];
  row?.querySelector("a")?.focus({ preventScroll: true });
  stood = null;
});

// Keys work only while focus is inside [data-keys] (WCAG 2.1.4): j and k move, c claims, Enter follows the link itself.
document.addEventListener("keydown", (event) => {
  const table = event.target.closest("[data-keys]");
  if (!table || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input,select,textarea")) return;
  const rows = [...table.querySelectorAll("tr[data-row]")];
  const at = rows.indexOf(event.target.closest("tr[data-row]"));
  // The physical key, so that a Kazakh or Russian layout works too.
  const step = { KeyJ: 1, ArrowDown: 1, KeyK: -1, ArrowUp: -1 }[event.code];
  if (step) {
    event.preventDefault();
    rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.querySelector("a")?.focus();
  } else if (event.code === "KeyC" && at >= 0) {
    rows[at].querySelector("[data-claim]")?.click();
  }
});

// An open case is its reader's while they work on the page (a key, a press, a scroll), and is let go with the page; whose
// it is now is asked every 15 seconds. A press that leads back to the same case is no leaving.
let worked = true, staying = false;
for (const kind of ["input", "keydown", "pointerdown", "scroll"]) {
  window.addEventListener(kind, () => { worked = true; }, { passive: true, capture: true });
}
const lease = () => document.querySelector("[data-lease]");
setInterval(() => {
  const line = lease();
  if (!line || document.visibilityState !== "visible" || (line.dataset.lease === "mine" && !worked)) return;
  worked = false;
  window.htmx?.trigger(line, "seen");
}, 15000);
const stays = (address) => {
  staying = Boolean(lease() && new URL(address, location).pathname.startsWith(new URL(lease().dataset.case, location).pathname));
  setTimeout(() => { staying = false; }, 5000); // a file, or another tab: the page is still here
};
document.addEventListener("click", ({ target }) => { const link = target.closest("a[href]"); if (link) stays(link.href); });
window.addEventListener("submit", ({ target, submitter }) => stays(submitter?.getAttribute("formaction") || target.getAttribute("action")));
window.addEventListener("pageshow", () => { staying = false; });
window.addEventListener("pagehide", () => {
  const line = lease();
  if (!line || line.dataset.lease !== "mine" || staying) return;
  const sent = new FormData();
  sent.append("csrf_token", JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]);
  navigator.sendBeacon(line.dataset.leave, sent);
});
