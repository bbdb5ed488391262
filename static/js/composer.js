/* The buttons of a composer write Markdown around what is selected. Without this one types it. */

/* Written as if typed, so that the browser's undo takes it back and everything that listens hears it. */
function write(text, words, start = text.selectionStart, end = text.selectionEnd) {
  text.focus();
  text.setSelectionRange(start, end);
  if (document.execCommand?.("insertText", false, words)) return;
  text.setRangeText(words, start, end, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function around(text, mark) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const chosen = value.slice(start, end);
  // Three stars are emphasis within strong: which of both is there, their number tells.
  const stars = Math.min(/\**$/.exec(value.slice(0, start))[0].length, /^\**/.exec(value.slice(end))[0].length);
  const has = mark.length === 2 ? stars >= 2 : stars % 2 === 1;
  if (has) {
    write(text, chosen, start - mark.length, end + mark.length);
    text.setSelectionRange(start - mark.length, end - mark.length);
  } else {
    write(text, mark + chosen + mark);
    text.setSelectionRange(start + mark.length, end + mark.length);
  }
}

function before(text, mark) {
  const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const ends = text.value.indexOf("\n", text.selectionEnd);
  const end = ends < 0 ? text.value.length : ends;
  const lines = text.value.slice(start, end).split("\n");
  const off = lines.every((line) => line.startsWith(mark));
  write(text, lines.map((line) => (off ? line.slice(mark.length) : mark + line)).join("\n"), start, end);
}

const VERBS = {
  bold: (text) => around(text, "**"),
  italic: (text) => around(text, "*"),
  list: (text) => before(text, "- "),
  quote: (text) => before(text, "> "),
};

function textOf(target) {
  return target.closest?.("[data-composer]")?.querySelector("textarea[name=body]");
}

function press(event) {
  const button = event.target.closest?.("[data-write]");
  const text = button && textOf(button);
  if (text) VERBS[button.dataset.write](text);
}

function key(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const verb = { b: "bold", i: "italic" }[event.key.toLowerCase()];
  const text = verb && textOf(event.target);
  if (!text || text !== event.target) return;
  event.preventDefault();
  VERBS[verb](text);
}

function show(root) {
  for (const tools of root.querySelectorAll?.("[data-tools]") ?? []) tools.hidden = false;
}

show(document);
document.addEventListener("click", press);
document.addEventListener("keydown", key);
document.addEventListener("htmx:load", (event) => show(event.detail.elt));
