"use strict";
// Sends files one after the other with their progress, for #documents-form: in it each part marked data-upload, with the
// address that takes them, has a file input. Without this the form goes its ordinary way. Whatever goes wrong on the way
// is told apart (network, session, server), and what was chosen stays chosen: pressed again, it goes on behind what has
// arrived. No button leaves behind what was chosen anywhere. The words are the page's.
(() => {
  const words = document.querySelector("template[data-upload-words]")?.content;
  const partOf = (which) => words.querySelector(`[data-case="${which}"]`).cloneNode(true);
  const show = (part, ...cases) => part.querySelector("[data-upload-status]").replaceChildren(...cases.map(partOf));

  const arrived = new WeakSet();
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const inputOf = (part) => part.querySelector("input[type=file]");
  const chosenIn = (part) => [...inputOf(part).files].filter((file) => !arrived.has(file)).map((file) => ({ part, file }));

  // A screen reader hears every quarter, not every per cent.
  const progress = (part, done, all) => {
    const percent = Math.floor((done / all) * 100);
    const bar = part.querySelector("progress");
    if (!bar) return;
    bar.value = percent;
    const told = part.querySelector("[data-percent]");
    const quarter = percent - (percent % 25);
    if (told.textContent !== String(quarter)) told.textContent = quarter;
  };

  // What a page says of its file stands at the same place of the other page, behind what that says of another file.
  const copyError = (from, page) => {
    const field = from.querySelector("[data-upload] .wrong");
    const place = field && page.getElementById(inputOf(field).id)?.closest(".field");
    const said = place?.querySelector(".error > span");
    if (said) said.append(document.createElement("br"), field.querySelector(".error > span").lastChild.textContent);
    else place?.replaceWith(field);
  };

  // One page of what was said of every file: all that was refused, and the list as it is after the last one.
  const together = (refused, last) => {
    const page = parsed(refused.at(-1));
    const list = parsed(last).getElementById("documents-list");
    if (list) page.getElementById("documents-list")?.replaceWith(list);
    const errors = page.querySelector("#errors ul");
    const before = refused.slice(0, -1).map(parsed);
    errors?.prepend(...before.flatMap((one) => [...one.querySelectorAll("#errors li")]));
    for (const one of before) copyError(one, page);
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

  // A job: `form`, the `queue` of {part, file}, the pages of what was `refused`, where it `leads` (else the page anew).
  const finish = (job, request) => {
    const [{ part, file }, ...queue] = job.queue;
    const what = meaning(request);
    if (what === "done" || what === "refused") {
      if (what === "done") arrived.add(file);
      const refused = what === "refused" ? [...job.refused, request.responseText] : job.refused;
      if (queue.length && queue[0].part !== part) show(part);
      if (queue.length) send({ ...job, queue, refused });
      else if (!refused.length) location.assign(job.leads ?? request.responseURL);
      else if (!takeOver(together(refused, request.responseText))) show(part, "server");
    } else if (what === "session") { job.form.dataset.stale = "1"; show(part, "session", "session-link"); }
    else show(part, what);
  };

  // After a new sign-in in another window this page's token is of the session before; the page itself has the new one.
  const renew = async (form) => {
    const answer = await fetch(location.href, { headers: { "HX-Request": "true", "HX-History-Restore-Request": "true" } });
    const token = parsed(await answer.text()).querySelector("#documents-form input[name=csrf_token]")?.value;
    if (token) form.elements.csrf_token.value = token;
    return Boolean(token);
  };

  const begin = async (job) => {
    const { form, queue: [{ part }] } = job;
    form.setAttribute("aria-busy", "true");
    try {
      if (!form.dataset.stale || await renew(form)) { send(job); return; }
      show(part, "session", "session-link");
    } catch {
      show(part, "network");
    }
    form.removeAttribute("aria-busy");
  };

  const send = (job) => {
    const { form, queue: [{ part, file }] } = job;
    const sent = new FormData(form);
    for (const input of form.querySelectorAll("input[type=file]")) sent.delete(input.name);
    sent.set(inputOf(part).name, file);
    form.setAttribute("aria-busy", "true");
    const request = new XMLHttpRequest();
    request.open("POST", part.dataset.upload);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("HX-History-Restore-Request", "true"); // the whole page, not a part of it
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(part, loaded, total));
    request.upload.addEventListener("load", () => show(part, "checking"));
    const over = (then) => () => { form.removeAttribute("aria-busy"); then(); };
    request.addEventListener("load", over(() => finish(job, request)));
    request.addEventListener("error", over(() => show(part, "network")));
    request.addEventListener("timeout", over(() => show(part, "network")));
    request.timeout = 300000; // ms: 10 MB over a slow mobile line
    show(part, "sending");
    part.querySelector("[data-name]").textContent = file.name;
    request.send(sent);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!words || form.id !== "documents-form") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.getAttribute("aria-busy") === "true") return;
    const queue = [...form.querySelectorAll("[data-upload]")].flatMap(chosenIn);
    const large = queue.find(({ file }) => file.size > Number(form.dataset.largest));
    const here = event.submitter?.closest("[data-upload]");
    const leads = event.submitter?.dataset.leads;
    if (here && !chosenIn(here).length) show(here, "empty");
    else if (large) {
      show(large.part, "size");
      large.part.querySelector("[data-case=size] span").prepend(`${large.file.name}: `);
    } else if (queue.length) begin({ form, queue, leads, refused: [] });
    else if (leads) location.assign(leads);
  }, true);
})();
