/* Files for a text: chosen, pasted or dropped, they are sent at once and written where the cursor stands. Without this
   they go with the form (templates/components/attach.html). */

const waiting = new WeakMap();

function placeOf(target) {
  const form = target.closest?.("form");
  const place = form?.querySelector("[data-attach]");
  const text = form?.querySelector("textarea[name=body]");
  return place && text ? { form, place, text, list: place.querySelector(".attach__list") } : null;
}

/* Written on a line of its own unless it stands among words, and so that the browser's undo takes it back. */
function write(text, words) {
  const before = text.value.slice(0, text.selectionStart);
  const gap = !before || /\s$/.test(before) ? "" : "\n\n";
  const focused = document.activeElement === text;
  text.focus({ preventScroll: true });
  text.setSelectionRange(text.selectionEnd, text.selectionEnd);
  if (!document.execCommand?.("insertText", false, `${gap}${words}\n`)) {
    text.setRangeText(`${gap}${words}\n`, text.selectionEnd, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (!focused && !matchMedia("(hover: hover)").matches) text.blur();
}

function line(list, words, kind) {
  const item = document.createElement("li");
  item.className = `attached ${kind}`;
  const said = document.createElement("bdi");
  said.textContent = words;
  item.append(said);
  list.append(item);
  return item;
}

/* Resolved when the file is here, or is not going to be. */
function send(file, { form, place, text, list }) {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  const item = line(list, file.name, "attached--going");
  const progress = document.createElement("progress");
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute("aria-label", file.name);
  item.append(progress);
  const data = new FormData();
  // A long name is cut here: a server takes no form with such a one.
  data.append("files", file, file.name.length > 150 ? file.name.slice(0, 130) + file.name.slice(-20) : file.name);
  data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress.value = event.loaded / event.total;
  });
  request.addEventListener("loadend", () => {
    waiting.set(form, waiting.get(form) - 1);
    list.querySelector(".attached--wait")?.remove();
    if (request.status === 201 || request.status === 422) {
      const made = document.createElement("template");
      made.innerHTML = request.responseText;
      for (const one of made.content.querySelectorAll("[data-written]")) write(text, one.dataset.written);
      item.replaceWith(made.content);
    } else {
      item.replaceWith(line(list, `${file.name}: ${place.dataset.failed}`, "invalid-feedback"));
    }
    resolve();
  });
  request.open("POST", place.dataset.attach);
  request.send(data);
  return promise;
}

/* One after the other, so that they stand in the text as they were chosen. */
async function sendAll(files, at) {
  for (const old of at.list.querySelectorAll(".invalid-feedback")) old.remove();
  waiting.set(at.form, (waiting.get(at.form) || 0) + files.length);
  for (const file of files) await send(file, at);
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-attach] input[type=file]")) return;
  const at = placeOf(event.target);
  if (!at) return;
  sendAll([...event.target.files], at);
  // They are on their way: the form does not take them along as well.
  event.target.value = "";
});

document.addEventListener("paste", (event) => {
  const at = placeOf(event.target);
  const files = [...(event.clipboardData?.files || [])];
  // A table copied from an office program comes as words and as a picture: the words are meant.
  if (!at || event.target !== at.text || !files.length || event.clipboardData.getData("text/plain")) return;
  event.preventDefault();
  sendAll(files, at);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const at = event.target.closest && placeOf(event.target);
    if (!at || ![...(event.dataTransfer?.types || [])].includes("Files")) return;
    event.preventDefault();
    at.form.classList.toggle("is-aimed-at", kind === "dragover");
    if (kind === "drop") sendAll([...event.dataTransfer.files], at);
  });
}

/* Posting waits for what is on its way. */
document.addEventListener(
  "submit",
  (event) => {
    if (!waiting.get(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const at = placeOf(event.target);
    if (!at.list.querySelector(".attached--wait")) line(at.list, at.place.dataset.waiting, "attached--wait");
  },
  true,
);
