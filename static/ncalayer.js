"use strict";
// Electronic signature by NCALayer, for forms marked data-eds. It fills the form's `cms` and lets the form go its way.
// data-signer: wss://127.0.0.1:13579 is the citizen's own NCALayer; a path of this site is the demo's stand-in for it.
(() => {
  const INDIVIDUAL = "1.2.398.3.3.4.1.1";
  const EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
  const SIGNATURE = /^\s*(-----BEGIN CMS-----)?[\w+/=\s]+(-----END CMS-----)?\s*$/;
  const GREETING_WITHIN = 10000; // ms; the person then takes as long as they like

  class Failure extends Error {} // its message is a data-case of the page's words

  // What NCALayer is asked. Old and new keys alike sign in, so clientAuth is not asked for (one-key GOST holders lack it).
  const messageFor = (form) => {
    const signing = form.dataset.purpose === "signing";
    const signer = { extKeyUsageOids: signing ? [EMAIL_PROTECTION, INDIVIDUAL] : [INDIVIDUAL] };
    if (form.dataset.iin) signer.iin = form.dataset.iin;
    const how = { decode: true, encapsulate: false, digested: false };
    if (signing) how.tsaProfile = {};
    const args = {
      allowedStorages: null,
      format: "cms",
      data: form.elements.challenge.value,
      signingParams: how,
      signerParams: signer,
      locale: document.documentElement.lang || "kk",
    };
    return { module: "kz.gov.pki.knca.basics", method: "sign", args };
  };

  // No signature, and why: the older modules say so by a message of their own, the current one by an empty body.
  const reasonOf = (answer) => {
    if (answer?.message === "action.canceled" || (answer?.status === true && !answer.body?.result)) return "cancelled";
    if (answer?.status === true) return "no-signature";
    return { MODULE_NOT_FOUND: "too-old", SIGNING_FAILURE: "wrong-key" }[answer?.errorCode ?? answer?.code] ?? "failed";
  };

  const signatureIn = (answer) => {
    const result = [answer?.body?.result].flat()[0];
    if (answer?.status === true && typeof result === "string" && SIGNATURE.test(result)) return result;
    throw new Failure(reasonOf(answer));
  };

  // What the browser says of reaching this computer: granted, prompt or denied; undefined where it does not ask people.
  // A connection that it refuses looks like one that nobody answered. The second name is what Chromium called it first.
  const permission = async () => {
    for (const name of ["loopback-network", "local-network-access"]) {
      try { return (await navigator.permissions.query({ name })).state; } catch { /* no such name in this browser */ }
    }
  };

  const parsed = (text) => { try { return JSON.parse(text); } catch { return undefined; } };

  // The WebSocket: NCALayer speaks first; answers carry no number, so one question for one connection.
  const askSocket = (url, message, asked) => new Promise((done, fail) => {
    const socket = new WebSocket(url);
    let opened = false;
    let greeted = false;
    let late;
    const end = (settle, value) => { clearTimeout(late); settle(value); socket.close(); };
    const hurry = () => { late = setTimeout(async () => {
      // While the browser asks the person whether it may connect, there is nothing to hurry.
      if (!opened && await permission() === "prompt") hurry();
      else end(fail, new Failure(opened ? "silent" : "not-running"));
    }, GREETING_WITHIN); };
    hurry();
    socket.addEventListener("open", () => { opened = true; clearTimeout(late); hurry(); });
    socket.addEventListener("close", async () => {
      const refused = !opened && await permission() === "denied";
      end(fail, new Failure(refused ? "not-allowed" : opened ? "cut-off" : "not-running"));
    });
    socket.addEventListener("message", ({ data }) => {
      if (data === "--heartbeat--" || data === "{}") return;
      const answer = parsed(data);
      if (greeted && answer === undefined) end(fail, new Failure("no-signature"));
      else if (greeted) end(done, answer);
      else if (answer?.result?.version) {
        greeted = true;
        clearTimeout(late);
        asked();
        socket.send(JSON.stringify(message));
      }
    });
  });

  // The demo: the page's dialog stands for NCALayer's window, a path of this site for NCALayer.
  const askDemo = async (form, message) => {
    const key = await chosenKey(form);
    const response = await fetch(form.dataset.signer, {
      method: "POST",
      mode: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token?.value ?? "" },
      body: JSON.stringify({ key, message }),
    });
    if (!response.ok) throw new Failure("failed");
    return response.json();
  };

  let asking = null; // the form that the dialog is open for
  const keyIn = (dialog) => asking.dataset.key || dialog.querySelector("input[name='eds-key']:checked")?.value;

  const chosenKey = (form) => new Promise((done, fail) => {
    const dialog = document.querySelector("dialog[data-eds-dialog]");
    asking = form;
    dialog.returnValue = "";
    dialog.addEventListener("close", () => {
      const key = keyIn(dialog);
      if (dialog.returnValue === "sign" && key) done(key);
      else fail(new Failure("cancelled"));
    }, { once: true });
    dialog.showModal();
  });

  // Wherever the dialog stands in the page, its buttons close it and submit nothing.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("dialog[data-eds-dialog] button[value]");
    if (!button) return;
    event.preventDefault();
    const dialog = button.closest("dialog");
    if (button.value === "sign" && !keyIn(dialog)) dialog.querySelector("input[name='eds-key']")?.focus();
    else dialog.close(button.value);
  });

  // The words are the page's: <template data-eds-words> holds a part for each case.
  const say = (form, which) => {
    const words = document.querySelector("template[data-eds-words]")?.content.querySelector(`[data-case="${which}"]`);
    const place = form.querySelector("[data-eds-status]");
    place.replaceChildren(...(words ? [words.cloneNode(true)] : []));
  };

  const sign = async (form) => {
    const message = messageFor(form);
    const url = form.dataset.signer;
    const inDemo = url.startsWith("/");
    say(form, inDemo ? "waiting" : "connecting");
    return signatureIn(inDemo ? await askDemo(form, message) : await askSocket(url, message, () => say(form, "waiting")));
  };

  // While capturing, so that a form which is not signed yet reaches no other listener (house.js would count it as sent);
  // the signed one is submitted the ordinary way and is theirs.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-eds]") || form.elements.cms.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    try {
      form.elements.cms.value = await sign(form);
      form.requestSubmit(event.submitter);
    } catch (error) {
      say(form, error instanceof Failure ? error.message : "failed");
    } finally {
      form.removeAttribute("aria-busy");
    }
  }, true);

  // A page that comes back from the browser's memory must not send yesterday's signature.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-eds]")) form.elements.cms.value = "";
  });
})();
