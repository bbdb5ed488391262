/* A branch of a thread is shut and opened again at its first post; what is shut stays so while the window is open.
   The posts are a flat list: a branch is all that follows and stands deeper. */

const tree = document.getElementById("tree");
const memory = tree?.dataset.thread && `branches-${tree.dataset.thread}`;

const depth = (post) => Number(/(?:^| )d(\d)(?: |$)/.exec(post.className)?.[1] ?? 0);

function below(post) {
  const found = [];
  for (let next = post.nextElementSibling; next; next = next.nextElementSibling) {
    if (!next.classList.contains("post")) continue;
    if (depth(next) <= depth(post)) break;
    found.push(next);
  }
  return found;
}

function shut() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(memory)) ?? []);
  } catch {
    return new Set();
  }
}

function remember(ids) {
  try {
    sessionStorage.setItem(memory, JSON.stringify([...ids]));
  } catch {
    /* A browser that keeps nothing forgets it with the page. */
  }
}

/* Each first post of a branch has its button; what stands in a branch that is shut is out of sight. */
function arrange() {
  const ids = shut();
  const posts = [...tree.querySelectorAll(":scope > .post")];
  let hiddenBelow = Infinity;
  for (const post of posts) {
    if (depth(post) <= hiddenBelow) hiddenBelow = Infinity;
    post.hidden = hiddenBelow < Infinity;
    const replies = below(post).length;
    let button = post.querySelector(":scope .branch");
    if (!replies) {
      button?.remove();
      continue;
    }
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "act branch";
      (post.querySelector(".post__foot") ?? post.querySelector(".hidden-note, .post__rest")).append(button);
    }
    const isShut = ids.has(post.id);
    button.setAttribute("aria-expanded", String(!isShut));
    button.textContent = isShut ? `${tree.dataset.show} (${replies})` : tree.dataset.hide;
    if (isShut && hiddenBelow === Infinity) hiddenBelow = depth(post);
  }
}

function toggle(event) {
  const button = event.target.closest?.(".branch");
  if (!button) return;
  const ids = shut();
  const id = button.closest(".post").id;
  if (!ids.delete(id)) ids.add(id);
  remember(ids);
  arrange();
}

/* An address within a branch that is shut opens it, and so does a press on a link that leads there. */
function reveal() {
  const post = document.getElementById(location.hash.slice(1));
  if (!post?.hidden) return;
  const ids = shut();
  for (const id of ids) {
    const first = document.getElementById(id);
    if (first && below(first).includes(post)) ids.delete(id);
  }
  remember(ids);
  arrange();
  post.scrollIntoView();
}

if (memory) {
  arrange();
  reveal();
  tree.addEventListener("click", toggle);
  window.addEventListener("hashchange", reveal);
  document.addEventListener("thread:grown", arrange);
  document.addEventListener("htmx:oobAfterSwap", arrange);
}
