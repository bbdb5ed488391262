/* What is typed into a long form is kept in this browser until it is sent and stands: a closed window, a lost
   connection, a sign-in in between lose no word. On the page that follows, what was sent is forgotten. */

const AFTER = 400;
const SENT = "sent-text";

function stored(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

function keep(storage, key, value) {
  try {
    if (value) storage.setItem(key, JSON.stringify(value));
    else storage.removeItem(key);
  } catch {
    // Full, or forbidden: then nothing is kept, and nothing is said to be.
    return false;
  }
  return true;
}

class Kept {
  constructor(form, status) {
    Object.assign(this, { form, status, key: status.dataset.keep, timer: 0 });
    this.fields = [...form.querySelectorAll("textarea[name], input[name]:not([type=hidden])")];
    this.base = form.querySelector("input[name=base]");
    // What the server sent last: what one goes back to, unless it is what was typed, refused or looked at.
    this.given = this.now;
    this.unsaved = status.hasAttribute("data-unsaved");
    const before = stored(localStorage, this.key);
    if (this.unsaved) this.store();
    else if (before && this.differs(before.text)) this.bringBack(before);
    else keep(localStorage, this.key, null);
    status.querySelector("button").addEventListener("click", () => this.throwAway());
  }

  get now() {
    return { text: Object.fromEntries(this.fields.map((field) => [field.name, field.value])), base: this.base?.value };
  }

  /* The line that says what changed is no text by itself. */
  differs(text) {
    const plain = (words) => (words ?? "").replaceAll("\r\n", "\n").trim();
    return ["title", "body"].some((name) => name in text && plain(text[name]) !== plain(this.given.text[name]));
  }

  show({ text, base }) {
    for (const field of this.fields) if (field.name in text) field.value = text[field.name];
    // Written upon an older text: then both are shown when it is sent, and none is lost.
    if (this.base && base) this.base.value = base;
  }

  bringBack(before) {
    this.show(before);
    this.say(this.status.dataset.restored);
  }

  throwAway() {
    this.forget();
    if (this.unsaved) location.assign(location.pathname);
    this.show(this.given);
    this.fields[0].focus();
  }

  forget() {
    this.rest();
    keep(localStorage, this.key, null);
    this.say("");
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  say(words) {
    const place = this.status.querySelector("[role=status]");
    if (place.textContent !== words) place.textContent = words;
    this.status.querySelector("button").hidden = !words;
  }

  store() {
    this.rest();
    // What stands there anyway is not kept: brought back later, it would stand against a newer text.
    if (!this.unsaved && !this.differs(this.now.text)) this.forget();
    else if (keep(localStorage, this.key, this.now)) this.say(this.status.dataset.kept);
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.store(), AFTER);
  }

  leaves() {
    if (this.timer) this.store();
  }

  sends() {
    this.store();
    keep(sessionStorage, SENT, { key: this.key, from: location.pathname });
  }
}

const sent = stored(sessionStorage, SENT);
keep(sessionStorage, SENT, null);
// What was refused, or met a sign-in, comes back under the address from which it was sent.
if (sent && sent.from !== location.pathname) keep(localStorage, sent.key, null);

for (const status of document.querySelectorAll("[data-keep]")) {
  const form = status.closest("form");
  const kept = new Kept(form, status);
  form.addEventListener("input", () => kept.typed());
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "preview") kept.store();
    else kept.sends();
  });
  window.addEventListener("pagehide", () => kept.leaves());
}
