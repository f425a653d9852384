/* The page of a crew: entries go into a queue on the phone first and then to the server. */
import * as queue from "./phone_queue.js";

const { home, crew, record, day } = document.body.dataset;
const SIDE = 1920;
const EVERY = 60_000;
const find = (name, root = document) => root.querySelector(`[data-${name}]`);
const state = find("state");
// Kept since an earlier day, as there is no network; a day that somebody asked for is meant.
const isKept = day < today() && !location.search.includes("tag=");
let isSending = false;

function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
const clock = (time = new Date()) => time.toTimeString().slice(0, 5);

function say(text) {
  state.textContent = text;
}

/* Entering */

document.addEventListener("click", (event) => {
  const start = event.target.closest("[data-start]");
  if (!start) return;
  event.preventDefault();
  const row = start.closest("li");
  const field = row.querySelector("[name=starts]");
  field.value = clock();
  localStorage.setItem(`start-${row.dataset.stop}`, field.value);
  say(`Beginn ${field.value} Uhr ist eingetragen.`);
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-entry]");
  if (!form || !("indexedDB" in window)) return;
  event.preventDefault();
  const given = new FormData(form, event.submitter);
  complete(given, event.submitter);
  const wrong = find("wrong", form);
  wrong.textContent = mistake(given);
  wrong.hidden = !wrong.textContent;
  if (!wrong.hidden) return;
  try {
    await queue.put(await entryOf(form, given));
  } catch {
    HTMLFormElement.prototype.submit.call(form); // no room on the phone: straight to the server
    return;
  }
  form.closest("details").open = false;
  form.reset();
  await show();
  await send();
});

function complete(given, button) {
  given.set("result", button?.value ?? "erledigt"); // in place of the form's own empty field
  given.set("id", crypto.randomUUID());
  given.delete("csrfmiddlewaretoken");
  if (isKept) given.set("day", today());
  if (!given.get("ends") && given.get("day") === today()) given.set("ends", clock());
}

function mistake(given) {
  if (given.get("result") === "nicht" && !given.get("problem").trim()) {
    return "Schreiben Sie den Grund, damit jemand nachplanen kann.";
  }
  if (given.has("place") && !given.get("place").trim()) return "Schreiben Sie, wo Sie gearbeitet haben.";
  if (!given.get("ends")) return "Tragen Sie ein, wann die Arbeit zu Ende war.";
  if (given.get("starts") && given.get("ends") < given.get("starts")) {
    return "Das Ende liegt vor dem Beginn. Berichtigen Sie die Uhrzeit.";
  }
  return "";
}

async function entryOf(form, given) {
  const fields = [];
  for (const [name, value] of given) {
    if (!(value instanceof File)) fields.push([name, value]);
    else if (value.size) fields.push([name, await smaller(value)]);
  }
  const key = given.get("key") ?? "";
  localStorage.removeItem(`start-${key}`);
  return {
    id: given.get("id"), crew, key, fields, at: Date.now(), sent: false, trouble: "",
    title: given.get("label") ?? given.get("place"), done: given.get("result") !== "nicht",
  };
}

/* Draws the picture anew: it needs less room, and its position stays on the phone. */
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
    return drawn ?? file;
  } catch {
    return file;
  }
}

/* Sending */

async function send() {
  if (isSending) return;
  isSending = true;
  try {
    for (const entry of (await queue.all(crew)).filter((one) => !one.sent)) {
      if (!(await sendOne(entry))) break;
    }
  } finally {
    isSending = false;
    await show();
  }
}

