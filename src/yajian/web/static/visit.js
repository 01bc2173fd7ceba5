/* Keeps a visit that could not be sent, in this browser, and sends it once. Without this file the form is a plain form.
   What is kept leaves only when the office has said that it is recorded, or whoever made it takes it away. */
"use strict";

(function () {
  var form = document.getElementById("visit");
  if (!form || !window.indexedDB || !window.fetch) return;
  var outbox = document.getElementById("outbox");
  var says = document.getElementById("outbox-says");
  var rows = document.getElementById("outbox-rows");
  var goOn = document.getElementById("outbox-then");
  var wrong = document.getElementById("visit-says");
  var words = {};
  document.querySelectorAll("#visit-words [data-word]").forEach(function (one) { words[one.dataset.word] = one.textContent; });
  var LIMIT = 30 * 1024 * 1024;
  var sending = false;
  var again = false; // something was kept while others were being sent
  var keeping = false;
  var going = ""; // the visit just filled in: its step is gone on to, if the office answers at once
  var steps = []; // what visits sent from this page were made for

  /* The store: one record a visit, by the number it is carried out under. ------------------------ */

  function opened() {
    return new Promise(function (done, failed) {
      var asked = indexedDB.open("yajian-visits", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("visits", { keyPath: "id" }); };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { failed(asked.error); };
    });
  }

  function stored(mode, act) {
    return opened().then(function (base) {
      return new Promise(function (done, failed) {
        var turn = base.transaction("visits", mode);
        var asked = act(turn.objectStore("visits"));
        turn.oncomplete = function () { base.close(); done(asked.result); };
        turn.onabort = turn.onerror = function () { base.close(); failed(turn.error); };
      });
    });
  }

  function all() { return stored("readonly", function (visits) { return visits.getAll(); }); }
  function keep(visit) { return stored("readwrite", function (visits) { return visits.put(visit); }); }
  function drop(id) { return stored("readwrite", function (visits) { return visits.delete(id); }); }

  /* A visit as it was filled in. ------------------------------------------------------------------ */

  function number() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(bytes, function (one) { return ("0" + one.toString(16)).slice(-2); }).join("");
  }

  function filled() {
    var texts = [], files = [];
    new FormData(form).forEach(function (value, name) {
      if (typeof value !== "string") { if (value.size) files.push({ name: value.name, blob: value }); }
      else if (name !== "csrfmiddlewaretoken") texts.push([name, value]);
    });
    // a thing that was not looked at is not said
    texts = texts.filter(function (pair) {
      var check = /^looked:(\d+):/.exec(pair[0]);
      return !check || form.elements["looked:" + check[1] + ":value"].value.trim();
    });
    var again = 0;
    texts = texts.map(function (pair) {
      var check = /^looked:\d+:(key|value)$/.exec(pair[0]);
      if (!check) return pair;
      return ["looked:" + (check[1] === "key" ? again : again++) + ":" + check[1], pair[1]];
    });
    var oven = form.elements.oven;
    return {
      id: form.elements.command_id.value,
      person: form.dataset.person,
      about: oven.options[oven.selectedIndex].text,
      at: new Date().toISOString(),
      texts: texts,
      files: files,
      why: ""
    };
  }

  function missing(visit) {
    if (!form.elements.oven.value) return words.oven;
    if (!form.elements.purpose.value) return words.purpose;
    if (!visit.files.length && !form.querySelector("input[name=kept]:checked")) return words.photo;
    var size = visit.files.reduce(function (sum, one) { return sum + one.blob.size; }, 0);
    if (size > LIMIT) return words.large.replace("99", Math.ceil(size / 1024 / 1024));
    return "";
  }

  function tell(said) {
    wrong.textContent = said;
    wrong.hidden = !said;
    if (said) wrong.scrollIntoView({ block: "center" });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault(); // kept before anything is sent: a network that is there may be gone before the answer
    if (keeping) return;
    var visit = filled();
    var lacks = missing(visit);
    tell(lacks);
    if (lacks) return;
    keeping = true;
    keep(visit).then(function () {
      going = visit.id;
      form.reset();
      form.elements.command_id.value = number();
      ["latitude_e6", "longitude_e6", "accuracy_m"].forEach(function (name) { form.elements[name].value = ""; });
      document.getElementById("placed").textContent = "";
    }, function () { tell(words.full); })
      .then(function () { keeping = false; return send(); });
  });

  /* Sending: who is signed in, then one after the other. ------------------------------------------ */

  function whoIsIn() {
    return fetch("/visit", { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : null; });
  }

  function body(visit, token) {
    var data = new FormData();
    visit.texts.forEach(function (pair) { data.append(pair[0], pair[1]); });
    visit.files.forEach(function (one) { data.append("attach", one.blob, one.name); });
    data.append("csrfmiddlewaretoken", token);
    return data;
  }

  function sendOne(visit, token) {
    return fetch("/visit", {
      method: "POST", headers: { Accept: "application/json" }, redirect: "manual", body: body(visit, token)
    }).then(function (answer) {
      if (answer.ok) return answer.json().then(function (said) {
        if (said.then) steps.push({ id: visit.id, about: visit.about, address: said.then });
        return drop(visit.id).then(function () { return "sent"; });
      });
      if (answer.status === 422) return answer.json().then(function (said) {
        visit.why = said.why;
        return keep(visit).then(function () { return "declined"; });
      });
      if (answer.status === 413) {
        visit.why = words.refused;
        return keep(visit).then(function () { return "declined"; });
      }
      return "later";
    });
  }

  function send() {
    again = sending;
    if (sending) return Promise.resolve();
    sending = true;
    var sent = 0;
    return all().then(function (visits) {
      var open = visits.filter(function (one) { return !one.why; });
      if (!open.length) return "";
      return whoIsIn().then(function (who) {
        if (!who) return words.expired;
        var mine = open.filter(function (one) { return one.person === who.person; });
        return mine.reduce(function (before, visit) {
          return before.then(function (told) {
            return sendOne(visit, who.token).then(function (came) {
              if (came === "sent") sent += 1;
              return came === "later" ? words.busy : told;
            });
          });
        }, Promise.resolve(mine.length < open.length ? words.others : ""));
      });
    }).catch(function () { return words.offline; })
      .then(function (told) { sending = false; return show(told, sent); })
      .then(function () { return again ? send() : onwards(); });
  }

  /* On to the step of the visit just filled in. Of one sent later there is a link: whoever waited may be at something else. */
  function onwards() {
    var mine = steps.filter(function (one) { return one.id === going; })[0];
    if (mine) window.location.assign(mine.address);
    else if (going) outbox.scrollIntoView({ block: "center" }); // what became of it is said above the form
    going = "";
  }

  /* What is kept, and what became of it. ---------------------------------------------------------- */

  function show(told, sent) {
    return all().then(function (visits) {
      rows.textContent = "";
      visits.forEach(function (visit) {
        var row = document.createElement("li");
        var line = document.createElement("span");
        line.textContent = visit.about + " " + (visit.why ? words.declined : words.waiting).replace("99", visit.files.length) + visit.why;
        row.appendChild(line);
        if (visit.why) {
          var away = document.createElement("button");
          away.type = "button";
          away.className = "button button-small";
          away.textContent = words.away;
          away.addEventListener("click", function () { drop(visit.id).then(function () { return show("", 0); }); });
          row.appendChild(away);
        }
        rows.appendChild(row);
      });
      goOn.textContent = "";
      steps.forEach(function (one) {
        var row = document.createElement("li");
        var link = document.createElement("a");
        link.href = one.address;
        link.textContent = words.then;
        row.appendChild(document.createTextNode(one.about + " "));
        row.appendChild(link);
        goOn.appendChild(row);
      });
      outbox.hidden = !visits.length && !sent && !steps.length;
      outbox.dataset.waiting = visits.length;
      says.textContent = (sent ? words.sent.replace("99", sent) + " " : "") + told;
    });
  }

  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) send(); });
  setInterval(function () { if (!outbox.hidden && outbox.dataset.waiting !== "0") send(); }, 30000);
  send();

  /* Where the telephone is, if it may say. -------------------------------------------------------- */

  if (!navigator.geolocation || !window.isSecureContext) return;
  document.getElementById("placing").hidden = false;
  document.getElementById("place").addEventListener("click", function () {
    var placed = document.getElementById("placed");
    placed.textContent = words.placing;
    navigator.geolocation.getCurrentPosition(function (found) {
      form.elements.latitude_e6.value = Math.round(found.coords.latitude * 1e6);
      form.elements.longitude_e6.value = Math.round(found.coords.longitude * 1e6);
      form.elements.accuracy_m.value = Math.round(found.coords.accuracy);
      placed.textContent = words.placed.replace("99", Math.round(found.coords.accuracy));
    }, function () { placed.textContent = words.unplaced; }, { enableHighAccuracy: true, timeout: 20000 });
  });
})();
