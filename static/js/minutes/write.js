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
let last = null; // the section that last had the cursor
const mover = new Mover(outbox, (form) => (last = form));
const others = new Others(outbox, hand);

// The section in hand, as long as it stands in the page.
function hand() {
  return last?.isConnected ? last : null;
}

function speechInHand() {
  return hand()?.matches(".speech") ? hand() : null;
}

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
  last = event.target.closest("form.section") ?? last;
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
  const act = event.submitter?.dataset.act;
  if (act === "whose") return; // so does saying which seat spoke
  event.preventDefault();
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
  if (!form && detail.kind === "gone" && detail.id.startsWith("speeches/")) return offerAgain(standIn(detail.id), detail);
  if (!form) return showKept(detail);
  if (detail.kind === "invalid" && detail.revision) mark(form, detail.revision); // all the rest is stored
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

// A speech that was deleted before this page was made: its text is shown where there is room.
function standIn(id) {
  const form = makeSpeech(id.split("/")[1]);
  lastGroup().querySelector(".speeches").append(form);
  fill(form, outbox.get(id).fields, "");
  renumber();
  return form;
}

function lastGroup() {
  return [...root.querySelectorAll(".group[data-item]")].at(-1);
}

// What the server did not take of a section that is not on this page.
function showKept({ id, kind, page, ...answer }) {
  const why = kind === "overtaken" ? word("overtaken", answer) : answer.error || word("not-taken");
  const said = Object.values(outbox.get(id).fields).filter(Boolean).join("\n");
  const drop = button(word("drop"), () => {
    outbox.drop(id);
    line.remove();
  });
  const line = alert(`${why}\n${said}`, ...(kind === "gone" ? [] : [linkTo(id, page ?? "")]), " ", drop);
}

function linkTo(id, page) {
  const link = document.createElement("a");
  link.href = `${root.dataset.base}${page}#${id.replace("/", "-")}`;
  link.textContent = word("its-place");
  return link;
}

listen({
  next: () => (speechInHand() ? insertAfter(speechInHand()) : append(hand()?.closest(".group[data-item]") ?? lastGroup())),
  seat: (number) => {
    const seat = document.querySelectorAll("#seats option")[number - 1];
    const form = speechInHand();
    if (!seat || !form) return;
    form.elements.speaker.value = seat.value;
    write(form);
    form.elements.text.focus();
  },
  up: () => speechInHand() && mover.move(speechInHand(), "up"),
  down: () => speechInHand() && mover.move(speechInHand(), "down"),
  stamp: () => stamp(hand()),
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
start(hand);
await resume();
showState(outbox);
root.dataset.ready = "";
others.ask();
