/* Proposes the day of the paper that is chosen as the day a thing happened; whoever typed a day keeps it.
   Without this file the form opens with today, as before. */
"use strict";

document.querySelectorAll("form[data-days]").forEach(function (form) {
  var days = JSON.parse(form.dataset.days);
  var day = form.elements.namedItem("effective");
  var hint = document.getElementById("hint-effective");
  var asked = hint.textContent;
  var told = document.getElementById("proposed-effective").textContent;
  var typed = day.value !== form.dataset.today;

  day.addEventListener("input", function () {
    typed = true;
    hint.textContent = asked;
  });
  form.addEventListener("change", function (event) {
    var chosen = event.target;
    if (typed || (chosen.name !== "document" && chosen.name !== "document:issued_on")) return;
    var proposed = chosen.name === "document" ? days[chosen.value] : chosen.value;
    day.value = proposed || form.dataset.today;
    hint.textContent = proposed ? told : asked;
  });
});
