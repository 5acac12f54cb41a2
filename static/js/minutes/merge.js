// Two texts of one section: both are shown, and the writer says which one stands.
import { fieldsOf, fill, fit, note } from "./section.js";
import { word } from "./words.js";

const LONG = new Set(["text", "notes", "outcome", "conditions", "main_points", "remarks"]);

function label(form, field) {
  return field.getAttribute("aria-label") ?? form.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? "";
}

function said(field, value) {
  return field.localName === "select" ? ([...field.options].find((one) => one.value === value)?.text ?? value) : value;
}

function differing(form, values) {
  const mine = fieldsOf(form);
  return Object.keys(values).filter((name) => form.elements[name] && mine[name].trim() !== values[name].trim());
}

function joined(form, values) {
  const mine = fieldsOf(form);
  const both = (name) => (LONG.has(name) && values[name] && mine[name] ? `${values[name]}\n${mine[name]}` : mine[name] || values[name]);
  return Object.fromEntries(Object.keys(values).map((name) => [name, both(name)]));
}

export function isOpen(form) {
  return Boolean(form.querySelector(".another"));
}

// `choose` is told the fields that stand; "theirs" stands already and needs no save.
export function offer(form, answer, choose) {
  form.querySelector(".another")?.remove();
  const panel = document.getElementById("another-text").content.firstElementChild.cloneNode(true);
  panel.querySelector(".said-by").textContent = word("overtaken", answer);
  const list = panel.querySelector(".theirs");
  for (const name of differing(form, answer.values)) {
    const row = document.createElement("div");
    const [term, text] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = label(form, form.elements[name]);
    text.textContent = said(form.elements[name], answer.values[name]) || "–";
    row.append(term, text);
    list.append(row);
  }
  panel.addEventListener("click", (event) => {
    const chosen = event.target.dataset.choose;
    if (!chosen) return;
    if (chosen === "theirs") fill(form, answer.values, answer.revision);
    if (chosen === "both") fill(form, joined(form, answer.values), answer.revision);
    panel.remove();
    form.classList.remove("parted");
    note(form, "");
    form.querySelectorAll("textarea").forEach(fit);
    choose(chosen, fieldsOf(form));
    form.querySelector("textarea").focus();
  });
  form.classList.add("parted");
  const text = form.querySelector(".what"); // of a speech, the other text stands beside it
  if (text) text.before(panel);
  else form.prepend(panel);
}
