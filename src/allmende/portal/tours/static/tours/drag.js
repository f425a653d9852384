/* Drag a stop of the calendar to another day or crew. The same as the form "Verschieben". */
const form = document.getElementById("move-form");
let dragged = null;

function cellOf(event) {
  return dragged ? event.target.closest?.("[data-drop]") : null;
}

function clear() {
  document.querySelectorAll(".is-over").forEach((cell) => cell.classList.remove("is-over"));
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-move]") ?? null;
  if (!dragged) return;
  dragged.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.textContent.trim());
});

document.addEventListener("dragover", (event) => {
  const cell = cellOf(event);
  clear();
  if (!cell || cell.contains(dragged)) return;
  event.preventDefault();
  cell.classList.add("is-over");
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  clear();
});

document.addEventListener("drop", (event) => {
  const cell = cellOf(event);
  if (!cell || !form || cell.contains(dragged)) return;
  event.preventDefault();
  form.action = dragged.dataset.move;
  form.elements.crew.value = cell.dataset.crew;
  form.elements.day.value = cell.dataset.day;
  form.requestSubmit();
});
