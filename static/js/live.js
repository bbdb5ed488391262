/* An open page of a thread tells that there are new replies, and brings them in when the reader says so.

   It asks rarely where nothing happens, not at all in a window that nobody sees or without a network, and goes away
   from a server that is busy. Nothing that stands on the page is taken away or drawn anew: neither a text that is
   being typed nor the place at which one reads is lost. */

const SLOWEST = 60; // seconds, where nothing happens
const FURTHEST = 300; // seconds, where nobody moves or the server is in trouble
const IDLE = 300; // seconds without a key, a press or a scroll

const place = document.querySelector("[data-live]");

let etag = place?.dataset.etag;
let after = place?.dataset.after;
const shortest = Number(place?.dataset.seconds) || 15;
let pause = shortest;
let timer = 0;
let asked = Date.now();
let touched = Date.now();
let over = false;

/* Not all pages at the same moment. */
const spread = (seconds) => seconds * (0.8 + 0.4 * Math.random());

function wait(seconds) {
  clearTimeout(timer);
  if (!over && !document.hidden && navigator.onLine) timer = setTimeout(ask, 1000 * spread(seconds));
}

async function ask() {
  asked = Date.now();
  let response;
  try {
    response = await fetch(`${place.dataset.live}?after=${after}`, {
      headers: { "If-None-Match": etag },
      credentials: "same-origin",
      signal: AbortSignal.timeout?.(20000),
    });
  } catch {
    pause = Math.min(FURTHEST, pause * 2);
    return wait(pause);
  }
  if (response.status === 429 || response.status >= 500) {
    pause = Math.min(FURTHEST, pause * 2);
    return wait(Math.max(pause, Number(response.headers.get("Retry-After")) || 0));
  }
  if (response.status === 304) {
    const idle = Date.now() - touched > 1000 * IDLE;
    pause = Math.min(idle ? FURTHEST : Math.max(SLOWEST, shortest), pause * (idle ? 2 : 1.2));
    return wait(pause);
  }
  /* The thread is gone for this reader, or they are signed out: the next page that they open says so. */
  if (!response.ok || response.redirected) {
    over = true;
    return;
  }
  etag = response.headers.get("ETag") ?? etag;
  pause = shortest;
  tell(await response.text());
  wait(pause);
}

const isHere = (number) => document.getElementById(`post-${number}`) !== null;

/* The sentence comes from the server. It is put there only when it says something else, for it is read aloud. */
function tell(answer) {
  const read = new DOMParser().parseFromString(answer, "text/html");
  const link = read.querySelector("[data-live-show]");
  if (!link || link.dataset.posts.split(" ").every(isHere)) return place.replaceChildren();
  if (place.textContent.trim() !== link.textContent.trim()) place.replaceChildren(document.adoptNode(link));
}

/* The page as it would be now: its posts that are missing here come to their places. */
async function show(event) {
  const link = event.target.closest?.("[data-live-show]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (place.hasAttribute("aria-busy")) return;
  place.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(location.pathname + location.search, { credentials: "same-origin" });
    if (!response.ok || response.redirected) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    bringIn(page, link);
  } catch {
    location.assign(link.href);
  } finally {
    place.removeAttribute("aria-busy");
  }
}

function bringIn(page, link) {
  const tree = document.getElementById("tree");
  const posts = [...page.querySelectorAll("#tree > .post")];
  const fresh = stay(() => posts.filter((post, number) => settle(tree, post, number, posts)));
  const [count, counted] = [document, page].map((one) => one.getElementById("thread-count"));
  if (count && counted) count.textContent = counted.textContent;
  /* A reply that is sent from here tells the server what this page shows. */
  const [shown, drawn] = [document, page].map((one) => one.getElementById("thread"));
  if (shown && drawn) shown.setAttribute("hx-vals", drawn.getAttribute("hx-vals"));
  const pages = page.querySelectorAll("nav:has(> .pages)");
  const own = document.querySelectorAll("nav:has(> .pages)");
  if (pages.length === own.length) own.forEach((nav, number) => nav.replaceWith(document.adoptNode(pages[number])));
  const now = page.querySelector("[data-live]");
  if (now) ({ etag, after } = now.dataset);
  const elsewhere = link.dataset.posts.split(" ").filter((number) => !isHere(number));
  if (elsewhere.length) {
    const words = document.getElementById("live-elsewhere").content.cloneNode(true);
    words.querySelector("a").href = link.href.replace(/\d+(?=\/$)/, elsewhere[0]);
    place.replaceChildren(words);
  } else if (fresh.length) place.replaceChildren(document.getElementById("live-shown").content.cloneNode(true));
  else place.replaceChildren();
  if (!fresh.length) return;
  window.htmx?.process(tree);
  document.dispatchEvent(new CustomEvent("thread:grown", { detail: { posts: fresh } }));
  fresh[0].tabIndex = -1;
  fresh[0].focus({ preventScroll: true });
}

/* Put a post that is missing below the one that stands before it there. Returns whether it was missing. */
function settle(tree, post, number, posts) {
  if (document.getElementById(post.id)) return false;
  const before = posts[number - 1] && document.getElementById(posts[number - 1].id);
  const next = posts[number + 1] && document.getElementById(posts[number + 1].id);
  const copy = document.importNode(post, true);
  copy.classList.add("post--fresh");
  for (const one of [copy, ...copy.querySelectorAll("[autofocus]")]) one.removeAttribute("autofocus");
  if (before) before.after(copy);
  else if (next) next.before(copy);
  else tree.append(copy);
  return true;
}

/* What must not move: the text that is being typed, if it is in sight, else the first post that is. */
function anchor() {
  const isSeen = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const typed = [...document.querySelectorAll("#thread textarea")].filter((box) => box.value.trim());
  return typed.find(isSeen) ?? [...document.querySelectorAll("#tree > .post:not([hidden])")].find(isSeen);
}

/* Do something to the page while what is read stays where it is on the screen. */
function stay(act) {
  const seen = anchor();
  const root = document.documentElement;
  root.style.overflowAnchor = "none";
  const top = seen?.getBoundingClientRect().top;
  const posts = act().map((post) => document.getElementById(post.id));
  if (seen) window.scrollBy({ top: seen.getBoundingClientRect().top - top, behavior: "instant" });
  requestAnimationFrame(() => root.style.removeProperty("overflow-anchor"));
  return posts;
}

/* Somebody looks again: what was due meanwhile is asked soon. */
function wake() {
  if (document.hidden || !navigator.onLine) return clearTimeout(timer);
  pause = shortest;
  wait(Math.max(0.5, shortest - (Date.now() - asked) / 1000));
}

/* What was said of replies that are in their place now stands over the text: it goes as soon as one reads on. */
function hush() {
  place.querySelector(".live__said")?.remove();
}

function touch() {
  if (Date.now() - touched > 1000 * IDLE) {
    touched = Date.now();
    wake();
  }
  touched = Date.now();
}

if (place) {
  place.addEventListener("click", show);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("offline", wake);
  for (const sign of ["pointerdown", "keydown", "wheel"]) document.addEventListener(sign, hush, { passive: true });
  for (const sign of ["pointerdown", "keydown", "scroll"]) document.addEventListener(sign, touch, { passive: true });
  wait(pause);
}
