/* What is offered while somebody types a search: gone by Escape, by leaving, and walked through by the arrows. */

function offers(element) {
  return element.closest("[data-suggests]")?.querySelector("#suggestions");
}

function walk(event) {
  const list = offers(event.target);
  if (!list) return;
  if (event.key === "Escape" && list.childElementCount) {
    list.replaceChildren();
    list.parentElement.querySelector("input").focus();
    event.preventDefault();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [list.parentElement.querySelector("input"), ...list.querySelectorAll("a")];
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function leave(event) {
  const list = offers(event.target);
  if (list && !list.parentElement.contains(event.relatedTarget)) list.replaceChildren();
}

document.addEventListener("keydown", walk);
document.addEventListener("focusout", leave);
