// The display settings: colour mode and text size, kept in this browser only.
"use strict";

const root = document.documentElement;
const panel = document.querySelector(".display");

function remember(name, value) {
  try {
    if (value) localStorage.setItem(`civicforum-${name}`, value);
    else localStorage.removeItem(`civicforum-${name}`);
  } catch {
    // Storage is closed: the choice holds for this page.
  }
}

function choose(name, value) {
  if (value) root.setAttribute(`data-krds-${name}`, value);
  else root.removeAttribute(`data-krds-${name}`);
  remember(name, value);
}

for (const input of panel.querySelectorAll("input[type=radio]")) {
  const name = input.name;
  input.checked = input.value === (root.getAttribute(`data-krds-${name}`) ?? "");
  input.addEventListener("change", () => choose(name, input.value));
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details:is(.display, .quick-keys)[open]")) {
    const wasIn = open.contains(document.activeElement) || document.activeElement === document.body;
    open.open = false;
    if (wasIn) open.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  if (!panel.contains(event.target)) panel.open = false;
});
