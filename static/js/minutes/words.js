// The words of the page, which its template keeps in the reader's language.

const words = new Map();
for (const line of document.getElementById("words").content.querySelectorAll("[data-word]")) {
  words.set(line.dataset.word, line.textContent);
}

export function word(name, values = {}) {
  return words.get(name).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}
