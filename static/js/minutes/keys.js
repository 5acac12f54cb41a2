// Quick keys. None acts while a syllable is being composed; the one pressed then acts right after.

function meant(event) {
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl && !event.altKey && event.code === "Enter") return ["next"];
  if (ctrl && event.shiftKey && event.code === "KeyT") return ["stamp"];
  if (!event.altKey || ctrl || event.shiftKey) return null;
  if (/^(Digit|Numpad)[1-9]$/.test(event.code)) return ["seat", Number(event.code.at(-1))];
  const acts = { ArrowUp: "up", ArrowDown: "down", KeyT: "stamp" };
  return event.code in acts ? [acts[event.code]] : null;
}

export function listen(acts) {
  let waiting = null;
  document.addEventListener("keydown", (event) => {
    const key = meant(event);
    const here = event.target === document.body || event.target.closest("#writer, #write-bar");
    if (!key || !here) return;
    if (event.isComposing || event.keyCode === 229) {
      waiting = key; // the browser ends the syllable with this key
      return;
    }
    event.preventDefault();
    acts[key[0]](key[1]);
  });
  document.addEventListener("compositionend", () => {
    if (!waiting) return;
    const [act, value] = waiting;
    waiting = null;
    setTimeout(() => acts[act](value), 0);
  });
  document.addEventListener("keyup", () => {
    waiting = null; // the syllable goes on: that key did not end it
  });
}
