/* As one reads: posts that were in view for a moment are told to the server, several at once; "n" goes on to the next
   unread one. Without this, buttons on the page do the same. */

const MOMENT = 1000; /* how long a post is in view before it counts as shown */
const PAUSE = 3000; /* how long shown posts are gathered before they are sent */

const form = document.querySelector("form[data-reading]");
const tree = document.getElementById("tree");
const shown = new Set();
const told = new Set();
const waiting = new Map();
let timer = null;

const numberOf = (post) => post.id.replace("post-", "");

function note(post) {
  waiting.delete(post);
  watcher.unobserve(post);
  if (told.has(numberOf(post))) return;
  shown.add(numberOf(post));
  timer ??= setTimeout(send, PAUSE);
}

function send() {
  clearTimeout(timer);
  timer = null;
  if (!shown.size) return;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("posts", [...shown].join(","));
  body.set("quietly", "1");
  for (const number of shown) told.add(number);
  const sent = [...shown];
  shown.clear();
  fetch(form.action, { method: "POST", body, keepalive: true })
    .then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
    })
    .catch(() => {
      /* what did not arrive is told with the next ones */
      for (const number of sent) {
        told.delete(number);
        shown.add(number);
      }
    });
}

/* A post counts once its end was in view, or for a long one once it fills the window: not when it only flew past. */
function seen(entries) {
  for (const { target, isIntersecting, intersectionRatio, intersectionRect, rootBounds } of entries) {
    const much = intersectionRatio >= 0.9 || (rootBounds && intersectionRect.height >= 0.6 * rootBounds.height);
    if (isIntersecting && much) {
      if (!waiting.has(target)) waiting.set(target, setTimeout(note, MOMENT, target));
    } else {
      clearTimeout(waiting.get(target));
      waiting.delete(target);
    }
  }
}

const watcher = new IntersectionObserver(seen, { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] });

function watch(root) {
  for (const post of root.querySelectorAll("li.post[id^='post-']")) {
    if (!told.has(numberOf(post))) watcher.observe(post);
  }
}

function goOn(event) {
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const below = [...tree.querySelectorAll(".post--new")].find((post) => post.getBoundingClientRect().top > 120);
  event.preventDefault();
  if (below) {
    below.tabIndex = -1;
    below.scrollIntoView({ block: "start" });
    below.focus({ preventScroll: true });
    return;
  }
  send();
  const posts = tree.querySelectorAll("li.post[id^='post-']");
  const last = posts[posts.length - 1];
  location.assign(`${form.dataset.next}${last ? `?after=${numberOf(last)}` : ""}`);
}

if (form && tree) {
  watch(tree);
  new MutationObserver(() => watch(tree)).observe(tree, { childList: true });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
    else watch(tree);
  });
  addEventListener("pagehide", send);
  document.addEventListener("keydown", goOn);
}
