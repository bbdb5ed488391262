/* The desk: from one case to the next by j and k or the arrows, while a case has the focus. Each is a link that Tab
   reaches without this. */

const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const typing = "input, textarea, select, summary, [contenteditable]";

function step(event) {
  const by = STEPS[event.key];
  const here = document.activeElement?.closest?.("[data-cases] .case");
  if (!by || !here || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest(typing)) return;
  const cases = [...document.querySelectorAll("[data-cases] .case")].filter((one) => one.querySelector("[data-case]"));
  const next = cases[cases.indexOf(here) + by]?.querySelector("[data-case]");
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.closest(".case").scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", step);
for (const hint of document.querySelectorAll(".keys")) hint.hidden = false;
