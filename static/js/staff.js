// The staff bar is fetched apart, so that public pages are the same for everybody and can be cached.
// It runs only in a browser in which an admin page has set the mark.
"use strict";

const label = document.currentScript.dataset.label;

function isStaffBrowser() {
  try {
    return localStorage.getItem("civicforum-staff") === "1";
  } catch {
    return false;
  }
}

function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function show(here) {
  const links = here.links.map((link) =>
    element("li", {}, element("a", { href: link.url, textContent: link.label })),
  );
  const inner = element("div", { className: "inner" }, element("strong", { textContent: here.name }), element("ul", {}, ...links));
  const bar = element("aside", { id: "staff-bar", ariaLabel: label }, inner);
  document.body.append(bar);
}

async function fetchStaffBar() {
  const url = `/staff/here/?path=${encodeURIComponent(location.pathname)}`;
  const response = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const here = await response.json();
  if (here.name) show(here);
  else localStorage.removeItem("civicforum-staff"); // signed out: do not ask again
}

// Staff pages have a menu of their own.
if (isStaffBrowser() && !document.querySelector(".staff-bar")) fetchStaffBar().catch(() => {}); // offline: the page stands without the bar
