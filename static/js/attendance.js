"use strict";

// The attendance grid: totals and quorum as they are chosen, and keys to go through it fast.

const grid = document.querySelector("form.attendance");
const lines = [...grid.querySelectorAll(".seat-line")];
const shares = { third: [1, 3], half: [1, 2], majority: [1, 2], two_thirds: [2, 3] };

function statusOf(line) {
  const chosen = line.querySelector(".seat-status input:checked");
  return chosen ? chosen.value : "unknown";
}

function show(name, value) {
  const place = grid.querySelector(`[${name}]`);
  if (place && place.textContent !== String(value)) place.textContent = value;
}

function needed(filled) {
  const [part, whole] = shares[grid.dataset.quorum];
  if (grid.dataset.quorum === "majority") return Math.floor((filled * part) / whole) + 1;
  return Math.ceil((filled * part) / whole);
}

function count() {
  const totals = { present: 0, delegated: 0, absent: 0, unknown: 0 };
  let filled = 0;
  for (const line of lines) {
    const status = statusOf(line);
    totals[status] += 1;
    const came = status === "present" || status === "delegated";
    if (came || line.dataset.filled === "1" || !grid.dataset.terms) filled += 1;
  }
  for (const [status, total] of Object.entries(totals)) show(`data-total="${status}"`, total);
  const shown = grid.querySelector("[data-quorum-shown]");
  if (!shown) return;
  const counted = totals.present + (grid.dataset.delegates === "1" ? totals.delegated : 0);
  const reached = filled > 0 && counted >= needed(filled);
  shown.textContent = reached ? shown.dataset.yes : shown.dataset.no;
  show("data-counted", counted);
  show("data-filled", filled);
  show("data-needed", needed(filled));
}

function goTo(place) {
  const line = lines[Math.min(Math.max(place, 0), lines.length - 1)];
  (line.querySelector(".seat-status input:checked") || line.querySelector(".seat-status input")).focus();
}

grid.addEventListener("keydown", (event) => {
  const line = event.target.closest(".seat-line");
  if (!line || event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = lines.indexOf(line);
  const choice = line.querySelectorAll(".seat-status input")["1234".indexOf(event.key)];
  if (choice) {
    choice.checked = true;
    count();
    if (choice.value === "delegated") line.querySelector(".for-delegated input").focus();
    else goTo(place + 1);
  } else if (event.key === "ArrowDown") goTo(place + 1);
  else if (event.key === "ArrowUp") goTo(place - 1);
  else return;
  event.preventDefault();
});

const everybody = grid.querySelector("[data-all-present]"); // not before the day of the meeting
if (everybody) everybody.addEventListener("click", () => {
  for (const line of lines) {
    if (statusOf(line) === "unknown") line.querySelector('.seat-status input[value="present"]').checked = true;
  }
  count();
});

grid.addEventListener("change", count);
count();
