// The editor of minutes: ties the sections of the page to the outbox, to the others and to the keys.
import { alert, showState, stored } from "./bar.js";
import { Kept } from "./kept.js";
import { listen } from "./keys.js";
import { isOpen, offer } from "./merge.js";
import { Others } from "./others.js";
import { Outbox } from "./outbox.js";
import { button, clearErrors, fieldsOf, fill, fit, formOf, idOf, makeSpeech, mark, note, root, showErrors, urlOf } from "./section.js";
import { Mover, append, insertAfter, place, placeOf, renumber } from "./speeches.js";
import { stamp, start } from "./stopwatch.js";
import { post } from "./wire.js";
import { word } from "./words.js";

const kept = new Kept(`${root.dataset.user}/${root.dataset.meeting}`, localStorage);
const outbox = new Outbox(kept, (id, entry) => post(urlOf(id), { ...entry.fields, ...entry.place, revision: entry.revision }));
const mover = new Mover(outbox);
let inHand = null; // the section that last had the cursor
const others = new Others(outbox, () => inHand);

function write(form) {
  const isNew = form.matches(".speech") && !form.dataset.revision;
  outbox.write(idOf(form), fieldsOf(form), form.dataset.revision, isNew ? placeOf(form, outbox) : null);
  others.touch(idOf(form));
}

root.addEventListener("input", (event) => {
  const form = event.target.closest("form.section");
  if (!form) return;
  fit(event.target);
  if (form.querySelector("[aria-invalid=true]")) clearErrors(form);
  write(form);
});

root.addEventListener("focusin", (event) => {
  inHand = event.target.closest("form.section") ?? inHand;
});

root.addEventListener("focusout", (event) => {
  const form = event.target.closest("form.section");
  if (!form || form.contains(event.relatedTarget)) return;
  outbox.hurry(idOf(form));
  others.leave(form, idOf(form));
});

root.addEventListener("submit", (event) => {
  const form = event.target.closest("form.section");
  if (!form) return; // a new agenda item loads the page anew; what is typed is kept
  event.preventDefault();
  const act = event.submitter?.dataset.act;
  if (act === "up" || act === "down") mover.move(form, act);
  else if (act === "delete") mover.remove(form);
  else outbox.hurry(idOf(form));
});

root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-act]");
  if (!link) return;
  event.preventDefault();
  if (link.dataset.act === "insert") insertAfter(link.closest("form.section"));
  else append(link.closest(".group"));
});

root.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.target.name !== "speaker") return;
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault(); // whoever speaks is said: on to what
  event.target.form.elements.text.focus();
});

outbox.addEventListener("state", () => showState(outbox));

outbox.addEventListener("stored", ({ detail }) => {
  stored(detail.at);
  others.touch(detail.id);
  const form = formOf(detail.id);
  if (form) mark(form, detail.revision);
  if (form && !isOpen(form)) note(form, "");
  showState(outbox);
});

outbox.addEventListener("refused", ({ detail }) => {
  const form = formOf(detail.id);
  if (!form) return alert(detail.error || word("overtaken", detail));
  if (detail.kind === "overtaken") offer(form, detail, (chosen, fields) => choose(form, detail, chosen, fields));
  else if (detail.kind === "gone") offerAgain(form, detail);
  else showErrors(form, detail.errors, detail.error);
});

function choose(form, answer, chosen, fields) {
  mark(form, answer.revision);
  if (chosen === "theirs") outbox.drop(idOf(form));
  else outbox.settle(idOf(form), answer.revision, fields);
}

// Somebody deleted what is being written: it may stand as a speech of its own.
function offerAgain(form, answer) {
  if (!form.matches(".speech")) return showErrors(form, {}, answer.error);
  const drop = () => {
    outbox.drop(idOf(form));
    form.remove();
    renumber();
  };
  const again = button(word("as-new"), () => {
    const made = insertAfter(form);
    fill(made, fieldsOf(form), "");
    drop();
    write(made);
  });
  note(form, word("gone"), "bad", again, button(word("drop"), drop));
}

listen({
  next: () => (inHand?.matches(".speech") ? insertAfter(inHand) : append(inHand?.closest(".group[data-item]") ?? [...root.querySelectorAll(".group[data-item]")].at(-1))),
  seat: (number) => {
    const seat = document.querySelectorAll("#seats option")[number - 1];
    if (!seat || !inHand?.matches(".speech")) return;
    inHand.elements.speaker.value = seat.value;
    write(inHand);
    inHand.elements.text.focus();
  },
  up: () => inHand?.matches(".speech") && mover.move(inHand, "up"),
  down: () => inHand?.matches(".speech") && mover.move(inHand, "down"),
  stamp: () => stamp(inHand),
});

// What an earlier page could not send stands in the page again and is sent.
async function resume() {
  for (const [id, entry] of await kept.adopt()) {
    let form = formOf(id);
    if (!form && entry.place) {
      form = makeSpeech(id.split("/")[1]);
      if (!place(form, entry.place)) form = null; // its place is on another page
    }
    if (form) fill(form, entry.fields, entry.revision);
    outbox.resume(id, entry);
  }
}

addEventListener("online", () => outbox.retry());
addEventListener("pagehide", () => others.goodbye());
document.addEventListener("visibilitychange", () => document.hidden && outbox.hurryAll());
root.querySelectorAll("textarea").forEach(fit);
start(() => inHand);
await resume();
showState(outbox);
root.dataset.ready = "";
others.ask();
