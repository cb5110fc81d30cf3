"use strict";
// Signs of life of an official: two minutes before the session ends a dialog asks, and one press goes on. When it has
// ended, the page is covered, but what was typed on it is kept. Several tabs are one person: they tell each other.
{
  const dialog = document.getElementById("idle");
  const line = document.getElementById("idle-line");
  const words = document.getElementById("idle-words");
  const stay = document.getElementById("idle-stay");
  const enter = document.getElementById("idle-enter");
  const main = document.getElementById("main");
  const WARN = 120;
  const full = Number(line.dataset.left);
  // Twelve hours after the sign-in nothing prolongs it.
  const last = Date.now() + Number(line.dataset.last) * 1000;
  const asked = words.textContent;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("kezek-idle") : null;
  let ends = 0;
  let gone = false;

  const show = () => {
    gone = false;
    enter.hidden = true;
    main.hidden = stay.hidden = false;
    words.textContent = asked;
    if (dialog.open) dialog.close();
  };
  const until = (seconds, tell) => {
    ends = gone ? Date.now() + seconds * 1000 : Math.min(Date.now() + seconds * 1000, last);
    document.getElementById("idle-ends").textContent = new Date(ends).toLocaleTimeString("kk", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Almaty" });
    if (tell) tabs?.postMessage(seconds);
    // Somebody signed in again, here or in another tab: the forms of this page take the new session's token.
    if (gone) renew().then(show);
    else if (seconds > WARN && dialog.open) show();
  };
  const end = () => {
    gone = true;
    words.textContent = dialog.dataset.gone;
    stay.hidden = main.hidden = true;
    enter.hidden = false;
    if (!dialog.open) dialog.showModal();
  };
  const look = () => {
    const left = (ends - Date.now()) / 1000;
    if (gone) return;
    if (left <= 0) end();
    else if (left <= WARN && !dialog.open) dialog.showModal();
  };

  stay.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(stay.action, { method: "POST", body: new FormData(stay), headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
    if (answer?.ok) until((await answer.json()).left, true);
    else if (answer) end();
  });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  // Every answer to HTMX was a step, too.
  // What a page asks for by itself (it says what it has "seen") keeps nobody at work: neither here nor on the server.
  const byItself = (event) => new URL(event.detail.pathInfo.finalRequestPath, location.href).searchParams.has("seen");
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && !byItself(event)) until(full, true);
  });
  tabs?.addEventListener("message", (event) => until(event.data, false));
  document.addEventListener("visibilitychange", look);
  setInterval(look, 1000);
  until(full, true);
}
