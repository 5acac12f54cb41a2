// A clock that the clerk starts with the recording; it goes on while the page is closed.
import { root } from "./section.js";

const field = document.getElementById("recording");
const [run, stampButton] = field.parentElement.querySelectorAll("[data-run], [data-stamp]");
const words = { start: run.textContent, stop: run.dataset.stop };
const NAME = `civicforum-recording/${root.dataset.meeting}`;

let at = { since: 0, seconds: 0 }; // running since a moment (0: it stands), from so many seconds on

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? at;
  } catch {
    return at;
  }
}

function change(to) {
  at = to;
  try {
    localStorage.setItem(NAME, JSON.stringify(at));
  } catch {
    // Storage is closed: the clock holds for this page.
  }
  show();
}

function seconds() {
  return Math.floor(at.seconds + (at.since ? (Date.now() - at.since) / 1000 : 0));
}

export function clock(whole = seconds()) {
  const two = (number) => String(number).padStart(2, "0");
  const [hour, minute, second] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hour ? `${hour}:${two(minute)}:${two(second)}` : `${minute}:${two(second)}`;
}

function show() {
  run.textContent = at.since ? words.stop : words.start;
  if (document.activeElement !== field) field.value = clock();
}

// Write the place in the recording to a speech, as if it were typed.
export function stamp(form) {
  const place = form?.elements.said_at;
  if (!place) return;
  place.value = clock();
  place.dispatchEvent(new Event("input", { bubbles: true }));
}

export function start(formInHand) {
  at = remembered();
  run.addEventListener("click", () => change({ since: at.since ? 0 : Date.now(), seconds: seconds() }));
  stampButton.addEventListener("click", () => stamp(formInHand()));
  field.addEventListener("change", () => {
    const typed = field.value.split(":").reduce((sum, part) => sum * 60 + (parseInt(part, 10) || 0), 0);
    change({ since: at.since ? Date.now() : 0, seconds: typed });
  });
  field.addEventListener("keydown", (event) => event.key === "Enter" && field.blur());
  setInterval(show, 500);
  show();
}