/* False: no use in trying the next one now. */
async function sendOne(entry) {
  const body = new FormData();
  for (const [name, value] of entry.fields) {
    if (value instanceof Blob) body.append(name, value, value.name ?? "foto.jpg");
    else body.append(name, value);
  }
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) body.append("csrfmiddlewaretoken", token.value);
  let response;
  try {
    response = await fetch(record, { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    return false;
  }
  return settle(entry, response);
}

async function settle(entry, response) {
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const answer = isJson ? await response.json() : {};
  if (response.ok && answer.id) {
    await queue.put({ ...entry, fields: [], sent: true, trouble: "" });
    say([answer.said, ...(answer.problems ?? [])].join(" "));
    return true;
  }
  await queue.put({ ...entry, trouble: answer.message ?? sentence(response) });
  return response.status === 422;
}

function sentence(response) {
  if (response.status === 404) return "Der Link gilt nicht mehr. Lassen Sie sich einen neuen geben; der Eintrag bleibt auf diesem Gerät.";
  if (response.status === 429) return "Gerade sind es zu viele Anfragen. Das Gerät versucht es in einer Minute wieder.";
  if (response.redirected || response.status === 403) return "Laden Sie die Seite neu und melden Sie sich an. Der Eintrag bleibt auf diesem Gerät.";
  return "Der Server antwortet nicht richtig. Das Gerät versucht es in einer Minute wieder.";
}

/* Showing */

async function show() {
  const entries = await queue.all(crew);
  const waiting = entries.filter((entry) => !entry.sent);
  find("queue").hidden = waiting.length === 0;
  find("waiting").replaceChildren(...waiting.map(waitingRow));
  for (const entry of entries) mark(entry);
  const rows = document.querySelectorAll(".phone-stops form").length;
  const open = document.querySelectorAll(".phone-stops [data-open]").length;
  if (find("count")) find("count").textContent = rows - open;
  showNext();
}

function waitingRow(entry) {
  const row = document.createElement("li");
  const at = new Date(entry.at);
  row.append(`${entry.title}, ${at.toLocaleDateString("de")} ${clock(at)} Uhr`);
  if (!entry.trouble) return row;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "kern-btn kern-btn--tertiary kern-btn--x-small";
  drop.textContent = "Verwerfen";
  drop.addEventListener("click", async () => {
    if (!confirm(`„${entry.title}“ verwerfen? Der Eintrag geht verloren.`)) return;
    await queue.remove(entry.id);
    location.reload();
  });
  row.append(`: ${entry.trouble} `, drop);
  return row;
}

function mark(entry) {
  if (!entry.key) return;
  const row = document.querySelector(`[data-stop="${CSS.escape(entry.key)}"]`);
  if (!row || (entry.sent && !row.hasAttribute("data-open") && find("local", row).hidden)) return;
  row.removeAttribute("data-open");
  const note = find("local", row);
  note.hidden = false;
  const what = entry.done ? "Erledigt" : "Nicht erledigt";
  note.textContent = `${what}, ${clock(new Date(entry.at))} Uhr – ${entry.sent ? "gesendet" : "wartet auf das Senden"}`;
}

function showNext() {
  const card = find("next-facts");
  if (!card) return;
  const row = document.querySelector(".phone-stops [data-open]");
  if (!row) {
    card.textContent = "Alles eingetragen.";
    return;
  }
  const link = document.createElement("a");
  link.className = "kern-btn kern-btn--primary";
  link.href = `#${row.id}`;
  const label = document.createElement("span");
  label.className = "kern-label";
  label.textContent = "Eintragen";
  link.append(label);
  link.addEventListener("click", () => { row.querySelector("details").open = true; });
  card.replaceChildren(...[...find("facts", row).children].map((part) => part.cloneNode(true)), link);
}

function restoreStarts() {
  for (const row of document.querySelectorAll("[data-stop]")) {
    const field = row.querySelector("[name=starts]");
    const kept = localStorage.getItem(`start-${row.dataset.stop}`);
    if (field && kept && !field.value) field.value = kept;
  }
}

async function begin() {
  restoreStarts();
  find("send").addEventListener("click", send);
  window.addEventListener("online", send);
  window.addEventListener("offline", () => say("Ohne Netz. Einträge bleiben auf diesem Gerät und werden später gesendet."));
  setInterval(send, EVERY);
  if (navigator.storage?.persist) navigator.storage.persist();
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(`${home}sw.js`, { scope: home }).catch(() => undefined);
    navigator.serviceWorker.ready.then(() => { find("ready").hidden = false; });
  }
  if (isKept) say("Ohne Netz: Das ist die Tour eines früheren Tages. Was Sie eintragen, gilt für heute.");
  await queue.forgetOld(crew);
  await show();
  await send();
}

begin();
