// Runs before the page is drawn, so that a chosen colour mode or text size never flashes.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    ["mode", "scale"].forEach(function (name) {
      var value = localStorage.getItem("civicforum-" + name);
      if (value) root.setAttribute("data-krds-" + name, value);
    });
  } catch (error) {
    // Storage is closed (private window): the system's own settings hold.
  }
})();
