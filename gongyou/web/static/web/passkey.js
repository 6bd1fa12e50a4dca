// Passkeys: <form data-passkey="get|create" data-options="id of a json_script">.
"use strict";
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const ids = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

  const options = (raw) => {
    const key = raw.publicKey;
    return {
      publicKey: {
        ...key,
        challenge: bytes(key.challenge),
        ...(key.user && { user: { ...key.user, id: bytes(key.user.id) } }),
        ...(key.allowCredentials && { allowCredentials: ids(key.allowCredentials) }),
        ...(key.excludeCredentials && { excludeCredentials: ids(key.excludeCredentials) }),
      },
    };
  };

  const plain = (credential) => {
    const from = credential.response;
    const response = { clientDataJSON: text(from.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (from[name]) response[name] = text(from[name]);
    }
    if (from.getTransports) response.transports = from.getTransports();
    return {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const act = form.dataset.passkey;
    if (!act || form.elements.credential.value) return;
    event.preventDefault();
    try {
      const raw = JSON.parse(document.getElementById(form.dataset.options).textContent);
      const credential = await navigator.credentials[act](options(raw));
      form.elements.credential.value = JSON.stringify(plain(credential));
      form.submit();
    } catch {
      form.querySelector("[data-passkey-failed]")?.removeAttribute("hidden");
      delete form.dataset.sent;
    }
  });
})();
