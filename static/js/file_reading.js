// Watches a file while it is read, and shows the page anew when it is. Without this script, the
// link on the page does the same.
"use strict";

const watched = document.querySelector("[data-status]");
const bar = watched.querySelector("progress");
const percent = watched.querySelector("[data-percent]");
const text = watched.querySelector("[data-text]");
const SOON = 1000;
const LATER = 5000; // milliseconds

async function look() {
  const answer = await fetch(watched.dataset.status, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  const told = await answer.json();
  if (!told.open) return location.reload();
  bar.value = told.progress;
  percent.textContent = `${told.progress} %`;
  // Read aloud when it changes, so the number is not in it: it moves on all the time.
  if (text.textContent !== told.state) text.textContent = told.state;
  return setTimeout(watch, SOON);
}

function watch() {
  look().catch(() => setTimeout(watch, LATER)); // the server may be away for a moment
}

watch();
