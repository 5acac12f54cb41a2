// Asks the server; whatever it says, or does not, becomes one kind of answer.

const root = document.getElementById("writer");
const PATIENCE = 15000; // milliseconds
const KINDS = { 400: "invalid", 404: "closed", 409: "overtaken", 410: "gone", 423: "closed" };

function token() {
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
  // After signing in anew the cookie is another one than the page was made with.
  return cookie?.slice("csrftoken=".length) ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
}

async function ask(url, options) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    // Whoever signs in meanwhile does not send what the person of this page has typed.
    const headers = { Accept: "application/json", "X-Writer": root.dataset.user, ...options.headers };
    const own = { credentials: "same-origin", redirect: "manual", signal: abort.signal };
    return await read(await fetch(url, { ...own, ...options, headers }));
  } catch {
    return { kind: "away" };
  } finally {
    clearTimeout(timer);
  }
}

async function read(response) {
  if (response.type === "opaqueredirect" || response.status === 403) return { kind: "signed-out" };
  if (response.ok) return { ...(await response.json()), kind: "stored" };
  const kind = KINDS[response.status];
  if (!kind) return { kind: "away" };
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  // What an answer tells of a section has a kind of its own, which is in its id already.
  return { ...(isJson ? await response.json() : {}), kind };
}

function form(values) {
  const data = new FormData(); // Korean text takes a third of what it would in an address
  for (const [name, value] of Object.entries(values)) data.append(name, value);
  return data;
}

export function post(url, values = {}) {
  return ask(url, { method: "POST", body: form(values), headers: { "X-CSRFToken": token() } });
}

export function get(url, values = {}, options = {}) {
  return ask(`${url}?${new URLSearchParams(values)}`, { method: "GET", ...options });
}
