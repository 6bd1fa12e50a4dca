// Answers encrypted to the key that the survey's owners hold, as ODK Collect encrypts them; the
// server can't open them. gongyou/surveys/envelope.py is the other side and has the steps.

const NAMESPACE = "http://www.opendatakit.org/xforms/encrypted";
const META = "http://openrosa.org/xforms";
const BLOCK = 16;
const OAEP = { name: "RSA-OAEP", hash: "SHA-256" };
const encoder = new TextEncoder();
const parse = (xml) => new DOMParser().parseFromString(xml, "text/xml");
const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The public key of a form, or "". */
export function publicKey(formXml) {
  const submission = parse(formXml).getElementsByTagNameNS("*", "submission")[0];
  return (submission?.getAttribute("base64RsaPublicKey") ?? "").replace(/\s/g, "");
}

/**
 * Put `{xml, files: [{name, blob}]}` into an envelope of the same shape.
 *
 * Every call encrypts anew, and the server refuses other bytes under the same name: keep the
 * envelope, not the answers, for sending again. `md5(bytes)` gives a digest's 16 bytes.
 */
export async function encrypted(answers, key, instanceId, md5) {
  const owners = await crypto.subtle.importKey("spki", bytesOf(key), OAEP, false, ["encrypt"]);
  const wrap = async (bytes) => base64(new Uint8Array(await crypto.subtle.encrypt(OAEP, owners, bytes)));
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const aes = await crypto.subtle.importKey("raw", secret, "AES-CBC", false, ["encrypt"]);
  const wrapped = await wrap(secret);
  const seed = md5(Uint8Array.of(...encoder.encode(instanceId), ...secret));
  const root = parse(answers.xml).documentElement;
  const version = root.getAttribute("version") ?? "";
  const lines = [root.getAttribute("id") ?? "", ...(version ? [version] : []), wrapped, instanceId];
  const files = [];
  for (const file of [...answers.files, { name: "submission.xml", blob: new Blob([answers.xml]) }]) {
    seed[files.length % BLOCK] += 1;
    const clear = new Uint8Array(await file.blob.arrayBuffer());
    files.push({ name: `${file.name}.enc`, blob: new Blob([await cfb(aes, seed, clear)]) });
    lines.push(`${file.name}::${hex(md5(clear))}`);
  }
  const signature = await wrap(md5(encoder.encode(lines.map((line) => `${line}\n`).join(""))));
  return { xml: envelope(root, version, wrapped, instanceId, files, signature), files };
}

/**
 * AES in cipher feedback with padding. WebCrypto has none, but its chained mode gives the same key
 * stream: what it makes of a block is what feedback adds to the next one.
 */
async function cfb(aes, vector, clear) {
  const missing = BLOCK - (clear.length % BLOCK);
  const chained = new Uint8Array(BLOCK + clear.length + missing).fill(missing);
  chained.set(vector);
  chained.set(clear, BLOCK);
  const none = new Uint8Array(BLOCK);
  const stream = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CBC", iv: none }, aes, chained));
  return chained.subarray(BLOCK).map((byte, at) => byte ^ stream[at]);
}

function envelope(root, version, wrapped, instanceId, files, signature) {
  const dom = document.implementation.createDocument(NAMESPACE, "data");
  const put = (parent, name, text = "", space = NAMESPACE) => {
    const made = parent.appendChild(dom.createElementNS(space, name));
    made.textContent = text;
    return made;
  };
  const data = dom.documentElement;
  data.setAttribute("id", root.getAttribute("id") ?? "");
  if (version) data.setAttribute("version", version);
  data.setAttribute("encrypted", "yes");
  put(data, "base64EncryptedKey", wrapped);
  put(put(data, "orx:meta", "", META), "orx:instanceID", instanceId, META);
  for (const file of files.slice(0, -1)) put(put(data, "media"), "file", file.name);
  put(data, "encryptedXmlFile", files.at(-1).name);
  put(data, "base64EncryptedElementSignature", signature);
  return new XMLSerializer().serializeToString(dom);
}
