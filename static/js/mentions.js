/* People after an @ and threads after a #, offered while one types: a list box that the text box controls. Without this
   one writes the handle or the number. */

const ASK = 150;
let open = null;
let timer = 0;
let turn = 0;

/* What stands before the cursor, if it begins a call or a name. */
function begun(text) {
  if (text.selectionStart !== text.selectionEnd) return null;
  const before = text.value.slice(Math.max(0, text.selectionStart - 60), text.selectionStart);
  const found = /(?:^|[\s([{"'“‘>])([@#])([\p{L}\p{N}][\p{L}\p{N}._-]*(?: [\p{L}\p{N}]+)?)$/u.exec(before);
  return found && { sign: found[1], words: found[2], start: text.selectionStart - found[2].length - 1 };
}

function close() {
  if (!open) return;
  const { text, list, said } = open;
  for (const name of ["aria-controls", "aria-activedescendant", "aria-haspopup", "aria-autocomplete"]) text.removeAttribute(name);
  list.remove();
  said.remove();
  open = null;
}

function mark(number) {
  const options = [...open.list.children];
  open.at = (number + options.length) % options.length;
  options.forEach((one, index) => one.setAttribute("aria-selected", index === open.at));
  open.text.setAttribute("aria-activedescendant", options[open.at].id);
  options[open.at].scrollIntoView({ block: "nearest" });
}

function take(option) {
  const { text } = open;
  const now = begun(text);
  const words = `${option.dataset.insert} `;
  close();
  if (!now) return;
  text.focus();
  text.setSelectionRange(now.start, text.selectionStart);
  if (!document.execCommand?.("insertText", false, words)) {
    text.setRangeText(words, now.start, text.selectionStart, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function show(text, tools, markup) {
  close();
  const list = document.createElement("ul");
  list.className = "options";
  list.id = "composer-options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", tools.dataset.found.replace(/[:\s]+$/, ""));
  list.innerHTML = markup;
  if (!list.children.length) return;
  [...list.children].forEach((one, index) => (one.id = `composer-option-${index}`));
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  text.after(list, said);
  said.textContent = `${tools.dataset.found}${list.children.length}`;
  text.setAttribute("aria-controls", list.id);
  text.setAttribute("aria-haspopup", "listbox");
  text.setAttribute("aria-autocomplete", "list");
  open = { text, list, said, at: 0 };
  mark(0);
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

async function ask(text) {
  const tools = text.closest("[data-composer]")?.querySelector("[data-tools]");
  const now = begun(text);
  if (!tools || !now) return close();
  const mine = ++turn;
  const address = now.sign === "@" ? tools.dataset.people : tools.dataset.threads;
  let markup = "";
  try {
    const response = await fetch(`${address}?q=${encodeURIComponent(now.words)}`, { redirect: "manual" });
    if (response.ok) markup = await response.text();
  } catch {
    // Offline: one writes it whole.
  }
  if (mine === turn && document.activeElement === text && begun(text)?.words === now.words) show(text, tools, markup);
}

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-composer] textarea[name=body]")) return;
  clearTimeout(timer);
  if (!begun(event.target)) close();
  else timer = setTimeout(() => ask(event.target), ASK);
});
document.addEventListener("keydown", (event) => {
  if (!open || event.target !== open.text || event.isComposing) return;
  const verbs = {
    ArrowDown: () => mark(open.at + 1), ArrowUp: () => mark(open.at - 1), Escape: close,
    Enter: () => take(open.list.children[open.at]), Tab: () => take(open.list.children[open.at]),
  };
  if (!verbs[event.key] || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  verbs[event.key]();
}, true);
document.addEventListener("focusout", (event) => {
  if (open && event.target === open.text) close();
});
