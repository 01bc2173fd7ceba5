/* A button that prints, for whoever does not know the keys. Without this file it is not there, and the keys still print. */
"use strict";

document.querySelectorAll("[data-print]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () {
    var open = button.closest("details");
    if (open) open.open = false;
    window.print();
  });
});
