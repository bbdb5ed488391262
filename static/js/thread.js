/* A thread's page: signs, menus and answers without leaving it. Each is a link or a button that works without this. */

const from = (event, selector) => event.target.closest?.(selector);
const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);

/* A sign is put or taken back in its place, and keeps the focus. */
async function sign(event) {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("[data-signs]") || !button || !window.htmx) return;
  event.preventDefault();
  const place = `signs-${Math.abs(button.value)}`;
  const values = { [button.name]: button.value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value };
  await htmx.ajax("POST", form.action, { source: button, target: `#${place}`, swap: "outerHTML", values });
  document.querySelector(`#${place} [name="${button.name}"]`)?.focus();
}

/* The menu of a post comes when it is asked for, and stays. */
async function more(event) {
  const link = from(event, "a.more");
  if (!link || !window.htmx || !isPlain(event)) return;
  event.preventDefault();
  const foot = link.parentElement;
  await htmx.ajax("GET", link.href, { source: link, target: link, swap: "outerHTML" });
  foot.querySelector("details.menu > summary")?.focus();
}

/* An answer is written below its post, at once. */
async function reply(event) {
  const link = from(event, "a[data-reply]");
  if (!link || !window.htmx || !isPlain(event)) return;
  event.preventDefault();
  const post = link.closest(".post");
  const id = post.id.replace("post-", "reply-");
  let place = document.getElementById(id);
  if (!place) {
    place = document.createElement("div");
    place.id = id;
    place.className = "post__reply";
    post.querySelector(".post__rest").append(place);
  }
  const text = () => place.querySelector("[data-composer] textarea");
  if (!text()) await htmx.ajax("GET", link.href, { source: link, target: place, swap: "innerHTML" });
  text()?.focus();
}

/* The lasting address of a post goes to the clipboard. */
async function copy(event) {
  const link = from(event, "a[data-copy]");
  if (!link || !navigator.clipboard || !isPlain(event)) return;
  event.preventDefault();
  await navigator.clipboard.writeText(link.href);
  link.lastChild.textContent = link.dataset.copy;
}

/* An address that leads to a composer leads into its text, once the browser is done with the address. */
function lead() {
  const place = document.getElementById(location.hash.slice(1));
  if (place?.matches(".post__reply, [data-composer]")) place.querySelector("textarea")?.focus();
}

window.addEventListener("load", lead);
document.addEventListener("submit", sign);
document.addEventListener("click", more);
document.addEventListener("click", reply);
document.addEventListener("click", copy);
