"use strict";
// Sends files one after the other with their progress, for forms marked data-upload. Without it the form goes its
// ordinary way. Whatever goes wrong on the way is told apart (network, session, server), and what was chosen stays
// chosen: pressed again, it goes on behind what has arrived. The words are the page's.
(() => {
  const words = document.querySelector("template[data-upload-words]")?.content;
  const partOf = (which) => words.querySelector(`[data-case="${which}"]`).cloneNode(true);
  const show = (form, ...cases) => form.querySelector("[data-upload-status]").replaceChildren(...cases.map(partOf));

  const arrived = new WeakSet();
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

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

  // One page of what was said of every file: all that was refused, and the list as it is after the last one.
  const together = (refused, last) => {
    const page = parsed(refused.at(-1));
    const list = parsed(last).getElementById("documents-list");
    if (list) page.getElementById("documents-list")?.replaceWith(list);
    const errors = page.querySelector("#errors ul");
    errors?.prepend(...refused.slice(0, -1).flatMap((html) => [...parsed(html).querySelectorAll("#errors li")]));
    const said = (one) => one.querySelector("[data-upload] .error > span");
    for (const html of refused.slice(0, -1)) {
      said(page)?.append(document.createElement("br"), said(parsed(html))?.lastChild.textContent ?? "");
    }
    const title = page.getElementById("errors-title")?.lastChild;
    if (title) title.textContent = title.textContent.replace(/\d+/, errors.children.length);
    return page;
  };

  // The page that came back, in the place of this one's main part: its errors are at its top.
  const takeOver = (page) => {
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

  const finish = (form, request, files, refused) => {
    const what = meaning(request);
    if (what === "done" || what === "refused") {
      if (what === "done") arrived.add(files[0]);
      const wrong = what === "refused" ? [...refused, request.responseText] : refused;
      if (files.length > 1) send(form, files.slice(1), wrong);
      else if (!wrong.length) location.assign(request.responseURL);
      else if (!takeOver(together(wrong, request.responseText))) show(form, "server");
    } else if (what === "session") { form.dataset.stale = "1"; show(form, "session", "session-link"); }
    else show(form, what);
  };

  // After a new sign-in in another window this page's token is of the session before; the page itself has the new one.
  const renew = async (form) => {
    const answer = await fetch(location.href, { headers: { "HX-Request": "true", "HX-History-Restore-Request": "true" } });
    const token = parsed(await answer.text()).querySelector("form[data-upload] input[name=csrf_token]")?.value;
    if (token) form.elements.csrf_token.value = token;
    return Boolean(token);
  };

  const begin = async (form, files) => {
    form.setAttribute("aria-busy", "true");
    try {
      if (!form.dataset.stale || await renew(form)) { send(form, files, []); return; }
      show(form, "session", "session-link");
    } catch {
      show(form, "network");
    }
    form.removeAttribute("aria-busy");
  };

  const send = (form, files, refused) => {
    const sent = new FormData(form);
    sent.set(form.querySelector("input[type=file]").name, files[0]);
    form.setAttribute("aria-busy", "true");
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("HX-History-Restore-Request", "true"); // the whole page, not a part of it
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(form, loaded, total));
    request.upload.addEventListener("load", () => show(form, "checking"));
    const over = (then) => () => { form.removeAttribute("aria-busy"); then(); };
    request.addEventListener("load", over(() => finish(form, request, files, refused)));
    request.addEventListener("error", over(() => show(form, "network")));
    request.addEventListener("timeout", over(() => show(form, "network")));
    request.timeout = 300000; // ms: 10 MB over a slow mobile line
    show(form, "sending");
    form.querySelector("[data-name]").textContent = files[0].name;
    request.send(sent);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!words || !form.matches("form[data-upload]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.getAttribute("aria-busy") === "true") return;
    const files = [...form.querySelector("input[type=file]").files].filter((file) => !arrived.has(file));
    const large = files.find((file) => file.size > Number(form.dataset.largest));
    if (!files.length) show(form, "empty");
    else if (large) {
      show(form, "size");
      form.querySelector("[data-case=size] span").prepend(`${large.name}: `);
    } else begin(form, files);
  }, true);
})();
