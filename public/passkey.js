/*
 * Passkeys (WebAuthn) for pages that carry no other script. A form with `data-passkey` is sent only after the browser's key has
 * answered: `data-passkey="create"` makes a key, `"get"` uses one; `data-options` is where the challenge comes from. The answer
 * goes along as the hidden field `credential`, so the form is an ordinary one to the server. Without this module such forms stay
 * hidden (see passkey-form.module.css) and everything else works.
 */
const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const withBytes = (key) => ({ ...key, id: bytesOf(key.id) });

/** Older browsers have no `parseCreationOptionsFromJSON`; what we send needs no more than this. */
function readOptions(sent) {
  return {
    ...sent,
    challenge: bytesOf(sent.challenge),
    ...(sent.user && { user: withBytes(sent.user) }),
    ...(sent.excludeCredentials && { excludeCredentials: sent.excludeCredentials.map(withBytes) }),
    ...(sent.allowCredentials && { allowCredentials: sent.allowCredentials.map(withBytes) }),
  };
}

function writeCredential({ id, type, response, ...key }) {
  const told = { clientDataJSON: textOf(response.clientDataJSON) };
  for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) told[name] = textOf(response[name]);
  }
  if (response.getTransports) told.transports = response.getTransports();
  return JSON.stringify({ id, rawId: id, type, response: told, clientExtensionResults: {}, ...key });
}

async function askKey(form) {
  const answer = await fetch(form.dataset.options, { method: 'POST', headers: { accept: 'application/json' } });
  const sent = await answer.json();
  if (!answer.ok) throw new Error(sent.title);
  const publicKey = readOptions(sent);
  return form.dataset.passkey === 'create'
    ? navigator.credentials.create({ publicKey })
    : navigator.credentials.get({ publicKey });
}

/** Said in the page's language by the form itself: cancelled, already there, or whatever the server says. */
function sentenceFor(form, error) {
  if (error.name === 'InvalidStateError') return form.dataset.known;
  if (error.name === 'NotAllowedError' || error.name === 'AbortError') return form.dataset.cancelled;
  return error instanceof DOMException || error instanceof TypeError ? form.dataset.failed : error.message;
}

document.addEventListener(
  'submit',
  async (event) => {
    const form = event.target.closest('form[data-passkey]');
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = form.querySelector('button');
    const trouble = form.querySelector('[role=alert]');
    button.disabled = true;
    trouble.textContent = '';
    try {
      form.elements.credential.value = writeCredential(await askKey(form));
      form.submit();
    } catch (error) {
      trouble.textContent = sentenceFor(form, error);
      button.disabled = false;
    }
  },
  true,
);

if (window.PublicKeyCredential && window.isSecureContext) document.documentElement.dataset.passkeys = '';
