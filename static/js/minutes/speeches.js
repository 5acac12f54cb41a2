// Speeches in their places: added, moved, deleted and brought back.
import { passing } from "./bar.js";
import { button, fill, formOf, idOf, isBusy, makeSpeech, note, root, urlOf } from "./section.js";
import { post } from "./wire.js";
import { word } from "./words.js";

function listOf(item) {
  return root.querySelector(`.group[data-item="${item}"] .speeches`);
}

export function itemOf(form) {
  return form.closest(".group").dataset.item;
}

export function renumber() {
  let number = Number(root.dataset.first) || 1;
  for (const place of root.querySelectorAll("form.speech .no")) place.textContent = number++;
}

export function insertAfter(form) {
  const made = makeSpeech();
  form.after(made);
  return begin(made);
}

export function append(group) {
  const made = makeSpeech();
  group.querySelector(".speeches").append(made);
  return begin(made);
}

function begin(form) {
  renumber();
  form.elements.speaker.focus();
  return form;
}

// Where a new speech stands: after the nearest one above that the server knows or will know.
export function placeOf(form, outbox) {
  let above = form.previousElementSibling;
  while (above && !(above.matches("form.speech") && (above.dataset.revision || outbox.has(idOf(above))))) {
    above = above.previousElementSibling;
  }
  return { after: above?.dataset.ref ?? "", item: itemOf(form) };
}

// Put a speech where the server says it stands; false where that is no place of this page.
export function place(form, { item, after }) {
  const list = listOf(item);
  const above = after ? formOf(`speeches/${after}`) : null;
  if (!list || (after && !above)) return false;
  const stands = form.parentElement === list && (above ? above.nextElementSibling === form : list.firstElementChild === form);
  if (!stands && isBusy(form)) return true; // moving it would take the cursor away
  if (!stands && above) above.after(form);
  else if (!stands) list.prepend(form);
  renumber();
  return true;
}

export function show(section) {
  const form = formOf(`speeches/${section.ref}`) ?? makeSpeech(section.ref);
  if (!place(form, section)) return null;
  fill(form, section.values, section.revision);
  return form;
}

export class Mover {
  // `take` is told which section is in hand once another one was taken out.
  constructor(outbox, take) {
    Object.assign(this, { outbox, take });
  }

  // Only what the server knows can be moved or deleted there.
  async #stored(form) {
    const id = idOf(form);
    this.outbox.hurry(id);
    const until = Date.now() + 4000;
    while (this.outbox.has(id) && Date.now() < until) await new Promise((go) => setTimeout(go, 50));
    return !this.outbox.has(id) && form.dataset.revision !== "";
  }

  async move(form, to) {
    const focused = document.activeElement;
    if (!(await this.#stored(form))) return note(form, word("not-now"), "warn");
    const answer = await post(urlOf(idOf(form), "move/"), { to });
    if (answer.kind !== "stored") return note(form, answer.error || word("not-now"), "warn");
    focused.blur(); // it goes along and gets the cursor back
    if (!place(form, answer)) return this.#follow(form, answer.page);
    focused.focus();
    form.scrollIntoView({ block: "nearest" });
  }

  // Its new place is not on the page: on to where it is.
  #follow(form, page) {
    history.pushState(null, "", `${root.dataset.base}${page}#${form.id}`);
    location.reload();
  }

  async remove(form) {
    const id = idOf(form);
    if (!form.dataset.revision && !this.outbox.has(id)) return this.#takeOut(form);
    if (!(await this.#stored(form))) return note(form, word("not-now"), "warn");
    const answer = await post(urlOf(id, "delete/"), { revision: form.dataset.revision });
    if (answer.kind === "stored") return this.#takeOut(form, answer.version);
    if (answer.kind === "overtaken") {
      fill(form, answer.values, answer.revision);
      return note(form, word("changed-by", answer), "warn");
    }
    return note(form, answer.error || word("not-now"), "warn");
  }

  #takeOut(form, version) {
    const beside = form.nextElementSibling ?? form.previousElementSibling;
    this.take(beside ?? form.closest(".group").querySelector("form.section"));
    form.remove();
    renumber();
    if (!version) return beside?.querySelector("textarea")?.focus();
    const undo = button(word("undo"), async () => {
      const answer = await post(`${root.dataset.base}deleted/`, { version });
      if (answer.kind !== "stored") return;
      line.remove();
      show(answer)?.querySelector("textarea").focus();
    });
    const line = passing(word("deleted"), undo);
    undo.focus();
  }
}
