/* What is selected in a post is quoted by a button beside it, with a line that leads back. Without this "Quote in a reply"
   in the menu of a post quotes it whole. */

/* Written as if typed, so that the browser's undo takes it back. */
function write(text, words) {
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  if (document.execCommand?.("insertText", false, words)) return;
  text.setRangeText(words, text.value.length, text.value.length, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

const WAITING = "quote";
const SPECIAL = /[\\[\]*_`<>~]/g;
let button = null;

function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const inside = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".post__body");
  const body = inside(range.startContainer);
  const post = body?.closest(".post");
  const words = selection.toString().trim();
  return post?.querySelector("[data-reply]") && body === inside(range.endContainer) && words ? { post, words, range } : null;
}

function quote(post, words) {
  const lines = words.replace(/\n{3,}/g, "\n\n").split("\n").map((line) => `> ${line}`.trimEnd());
  const name = post.querySelector(".who").textContent.trim().replace(SPECIAL, "\\$&");
  return `${lines.join("\n")}\n>\n> [${name}](${new URL(post.querySelector("a.when").href).pathname})\n\n`;
}

/* Into the composer that is open: under this post, the one in which one wrote last, or a new one under this post. */
function put(post, words) {
  const under = post.querySelector("[data-composer] textarea[name=body]");
  const begun = [...document.querySelectorAll("[data-composer] textarea[name=body]")].find((one) => one.value.trim());
  const text = under ?? begun;
  if (text) {
    write(text, `${text.value && !text.value.endsWith("\n\n") ? "\n\n" : ""}${quote(post, words)}`);
    text.scrollIntoView({ block: "nearest" });
    return;
  }
  sessionStorage.setItem(WAITING, JSON.stringify({ post: post.id, words }));
  post.querySelector("[data-reply]").click();
}

/* A composer that comes for a quote takes it in: below the post, or on the page that the link led to. */
function takeIn(root) {
  const waiting = JSON.parse(sessionStorage.getItem(WAITING) || "null");
  const post = waiting && document.getElementById(waiting.post);
  const text = post?.querySelector("[data-composer] textarea[name=body]");
  if (!text || !(root.contains(text) || text.contains(root))) return;
  sessionStorage.removeItem(WAITING);
  put(post, waiting.words);
}

function hide() {
  button?.remove();
  button = null;
}

function offer() {
  const now = chosen();
  if (!now) {
    if (document.activeElement !== button) hide();
    return;
  }
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-second btn-sm quotebutton";
    button.textContent = document.querySelector("[data-quote]")?.dataset.quote ?? "Quote";
  }
  // Next in the order of the keyboard after the words that are selected.
  const rest = now.post.querySelector(".post__body");
  if (button.previousElementSibling !== rest) rest.after(button);
  const at = now.range.getBoundingClientRect();
  const frame = button.offsetParent.getBoundingClientRect();
  button.style.insetBlockStart = `${at.bottom - frame.top + 6}px`;
  button.onclick = () => {
    hide();
    getSelection().removeAllRanges();
    put(now.post, now.words);
  };
}

document.addEventListener("selectionchange", () => setTimeout(offer, 100));
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("pointerdown", (event) => button && event.target === button && event.preventDefault());
document.addEventListener("htmx:load", (event) => takeIn(event.detail.elt));
takeIn(document);
