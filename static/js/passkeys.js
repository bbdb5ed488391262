/* Passkeys. A form with data-passkey="create" or "get" gets a credential from the browser before it is sent; what the
   browser needs to know stands in the element that data-options names, or is fetched from the form's own address. */

const ENCODED = ["challenge", "id"];

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/* What the server says in words, with bytes where the browser wants them. */
function decoded(options) {
  const ready = { ...options };
  for (const name of ENCODED) if (typeof ready[name] === "string") ready[name] = bytes(ready[name]);
  if (ready.user) ready.user = decoded(ready.user);
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (ready[list]) ready[list] = ready[list].map(decoded);
  }
  return ready;
}

/* What the browser answers, with words where it has bytes. */
function encoded(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function options(form) {
  if (form.dataset.options) {
    const told = JSON.parse(document.getElementById(form.dataset.options).textContent);
    return told.creation_options ?? told.request_options;
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
  return (await answer.json()).request_options;
}

async function ceremony(form) {
  const { publicKey } = await options(form);
  const ready = decoded(publicKey);
  if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey: ready });
  const alone = form.elements.passwordless?.checked;
  if (alone !== undefined) {
    const choice = alone
      ? { residentKey: "required", requireResidentKey: true, userVerification: "required" }
      : { residentKey: "discouraged", requireResidentKey: false };
    ready.authenticatorSelection = { ...ready.authenticatorSelection, ...choice };
  }
  return navigator.credentials.create({ publicKey: ready });
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const problem = form.querySelector("[data-problem]");
  problem.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(encoded(await ceremony(form)));
    form.submit();
  } catch (error) {
    console.warn(error);
    problem.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!navigator.credentials || !window.PublicKeyCredential) continue;
  form.addEventListener("submit", send);
  for (const one of document.querySelectorAll("[data-needs-passkeys]")) one.hidden = false;
}
