/* Passkeys: asks the browser for one and sends what it says. Without this file one signs in with password and code.

   form[data-passkey="get"|"create"]   holds input[name=credential]
     data-options       id of a <script type="application/json"> with the options, or
     data-options-url   where to ask for them
     data-text-*        what is said when it does not work
   inside it: [data-passkey-button], [data-passkey-status] */
"use strict";

function bytesOf(text) {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function textOf(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function withBytes(options) {
  const asked = { ...options, challenge: bytesOf(options.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytesOf(asked.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (asked[list]) asked[list] = asked[list].map((one) => ({ ...one, id: bytesOf(one.id) }));
  }
  return asked;
}

function asJson(credential) {
  const response = { clientDataJSON: textOf(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = textOf(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment || undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return answer.json();
}

/* A passkey that signs in by itself must be kept by the device and must know who holds it. */
function mindingPasswordless(form, options) {
  const isAlone = Boolean(form.elements.passwordless && form.elements.passwordless.checked);
  return {
    ...options,
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: isAlone ? "required" : "discouraged",
      requireResidentKey: isAlone,
      userVerification: isAlone ? "required" : "preferred",
    },
  };
}

async function credentialFor(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "create") {
    const publicKey = withBytes(mindingPasswordless(form, options.creation_options.publicKey));
    return navigator.credentials.create({ publicKey });
  }
  return navigator.credentials.get({ publicKey: withBytes(options.request_options.publicKey) });
}

function reasonOf(error, form) {
  const texts = {
    NotAllowedError: form.dataset.textCancelled,
    AbortError: form.dataset.textCancelled,
    InvalidStateError: form.dataset.textKnown,
    SecurityError: form.dataset.textAddress,
  };
  return texts[error.name] || form.dataset.textFailed;
}

async function run(form, button, status) {
  button.disabled = true;
  status.textContent = form.dataset.textWaiting;
  try {
    form.elements.credential.value = JSON.stringify(asJson(await credentialFor(form)));
    form.submit();
  } catch (error) {
    status.textContent = reasonOf(error, form);
    button.disabled = false;
  }
}

/* Passkeys are bound to a name: at an address of digits, or without encryption, browsers refuse them. */
function isUsable() {
  const isAddress = /^[\d.]+$|:/.test(location.hostname) || !window.isSecureContext;
  return { isSupported: Boolean(window.PublicKeyCredential && navigator.credentials), isAddress };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-button]");
  const status = form.querySelector("[data-passkey-status]");
  const { isSupported, isAddress } = isUsable();
  if (isSupported && !isAddress) {
    button.disabled = false;
    status.textContent = "";
    /* Enter in a field of this form must not send it without a passkey. */
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!button.disabled) run(form, button, status);
    });
  } else {
    status.textContent = isAddress ? form.dataset.textAddress : form.dataset.textUnsupported;
  }
}
