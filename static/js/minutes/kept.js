// What is typed and not yet received by the server, kept on this device: it outlives the page.
// Every page that is open keeps under a name of its own; what a closed page left is adopted.

export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // without TLS there is no randomUUID
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export class Kept {
  // `space` names the person and the meeting, so that nobody sends what another person typed.
  constructor(space, storage) {
    this.space = `civicforum-minutes/${space}/`;
    this.storage = storage;
    this.tab = uuid();
    this.holds = true;
    navigator.locks?.request(this.#lock(this.tab), () => new Promise(() => {})).catch(() => {});
  }

  #lock(tab) {
    return `${this.space}${tab}`;
  }

  #key(id) {
    return `${this.space}${this.tab}/${id}`;
  }

  put(id, entry) {
    try {
      this.storage.setItem(this.#key(id), JSON.stringify(entry));
      this.holds = true;
    } catch {
      this.holds = false; // full or closed: the page says so
    }
  }

  drop(id) {
    try {
      this.storage.removeItem(this.#key(id));
    } catch {
      this.holds = false;
    }
  }

  // Take over what pages left that are open no more; return it by section, the oldest first.
  async adopt() {
    const open = await this.#openPages();
    const found = new Map();
    for (const [key, tab, id] of this.#left()) {
      if (open.has(tab) || found.has(id)) continue; // a second text of a section waits its turn
      const entry = this.#read(key);
      if (!entry) continue;
      found.set(id, entry);
      this.put(id, entry);
      if (this.holds) this.storage.removeItem(key);
    }
    return [...found].sort(([, one], [, other]) => one.since - other.since);
  }

  async #openPages() {
    const locks = await navigator.locks?.query();
    const names = (locks?.held ?? []).map((lock) => lock.name);
    return new Set([this.tab, ...names.map((name) => name.slice(this.space.length))]);
  }

  #left() {
    try {
      const keys = Object.keys(this.storage).filter((key) => key.startsWith(this.space));
      return keys.map((key) => {
        const [tab, ...id] = key.slice(this.space.length).split("/");
        return [key, tab, id.join("/")];
      });
    } catch {
      return [];
    }
  }

  #read(key) {
    try {
      return JSON.parse(this.storage.getItem(key));
    } catch {
      return null;
    }
  }
}
