// What others write, and where they are: asked for every few seconds.
import { offerReload, showOthers } from "./bar.js";
import { button, changedBy, fill, formOf, isBusy, note, root } from "./section.js";
import { place, renumber, show } from "./speeches.js";
import { get } from "./wire.js";
import { word } from "./words.js";

const ALONE = 10000;
const TOGETHER = 4000;

export class Others {
  constructor(outbox, formInHand) {
    Object.assign(this, { outbox, formInHand });
    this.mark = root.dataset.mark;
    this.later = new Map(); // changes of the section in hand, shown when it is left
    this.touched = new Map(); // when this page last wrote a section or had it stored
    this.names = new Map();
  }

  // The page is closed: the others need not wait until that shows by itself.
  goodbye() {
    get(`${root.dataset.base}changes/`, { leaves: this.outbox.kept.tab }, { keepalive: true });
  }

  touch(id) {
    this.touched.set(id, Date.now());
  }

  async ask() {
    const asked = Date.now();
    const form = this.formInHand();
    const section = form && isBusy(form) ? `${form.dataset.kind}/${form.dataset.ref}` : "";
    const told = await get(`${root.dataset.base}changes/`, { since: this.mark, tab: this.outbox.kept.tab, section });
    if (told.kind === "stored") this.#show(told, asked);
    setTimeout(() => this.ask(), told.others?.length ? TOGETHER : ALONE);
  }

  #show(told, asked) {
    if (this.outbox.away) this.outbox.retry();
    if (told.closed && told.closed !== this.closed) offerReload(told.closed);
    if (!told.closed) this.outbox.free("closed");
    this.closed = told.closed;
    this.#showWhere(told.others);
    if (told.reload && !this.reload) offerReload(word("many"));
    this.reload = told.reload;
    const all = (told.sections ?? []).map((section) => this.#take(section, asked));
    if (all.every(Boolean)) this.mark = told.mark;
  }

  #showWhere(others) {
    showOthers(others.map((one) => one.name));
    const now = new Map(others.filter((one) => one.section).map((one) => [one.section, one.name]));
    for (const id of new Set([...this.names.keys(), ...now.keys()])) {
      const form = formOf(id);
      if (!form) continue;
      form.classList.toggle("taken", now.has(id));
      if (now.has(id)) form.dataset.taken = word("other-in-section", { names: now.get(id) });
      else delete form.dataset.taken;
    }
    this.names = now;
  }

  // False: this page was faster, so ask again for what stands there now.
  #take(section, asked) {
    const id = `${section.kind}/${section.ref}`;
    const form = formOf(id);
    if ((this.touched.get(id) ?? 0) >= asked) return false;
    if (section.gone) this.#gone(form, id);
    else if (!form) this.#new(section);
    else this.#changed(form, id, section);
    return true;
  }

  #new(section) {
    if (section.kind === "items") return offerReload(word("new-item"));
    const form = section.kind === "speeches" && show(section);
    if (form) note(form, changedBy(section));
  }

  #gone(form, id) {
    if (!form || this.outbox.has(id)) return; // what is typed there is answered when it is sent
    if (!isBusy(form)) {
      form.remove();
      renumber();
    }
  }

  #changed(form, id, section) {
    if (section.kind === "speeches") place(form, section);
    if (section.revision === form.dataset.revision || this.outbox.has(id)) return;
    if (isBusy(form)) {
      this.later.set(id, section);
      note(form, word("changed-below", section), "warn", button(word("reload"), () => this.leave(form, id)));
    } else {
      fill(form, section.values, section.revision);
      note(form, changedBy(section));
    }
  }

  // A section that was in hand is left: show what came meanwhile, unless it is to be merged.
  leave(form, id) {
    const section = this.later.get(id);
    this.later.delete(id);
    if (!section || this.outbox.has(id) || section.revision === form.dataset.revision) return;
    fill(form, section.values, section.revision);
    note(form, changedBy(section));
  }
}
