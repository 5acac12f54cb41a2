// Sends what was typed into a form a moment after it was typed: only the fields that changed.
// What could not be sent is tried again, and leaving the page before that is asked about.
(() => {
  const PAUSE = 1500;
  const RETRY = 10000;
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const told = form.querySelector("[data-autosave-told]");
  let changed = new Set();
  let timer = 0;
  let sending = false;

  const later = (wait) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, wait);
  };

  async function send() {
    if (sending || !changed.size) return;
    const names = changed;
    changed = new Set();
    sending = true;
    const all = new FormData(form);
    const body = new FormData();
    for (const name of [...names, "csrfmiddlewaretoken"]) {
      if (all.has(name)) body.set(name, all.get(name));
    }
    let wait = PAUSE;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body });
      if (answer.status >= 500) throw new Error(String(answer.status));
      told.textContent = answer.headers.get("content-type")?.includes("json")
        ? (await answer.json()).told
        : form.dataset.failed;
    } catch {
      for (const name of names) changed.add(name);
      told.textContent = form.dataset.failed;
      wait = RETRY;
    }
    sending = false;
    if (changed.size) later(wait);
  }

  form.addEventListener("input", (event) => {
    if (!event.target.name) return;
    changed.add(event.target.name);
    later(PAUSE);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(timer);
    changed.clear();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });
})();
