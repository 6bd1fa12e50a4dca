// What is kept on this device: drafts, finished answers, the last saved ones. All of it is
// encrypted under a key that never leaves the browser (WebCrypto, not extractable).

const NAME = "gongyou-fill";
const STORES = ["keys", "drafts", "queue", "last"];
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const name of STORES) request.result.createObjectStore(name, { keyPath: "id" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run(name, mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    // strict: the promise is kept only when the disk has it.
    const transaction = database.transaction(name, mode, { durability: "strict" });
    const request = act(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const get = (store, id) => run(store, "readonly", (s) => s.get(id));
export const all = (store) => run(store, "readonly", (s) => s.getAll());
export const put = (store, row) => run(store, "readwrite", (s) => s.put(row));
export const drop = (store, id) => run(store, "readwrite", (s) => s.delete(id));

let keyPromise;
function key() {
  keyPromise ??= (async () => {
    const kept = await get("keys", "device");
    if (kept) return kept.key;
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Two tabs may get here at once: the first to be stored is the key of both.
    await run("keys", "readwrite", (s) => s.add({ id: "device", key: fresh })).catch(() => null);
    return (await get("keys", "device")).key;
  })();
  return keyPromise;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Encrypt `{xml, files: [{name, blob}]}` for the record `id`. */
export async function seal(id, answers) {
  const parts = [encoder.encode(answers.xml)];
  const names = [];
  for (const file of answers.files) {
    const bytes = new Uint8Array(await file.blob.arrayBuffer());
    names.push({ name: file.name, type: file.blob.type, size: bytes.length });
    parts.push(bytes);
  }
  const head = encoder.encode(JSON.stringify({ xml: parts[0].length, files: names }));
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, head.length);
  const clear = await new Blob([size, head, ...parts]).arrayBuffer();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(id) }, await key(), clear);
  return { iv, sealed };
}

/** The other way round. */
export async function unseal(id, kept) {
  const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv, additionalData: encoder.encode(id) }, await key(), kept.sealed);
  const length = new DataView(clear).getUint32(0);
  const head = JSON.parse(decoder.decode(new Uint8Array(clear, 4, length)));
  let at = 4 + length;
  const xml = decoder.decode(new Uint8Array(clear, at, head.xml));
  at += head.xml;
  const files = head.files.map((file) => {
    const blob = new Blob([clear.slice(at, at + file.size)], { type: file.type });
    at += file.size;
    return { name: file.name, blob };
  });
  return { xml, files };
}
