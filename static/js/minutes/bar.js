// The bar above the sections: what is stored, who else is here, what happened.
import { button, formOf } from "./section.js";
import { word } from "./words.js";

const PASSES = 30000; // milliseconds that a line stays which need not be answered
const bar = document.getElementById("write-bar");
const state = bar.querySelector(".state");
const others = bar.querySelector(".others");
const alerts = bar.querySelector(".alerts");
let storedAt = "";

export function stored(at) {
  storedAt = at;
}

export function showState(outbox) {
  const [tone, text] = told(outbox);
  bar.hidden = false;
  bar.dataset.tone = tone;
  if (state.textContent === text) return;
  state.replaceChildren(outbox.stuck ? button(text, () => lead(outbox)) : text);
}

// To the first section that waits for the writer.
function lead(outbox) {
  const [id] = [...outbox.entries].find(([, entry]) => entry.stuck) ?? [];
  const form = id && formOf(id);
  form?.scrollIntoView({ block: "center" });
  form?.querySelector("[aria-invalid=true], .another button, textarea")?.focus({ preventScroll: true });
}

function told(outbox) {
  if (outbox.away && outbox.entries.size) return ["warn", word(outbox.away)];
  if (outbox.stuck) return ["bad", word("stuck", { n: outbox.stuck })];
  if (outbox.entries.size && !outbox.kept.holds) return ["bad", word("volatile")];
  if (outbox.entries.size) return ["busy", word("storing")];
  return ["ok", storedAt ? word("stored", { at: storedAt }) : word("all-stored")];
}

export function showOthers(names) {
  others.textContent = names.length ? word("other-here", { names: [...new Set(names)].join(", ") }) : "";
}

// A line that stays until it is done with; there is one of each kind of text.
export function alert(text, ...buttons) {
  for (const old of alerts.children) if (old.dataset.text === text) old.remove();
  const line = document.createElement("p");
  line.className = "notice";
  line.setAttribute("role", "status");
  line.dataset.text = text;
  line.append(text, " ", ...buttons);
  alerts.append(line);
  return line;
}

// A line that is of use for a moment only: what it offers is found elsewhere, too.
export function passing(text, ...buttons) {
  const line = alert(text, ...buttons);
  setTimeout(() => line.remove(), PASSES);
  return line;
}

export function offerReload(text) {
  alert(text, button(word("reload"), () => location.reload()));
}
