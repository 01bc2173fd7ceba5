/* Copies the sentence beside a number, and says so in the page's own words.
   Without this file the sentence opens all the same and can be selected. */
"use strict";

function copied(words) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(words);
  var held = document.createElement("textarea"); // an intranet address without https has no clipboard of its own
  held.value = words;
  held.className = "unseen";
  document.body.appendChild(held);
  held.select();
  var done = document.execCommand("copy");
  held.remove();
  return done ? Promise.resolve() : Promise.reject(new Error("copy"));
}

document.addEventListener("click", function (event) {
  var summary = event.target.closest(".say summary");
  document.querySelectorAll(".say[open]").forEach(function (one) {
    if (!one.contains(event.target)) one.open = false;
  });
  if (!summary || summary.parentNode.open) return; // open already: this click closes it
  var box = summary.parentNode;
  var told = box.querySelector(".say-done");
  copied(box.querySelector(".say-words").textContent).then(
    function () { told.textContent = told.dataset.done; },
    function () { told.textContent = told.dataset.failed; }
  );
});
