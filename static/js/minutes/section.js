// A section of the page: its form, what it says, and what is said about it.
import { uuid } from "./kept.js";
import { word } from "./words.js";

export const root = document.getElementById("writer");
const FIELDS = "input:not([type=hidden]), textarea, select";

export function idOf(form) {
  return `${form.dataset.kind}/${form.dataset.ref}`;
}

export function formOf(id) {
  const [kind, ref] = id.split("/");
  return root.querySelector(`form.section[data-kind="${kind}"][data-ref="${CSS.escape(ref)}"]`);
}

export function urlOf(id, act = "") {
  return `${root.dataset.base}${id}/${act}`;
}

export function fieldsOf(form) {
  return Object.fromEntries([...form.querySelectorAll(FIELDS)].map((field) => [field.name, field.value]));
}

// Show other values; never while somebody composes a syllable there (the caller looks).
export function fill(form, values, revision) {
  for (const field of form.querySelectorAll(FIELDS)) {
    const value = values[field.name];
    if (value !== undefined && field.value !== value) field.value = value;
    fit(field);
  }
  mark(form, revision);
}

export function mark(form, revision) {
  form.dataset.revision = revision;
  form.elements.revision.value = revision;
  const unsure = form.querySelector("[data-unsure]");
  if (unsure && form.elements.speaker.value !== unsure.dataset.unsure) unsure.remove(); // it is said
  const title = form.elements.title?.value;
  if (title === undefined) return;
  for (const place of document.querySelectorAll(`[data-title-of="${form.dataset.ref}"]`)) place.textContent = title;
}

// Where the browser cannot size a field by its text, its height follows here.
const fitsByItself = CSS.supports("field-sizing", "content");
export function fit(field) {
  if (fitsByItself || field.localName !== "textarea") return;
  field.rows = Math.max(2, field.value.split("\n").length + Math.floor(field.value.length / 60));
}

export function note(form, text, tone = "info", ...buttons) {
  const line = form.querySelector(".note");
  line.hidden = !text;
  line.dataset.tone = tone;
  line.replaceChildren(text, ...buttons);
}

export function button(text, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "link", textContent: text });
  made.addEventListener("click", act);
  return made;
}

export function showErrors(form, errors, error) {
  for (const field of form.querySelectorAll(FIELDS)) {
    field.setAttribute("aria-invalid", String(field.name in (errors ?? {})));
  }
  const text = [error, ...Object.values(errors ?? {})].filter(Boolean).join(" ");
  note(form, text || word("not-taken"), "bad");
}

export function clearErrors(form) {
  for (const field of form.querySelectorAll("[aria-invalid=true]")) field.removeAttribute("aria-invalid");
  note(form, "");
}

// A speech that is not stored yet, or one that another page has made.
export function makeSpeech(ref = uuid()) {
  const form = document.getElementById("a-speech").content.firstElementChild.cloneNode(true);
  const old = form.dataset.ref;
  form.dataset.ref = ref;
  form.id = `speeches-${ref}`;
  form.action = urlOf(`speeches/${ref}`);
  for (const node of form.querySelectorAll("[formaction], a[href]")) {
    const name = node.localName === "a" ? "href" : "formaction";
    node.setAttribute(name, node.getAttribute(name).replaceAll(old, ref));
  }
  return form;
}

export function isBusy(form) {
  return form.contains(document.activeElement);
}

export function changedBy(answer) {
  return word("changed-by", answer);
}
