/* What the pages do more comfortably with script. Every one of them works without. */

/* Sign-up: the time zone as the browser knows it, as long as nobody has chosen one. */
function guessTimeZone() {
  const select = document.querySelector("select[name=time_zone]");
  if (!select || document.querySelector("[data-error-summary]")) return;
  if (!select.hasAttribute("data-guess") && !location.pathname.includes("/signup")) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((option) => option.value === zone)) select.value = zone;
}

/* The summary of what to put right takes the focus, on a page and after a swap. */
function focusSummary(root) {
  const summary = root.querySelector?.("[data-error-summary]");
  if (summary) summary.focus();
}

/* Ctrl+Enter (Command+Enter) in a composer presses its primary button. */
function postByKey(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("[data-composer]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".btn-primary[type=submit]"));
}

/* While HTMX waits: aria-busy, and the pressed button says what is going on. */
function setBusy(event, busy) {
  const form = event.detail.elt.closest?.("form");
  if (!form || event.detail.elt.matches("[name=preview]")) return;
  if (busy) form.setAttribute("aria-busy", "true");
  else form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll("button[data-busy]")) {
    if (busy) {
      button.dataset.word = button.textContent;
      button.textContent = button.dataset.busy;
    } else if (button.dataset.word) {
      button.textContent = button.dataset.word;
      delete button.dataset.word;
    }
  }
}

/* A request that did not come through says so beside its form; what was typed stays there. */
function sayItFailed(event) {
  const form = event.detail.elt.closest?.("form");
  const words = document.getElementById("not-sent");
  if (!form || !words) return;
  form.querySelector("[data-not-sent]")?.remove();
  form.append(words.content.cloneNode(true));
}

/* Reply, where a composer is open below already, goes to what was typed instead of taking its place. */
function keepComposer(event) {
  if (!event.detail.elt.matches("[data-reply]")) return;
  const text = event.detail.target.querySelector("[data-composer] textarea");
  if (!text) return;
  event.preventDefault();
  text.focus();
}

/* Menus close by Escape, and by a press anywhere else. */
function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.type === "keydown") {
      if (event.key !== "Escape") continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (!menu.contains(event.target)) menu.open = false;
  }
}

guessTimeZone();
focusSummary(document);
/* Where the address names a place on the page, going there takes the focus away again. */
addEventListener("load", () => document.activeElement === document.body && focusSummary(document));
document.addEventListener("keydown", postByKey);
document.addEventListener("keydown", closeMenus);
document.addEventListener("click", closeMenus);
document.addEventListener("htmx:beforeRequest", keepComposer);
document.addEventListener("htmx:beforeRequest", (event) => setBusy(event, true));
document.addEventListener("htmx:afterRequest", (event) => setBusy(event, false));
document.addEventListener("htmx:responseError", sayItFailed);
document.addEventListener("htmx:sendError", sayItFailed);
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.detail.elt));
