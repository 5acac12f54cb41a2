// Sends what was typed into a form a moment after it was typed: only the fields that changed.
// What could not be sent is tried again, later each time, and leaving the page before that is
// asked about. Where somebody else wrote the same, the person chooses which of both stays.
(() => {
  const PAUSE = 1500;
  const RETRY = 5000;
  const LONGEST = 120000;
  const PATIENCE = 15000;
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const told = form.querySelector("[data-autosave-told]");
  const says = form.dataset;
  const changed = new Set();
  const disputed = new Set();
  let timer = 0;
  let wait = RETRY;
  let sending = null;
  let leaving = false;

  const later = (pause) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, pause);
  };

  // Whoever signs in meanwhile does not send what the person of this page has typed (X-Writer).
  // After signing in anew the cookie is another one than the page was made with.
  const token = () =>
    document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="))?.slice("csrftoken=".length) ??
    form.elements.csrfmiddlewaretoken.value;

  function sees(marks) {
    form.elements.seen.value = JSON.stringify({ ...JSON.parse(form.elements.seen.value || "{}"), ...marks });
  }

  async function ask(body) {
    const headers = { Accept: "application/json", "X-CSRFToken": token(), "X-Writer": says.user };
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(says.autosave, { method: "POST", body, headers, redirect: "manual", signal });
      if (answer.type === "opaqueredirect" || answer.status === 403) return { kind: "signed-out" };
      if (!answer.headers.get("content-type")?.includes("json")) return { kind: "away" };
      return { ...(await answer.json()), kind: answer.ok ? "stored" : "refused" };
    } catch {
      return { kind: "away" };
    }
  }

  async function exchange(names) {
    const all = new FormData(form);
    const body = new FormData();
    for (const name of [...names, "seen"]) if (all.has(name)) body.set(name, all.get(name));
    const answer = await ask(body);
    if (answer.kind === "stored") {
      sees(answer.seen);
      wait = RETRY;
      told.textContent = answer.told;
      if (changed.size) later(PAUSE);
      return;
    }
    let goesOn = changed.size > 0; // what was refused is sent again when more was typed
    for (const name of names) changed.add(name);
    if (answer.kind === "refused") {
      told.textContent = answer.told;
      for (const [name, other] of Object.entries(answer.others ?? {})) {
        dispute(name, other);
        goesOn = changed.size > 0;
      }
      if (goesOn) later(PAUSE);
      return;
    }
    told.textContent = answer.kind === "signed-out" ? says.signedOut : says.failed;
    later(wait);
    wait = Math.min(2 * wait, LONGEST);
  }

  function send() {
    if (sending || !changed.size) return;
    const names = [...changed];
    changed.clear();
    sending = exchange(names).finally(() => {
      sending = null;
    });
  }

  function button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "krds-btn secondary small";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function dispute(name, other) {
    changed.delete(name);
    disputed.add(name);
    const note = document.createElement("div");
    note.className = "notice warning";
    note.setAttribute("role", "alert");
    const text = document.createElement("blockquote");
    text.lang = "ko";
    text.style.whiteSpace = "pre-line";
    text.textContent = other.said;
    const settle = (act) => () => {
      note.remove();
      disputed.delete(name);
      sees({ [name]: other.mark });
      act();
    };
    const keep = settle(() => {
      changed.add(name);
      later(0);
    });
    const take = settle(() => {
      form.elements[name].value = other.value;
    });
    note.append(says.others, text, button(says.keep, keep), " ", button(says.take, take));
    document.getElementById(`div_id_${name}`).append(note);
  }

  form.addEventListener("input", (event) => {
    const { name } = event.target;
    if (!name || disputed.has(name)) return;
    changed.add(name);
    later(PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    window.clearTimeout(timer);
    if (!sending) {
      leaving = true;
      return;
    }
    event.preventDefault(); // what is under way is not to be taken for somebody else's
    await sending;
    form.requestSubmit(event.submitter);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });
  window.addEventListener("online", send);
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && (changed.size || disputed.size || sending)) event.preventDefault();
  });
})();
