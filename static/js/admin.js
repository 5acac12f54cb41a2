// Marks this browser as one of the staff, so that public pages fetch the staff bar; signing out removes it.
"use strict";

try {
  if (document.currentScript.dataset.signedIn) localStorage.setItem("civicforum-staff", "1");
  else localStorage.removeItem("civicforum-staff");
} catch {
  // Storage is closed (private window): public pages stand without the bar.
}
