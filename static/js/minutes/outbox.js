// Sends what is typed, a section at a time, until the server says that it has it.
// It knows nothing of the page: it is given somewhere to keep and a way to send.

const QUIET = 1000; // milliseconds without a key until a section is sent …
const LONGEST = 5000; // … though nobody types that long without a save
const LONGEST_PAUSE = 30000; // between two tries while the server is away
const TRIES = 4; // so many sends without a receipt are remembered

function same(one, other) {
  return Boolean(one && other) && Object.keys(one).every((name) => clean(one[name]) === clean(other[name]));
}

function clean(text) {
  return String(text ?? "").replace(/\r\n?/g, "\n").trimEnd();
}

// An entry is {fields, revision, place, since, last, tries, stuck}: what is typed, the revision it
// was typed into, where a new speech stands, when its first and last keys came, what was sent
// and has no receipt, and why it waits for the writer.
export class Outbox extends EventTarget {
  constructor(kept, send) {
    super();
    this.kept = kept;
    this.send = send;
    this.entries = new Map();
    this.away = "";
    this.pause = 0;
    this.sending = null;
    this.timer = 0;
  }

  has(id) {
    return this.entries.has(id);
  }

  get(id) {
    return this.entries.get(id);
  }

  get stuck() {
    return [...this.entries.values()].filter((entry) => entry.stuck).length;
  }

  // Keep what a section says now; it is sent soon.
  write(id, fields, revision, place = null) {
    const now = Date.now();
    const old = this.entries.get(id);
    const entry = { since: now, tries: [], ...old, fields, last: now };
    if (!old) Object.assign(entry, { revision, place });
    if (entry.stuck === "invalid") delete entry.stuck;
    this.#keep(id, entry);
    this.#wake();
  }

  // Go on with what an earlier page kept.
  resume(id, entry) {
    delete entry.stuck;
    this.#keep(id, { ...entry, last: 0 });
    this.#wake();
  }

  // The writer has left the section or asks for it: send it now.
  hurry(id) {
    const entry = this.entries.get(id);
    if (!entry) return;
    entry.last = 0;
    this.#wake();
  }

  hurryAll() {
    for (const id of this.entries.keys()) this.hurry(id);
  }

  // The writer has chosen: what is typed now stands in place of that revision.
  settle(id, revision, fields) {
    const entry = this.entries.get(id);
    if (!entry) return;
    delete entry.stuck;
    this.#keep(id, { ...entry, revision, fields, tries: [], last: 0 });
    this.#wake();
  }

  // What made these entries wait is over.
  free(stuck) {
    for (const [id, entry] of this.entries) if (entry.stuck === stuck) this.resume(id, entry);
  }

  drop(id) {
    this.entries.delete(id);
    this.kept.drop(id);
    this.#tell("state");
  }

  // The server may be back: do not wait for the end of the pause.
  retry() {
    this.pause = 0;
    this.retryAt = 0;
    this.#wake();
  }

  #keep(id, entry) {
    this.entries.set(id, entry);
    this.kept.put(id, entry);
    this.#tell("state");
  }

  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #due(entry) {
    if (entry.stuck) return Infinity;
    return Math.max(Math.min(entry.last + QUIET, entry.since + LONGEST, entry.last ? Infinity : 0), this.retryAt ?? 0);
  }

  #wake() {
    clearTimeout(this.timer);
    if (this.sending) return;
    const next = Math.min(...[...this.entries.values()].map((entry) => this.#due(entry)));
    if (next === Infinity) return;
    this.timer = setTimeout(() => this.#sendDue(), Math.max(next - Date.now(), 0));
  }

  // One after the other, in the order of their first keys: a speech may stand after another new one.
  async #sendDue() {
    const now = Date.now();
    const due = [...this.entries].filter(([, entry]) => this.#due(entry) <= now);
    if (!due.length || this.sending) return this.#wake();
    const [id, entry] = due.sort(([, one], [, other]) => one.since - other.since)[0];
    this.sending = id;
    entry.tries = [...entry.tries, { ...entry.fields }].slice(-TRIES);
    this.#keep(id, entry);
    const answer = await this.send(id, entry);
    const settled = answer.kind === "overtaken" ? await this.#again(id, entry, answer) : answer;
    this.sending = null;
    this.#receive(id, settled);
    this.#wake();
  }

  // What overtook a section may be what was sent before and has no receipt: sent once more, the
  // server takes for stored what stands there already, however it writes it.
  async #again(id, entry, overtaken) {
    for (const fields of entry.tries.slice(0, -1).reverse()) {
      const answer = await this.send(id, { ...entry, fields });
      if (answer.kind === "stored" || (answer.kind === "invalid" && answer.revision)) return { ...answer, kind: "known" };
      if (answer.kind === "away" || answer.kind === "signed-out") return answer;
    }
    return overtaken;
  }

  #receive(id, answer) {
    const entry = this.entries.get(id);
    this.away = answer.kind === "away" || answer.kind === "signed-out" ? answer.kind : "";
    if (this.away) return this.#waitLonger();
    this.pause = this.retryAt = 0;
    if (!entry) return this.#tell("state");
    if (answer.kind === "known") this.#keep(id, { ...entry, revision: answer.revision, tries: [] });
    else if (answer.kind === "stored") this.#stored(id, entry, answer);
    else this.#refused(id, entry, answer);
  }

  #waitLonger() {
    this.pause = Math.min(this.pause ? this.pause * 2 : 1000, LONGEST_PAUSE);
    this.retryAt = Date.now() + this.pause;
    this.#tell("state");
  }

  #stored(id, entry, answer) {
    const more = !same(entry.fields, entry.tries.at(-1));
    if (more) this.#keep(id, { ...entry, revision: answer.revision, tries: [], since: Date.now() });
    else this.drop(id);
    this.#tell("stored", { id, ...answer, more });
  }

  #refused(id, entry, answer) {
    // All but what is wrong may be stored: go on from that.
    if (answer.kind === "invalid" && answer.revision) Object.assign(entry, { revision: answer.revision, tries: [] });
    entry.stuck = answer.kind;
    this.#keep(id, entry);
    this.#tell("refused", { id, ...answer });
  }
}
