"use strict";
// Sends a file with its progress, for forms marked data-upload. Without it the form goes its ordinary way. Whatever goes
// wrong on the way is told apart (network, session, server), and the chosen file stays chosen. The words are the page's.
(() => {
  const words = document.querySelector("template[data-upload-words]")?.content;
  const partOf = (which) => words.querySelector(`[data-case="${which}"]`).cloneNode(true);
  const show = (form, ...cases) => form.querySelector("[data-upload-status]").replaceChildren(...cases.map(partOf));

  // A screen reader hears every quarter, not every per cent.
  const progress = (form, done, all) => {
    const percent = Math.floor((done / all) * 100);
    const bar = form.querySelector("progress");
    if (!bar) return;
    bar.value = percent;
    const told = form.querySelector("[data-percent]");
    const quarter = percent - (percent % 25);
    if (told.textContent !== String(quarter)) told.textContent = quarter;
  };

  // The page that came back, in the place of this one's main part: its errors are at its top.
  const takeOver = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector("main");
    if (!main) return false;
    document.title = page.title;
    document.querySelector("main").replaceWith(main);
    window.htmx?.process(main);
    document.getElementById("errors")?.focus();
    return true;
  };

  // What the answer means: `done` where the file is taken; `refused` where the page says why not.
  const meaning = (request) => {
    if (request.getResponseHeader("HX-Redirect") || [400, 401, 403].includes(request.status)) return "session";
    if (request.status === 413) return "size";
    if (request.status === 422) return "refused";
    return request.status === 200 ? "done" : "server";
  };

  const finish = (form, request) => {
    const what = meaning(request);
    if (what === "done") location.assign(request.responseURL);
    else if (what === "refused" && takeOver(request.responseText)) return;
    else if (what === "session") { form.dataset.stale = "1"; show(form, "session", "session-link"); }
    else show(form, what === "refused" ? "server" : what);
  };

  // After a new sign-in in another window this page's token is of the session before; the page itself has the new one.
  const renew = async (form) => {
    const answer = await fetch(location.href, { headers: { "HX-Request": "true", "HX-History-Restore-Request": "true" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form[data-upload] input[name=csrf_token]")?.value;
    if (token) form.elements.csrf_token.value = token;
    return Boolean(token);
  };

  const begin = async (form) => {
    form.setAttribute("aria-busy", "true");
    try {
      if (!form.dataset.stale || await renew(form)) { send(form); return; }
      show(form, "session", "session-link");
    } catch {
      show(form, "network");
    }
    form.removeAttribute("aria-busy");
  };

  const send = (form) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("HX-History-Restore-Request", "true"); // the whole page, not a part of it
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(form, loaded, total));
    request.upload.addEventListener("load", () => show(form, "checking"));
    const over = (then) => () => { form.removeAttribute("aria-busy"); then(); };
    request.addEventListener("load", over(() => finish(form, request)));
    request.addEventListener("error", over(() => show(form, "network")));
    request.addEventListener("timeout", over(() => show(form, "network")));
    request.timeout = 300000; // ms: 10 MB over a slow mobile line
    show(form, "sending");
    request.send(new FormData(form));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!words || !form.matches("form[data-upload]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.getAttribute("aria-busy") === "true") return;
    const file = form.querySelector("input[type=file]").files[0];
    if (!file) show(form, "empty");
    else if (file.size > Number(form.dataset.largest)) show(form, "size");
    else begin(form);
  }, true);
})();
