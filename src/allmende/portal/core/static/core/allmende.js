// Progressive extras. Everything here also works without it, as a plain form.
"use strict";

// Upload by drag and drop: dropped files go into the plain file input.
document.addEventListener("dragover", (event) => {
  const zone = event.target.closest(".dropzone");
  if (!zone) return;
  event.preventDefault();
  zone.classList.add("is-over");
});
document.addEventListener("dragleave", (event) => {
  event.target.closest?.(".dropzone")?.classList.remove("is-over");
});
document.addEventListener("drop", (event) => {
  const zone = event.target.closest(".dropzone");
  if (!zone) return;
  event.preventDefault();
  zone.classList.remove("is-over");
  const input = zone.querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  const note = event.target.closest(".dropzone")?.querySelector("[data-chosen]");
  if (!note) return;
  const count = event.target.files.length;
  note.textContent = count === 1 ? "1 Datei gewählt" : `${count} Dateien gewählt`;
});

// Parallel clicks: a form is sent once.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// Where nobody is logged in, no page of a member stays on the device. Secret addresses of crews are
// nobody's session, and what a phone still has to send is not among the pages.
if ("anonymous" in document.body.dataset && "caches" in window) forgetPages();
async function forgetPages() {
  const names = await caches.keys();
  const own = names.filter((name) => name.startsWith("tour/werkzeuge/"));
  await Promise.all(own.map((name) => caches.delete(name)));
}

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form) delete form.dataset.sent;
});

// Where a form fails on the server, the error page is shown as it would be without htmx.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  if (detail.shouldSwap || detail.xhr.status < 400 || !event.detail.elt.closest("form")) return;
  detail.shouldSwap = true;
  detail.target = document.getElementById("inhalt");
  detail.selectOverride = "#inhalt";
  detail.swapOverride = "outerHTML";
});
document.addEventListener("htmx:sendError", (event) => {
  const sentence = event.target.closest("[data-offline]")?.dataset.offline;
  if (sentence) document.getElementById("messages").textContent = sentence;
});

// A question is short: Enter sends it, Shift and Enter begin a new line.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  const field = event.target.closest("[data-enter-submits]");
  if (!field) return;
  event.preventDefault();
  field.form.requestSubmit();
});

// After an error, the summary is read out first.
document.getElementById("form-errors")?.focus();

// Passkeys: where the browser or the device refuses, the page says so.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelector("[data-passkey-error]")?.removeAttribute("hidden");
});

// The answer takes the place of the introduction and the frequent questions.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "answer") return;
  for (const id of ["intro", "topics"]) document.getElementById(id)?.remove();
});
