/* What is typed is kept: at once in this browser, a moment later on the server, until it is posted. The server's own
   text stands in the form already, so only what it does not know yet is brought back from here. */

const PAGE = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`.slice(0, 36);
const AFTER = 1200;
const LATEST = 8000;
const AGAIN = [4000, 10000, 30000, 60000];
const composers = new Map();

class Draft {
  constructor(form, status) {
    Object.assign(this, { form, status, key: status.dataset.key, timer: 0, tries: 0, sending: false, box: null, asks: false });
    this.known = Number(status.dataset.sequence);
    this.sent = this.known;
    this.saved = status.hasAttribute("data-unsaved") ? null : this.given;
    this.first = 0;
    this.bringBack();
    // On a slow line somebody may have typed before this came.
    if (!this.asks) this.typed();
  }

  get body() {
    return this.form.querySelector("[name=body]");
  }

  get title() {
    return this.form.querySelector("[name=title]");
  }

  /* The text as the server sent it. */
  get given() {
    return JSON.stringify([this.title?.defaultValue ?? "", this.body?.defaultValue ?? ""]);
  }

  get text() {
    return JSON.stringify([this.title?.value ?? "", this.body?.value ?? ""]);
  }

  set text(words) {
    const [title, body] = JSON.parse(words);
    if (this.title) this.title.value = title;
    this.body.value = body;
    this.body.dispatchEvent(new Event("input", { bubbles: true }));
  }

  say(words, warns = false) {
    // Said anew only when it is news: a status that repeats itself tires whoever listens.
    if (this.status.textContent !== words) this.status.textContent = words;
    this.status.classList.toggle("saved--warns", warns);
  }

  keepHere() {
    try {
      localStorage.setItem(this.key, JSON.stringify({ text: this.text, base: this.known, at: Date.now() }));
    } catch {
      // Full, or forbidden: the server keeps it.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // As above.
    }
  }

  bringBack() {
    let here = null;
    try {
      here = JSON.parse(localStorage.getItem(this.key));
    } catch {
      return;
    }
    if (!here || here.text === this.text) {
      this.forget();
      return;
    }
    if (here.base === this.known || !this.body.value.trim()) {
      this.text = here.text;
      this.say(this.status.dataset.restored);
      this.wait(AFTER);
    } else {
      // Another page went on from there: both texts are shown.
      this.choose(this.status.dataset.restored, here.text, this.known);
    }
  }

  typed() {
    if (this.text === this.saved) return;
    this.keepHere();
    this.first ||= Date.now();
    this.wait(Math.min(AFTER, Math.max(0, this.first + LATEST - Date.now())));
  }

  wait(time) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), time);
  }

  /* `last`: the page goes away, and nobody will hear the answer. */
  async send(last = false) {
    clearTimeout(this.timer);
    if (!document.contains(this.form) || this.asks || this.posting || this.text === this.saved) return;
    if (this.sending && !last) {
      this.wait(AFTER);
      return;
    }
    const text = this.text;
    const [title, body] = JSON.parse(text);
    const base = this.known;
    this.sent = Math.max(this.sent, this.known) + 1;
    this.remember();
    const data = new URLSearchParams({ title, body, base, sequence: this.sent, page: PAGE });
    data.append("csrfmiddlewaretoken", this.form.querySelector("[name=csrfmiddlewaretoken]").value);
    this.sending = true;
    this.first = 0;
    let response = null;
    try {
      const headers = { Accept: "application/json" };
      const small = last && data.toString().length < 60000;
      response = await fetch(this.status.dataset.draft, {
        method: "POST", body: data, headers, keepalive: small, redirect: "manual",
      });
      await this.answered(response, text);
    } catch {
      this.retry();
    }
    this.sending = false;
  }

  async answered(response, text) {
    if (response.status === 200 || response.status === 409 || response.status === 422) {
      const answer = await response.json();
      this.tries = 0;
      if (response.status === 200) {
        this.known = Math.max(this.known, answer.sequence);
        this.sent = Math.max(this.sent, this.known);
        this.remember();
        this.saved = text;
        if (this.text === text) this.forget();
        else this.typed();
        this.say(answer.said);
      } else if (response.status === 409) {
        this.sent = this.known;
        this.remember();
        this.choose(answer.said, JSON.stringify([answer.title, answer.body]), answer.sequence, answer.posted);
      } else {
        this.keepHere();
        this.say(`${answer.said} ${this.status.dataset.refused}`, true);
      }
    } else if (response.status >= 500) {
      this.retry();
    } else {
      // Signed out, or a form that was open too long: what to do is said, and the text waits here.
      this.keepHere();
      this.say(this.status.dataset.away, true);
    }
  }

  retry() {
    this.keepHere();
    this.say(this.status.dataset.alone, true);
    this.wait(AGAIN[Math.min(this.tries++, AGAIN.length - 1)]);
  }

  /* The form takes along which save it comes from: with the post, the draft is emptied up to that one. */
  remember() {
    const field = this.form.querySelector("[name=draft]");
    if (field) field.value = this.sent;
  }

  /* Two texts for one place: one goes on here, the other stays to be copied. */
  choose(said, other, sequence, posted = false) {
    this.box?.remove();
    const [title, body] = JSON.parse(other);
    this.box = this.form.querySelector("template[data-both]").content.cloneNode(true).firstElementChild;
    this.asks = true;
    const text = document.createElement("textarea");
    Object.assign(text, { className: "form-control", rows: 5, readOnly: true, dir: "auto" });
    const place = this.box.querySelector("[data-other]");
    text.setAttribute("aria-label", place.dataset.other);
    place.replaceWith(text);
    const [mine, theirs] = ["[data-mine]", "[data-theirs]"].map((one) => this.box.querySelector(one));
    this.box.querySelector("[data-said]").textContent = said;
    text.value = title ? `${title}\n\n${body}` : body;
    text.hidden = theirs.hidden = posted || !text.value;
    mine.addEventListener("click", () => {
      this.box.remove();
      this.goOn(sequence);
    });
    theirs.addEventListener("click", () => {
      // What stood here is not thrown away with one press: it stays in the box, to be copied.
      const here = this.text;
      this.text = other;
      text.value = JSON.parse(here).filter(Boolean).join("\n\n");
      mine.remove();
      theirs.remove();
      this.goOn(sequence);
    });
    (this.form.querySelector(".composer__bar") ?? this.form.lastElementChild).before(this.box);
  }

  goOn(sequence) {
    this.asks = false;
    this.known = sequence;
    this.sent = Math.max(this.sent, sequence);
    this.saved = null;
    this.keepHere();
    this.body.focus();
    this.wait(0);
  }

  /* On its way as a post: what is kept of it goes when the answer says that it stands. */
  post() {
    clearTimeout(this.timer);
    this.keepHere();
    this.posting = true;
    this.remember();
  }
}

function open(root) {
  for (const status of root.querySelectorAll?.("[data-draft]") ?? []) {
    const form = status.closest("form");
    if (!form || composers.has(form)) continue;
    composers.set(form, new Draft(form, status));
  }
  for (const form of composers.keys()) if (!document.contains(form)) composers.delete(form);
}

const draftOf = (target) => composers.get(target.closest?.("form"));

/* What was sent without HTMX and stands is no longer kept here. */
function forgetPosted() {
  const posted = sessionStorage.getItem("posted");
  sessionStorage.removeItem("posted");
  if (!posted) return;
  const { key, text, from } = JSON.parse(posted);
  // A text that was refused, or met an error, comes back under the address to which it was sent.
  if (location.pathname === new URL(from).pathname) return;
  try {
    if (JSON.parse(localStorage.getItem(key))?.text === text) localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

forgetPosted();
open(document);
document.addEventListener("htmx:load", (event) => open(event.detail.elt));
document.addEventListener("input", (event) => draftOf(event.target)?.typed());
document.addEventListener("submit", (event) => {
  const draft = draftOf(event.target);
  if (!draft || event.submitter?.name === "preview") return;
  draft.post();
  if (!window.htmx || !event.target.hasAttribute("hx-post"))
    sessionStorage.setItem("posted", JSON.stringify({ key: draft.key, text: draft.text, from: event.target.action }));
});
document.addEventListener("htmx:afterRequest", (event) => {
  const from = event.detail.requestConfig?.elt ?? event.detail.elt;
  const draft = draftOf(from);
  if (!draft || from.name === "preview") return;
  draft.posting = false;
  if (event.detail.xhr.status >= 200 && event.detail.xhr.status < 300) {
    draft.saved = draft.text;
    draft.forget();
  } else draft.wait(AFTER);
});
for (const away of ["pagehide", "visibilitychange"]) {
  window.addEventListener(away, () => {
    if (away === "visibilitychange" && document.visibilityState !== "hidden") return;
    for (const draft of composers.values()) if (draft.text !== draft.saved) draft.send(true);
  }, { capture: true });
}
