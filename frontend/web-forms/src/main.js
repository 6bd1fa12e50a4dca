// The part of the fill-in page that needs ODK Web Forms: show a form, read its state, hand
// over what was filled. Storing and sending are the page's own (gongyou/surveys/static).
import { OdkWebForm, POST_SUBMIT__NEW_INSTANCE, webFormsPlugin } from "@getodk/web-forms";
import { createApp, h, ref } from "vue";
import { InputDate, InputDateTime, InputTime } from "./day-controls.js";
import { Drawing, UploadFile } from "./file-controls.js";

Object.assign(globalThis, { gongyouControls: { InputDate, InputDateTime, InputTime, Drawing, UploadFile } });

// WebCrypto leaves MD5 out; OpenRosa asks for it to tell damaged files, which guards nothing.
export { md5 } from "@noble/hashes/legacy.js";

/**
 * Show a form.
 *
 * @param {HTMLElement} element where
 * @param {object} options
 * @param {string} options.formXml the published XForm
 * @param {(url: URL) => Promise<Response>} options.fetchFile gives a file of the form
 * @param {object|null} options.draft `{xml, files: Map<name, Blob>}` to go on with
 * @param {object} options.properties deviceID, username …
 * @param {(payload) => Promise<boolean>} options.onSend stores a finished answer; true when kept
 * @returns {{read: () => Promise<object|null>, close: () => void}}
 */
export function mount(element, options) {
  const shown = ref(null);
  const props = {
    ref: shown,
    formXml: options.formXml,
    fetchFormAttachment: options.fetchFile,
    missingResourceBehavior: "BLANK",
    preloadProperties: options.properties ?? {},
    editInstance: options.draft ? resumed(options.draft) : undefined,
    onSubmit: async (payload, done) => {
      // What was typed and not understood is neither sent nor thrown away.
      const unread = element.querySelector("[data-unread]");
      if (unread) {
        unread.scrollIntoView({ block: "center" });
        unread.focus();
        return;
      }
      const kept = await options.onSend(unpack(payload));
      done(kept && !options.draft ? { next: POST_SUBMIT__NEW_INSTANCE } : undefined);
    },
  };
  const app = createApp({ render: () => h(OdkWebForm, props) });
  app.use(webFormsPlugin);
  app.mount(element);
  return {
    read: async () => {
      const root = rootOf(shown.value?.$?.subTree);
      return root ? unpack(await root.prepareInstancePayload({ payloadType: "monolithic" })) : null;
    },
    close: () => app.unmount(),
  };
}

/**
 * Open a form unseen, with every question blank, as a link does.
 *
 * @returns {Promise<string|null>} why it does not open, or null
 */
export async function opens(formXml, fetchFile) {
  const form = { fetchFormAttachment: fetchFile, missingResourceBehavior: "BLANK" };
  const state = await globalThis.gongyouOpen(formXml, { form, preloadProperties: {} });
  if (state.status === "FORM_STATE_SUCCESS") return null;
  return state.error?.message || "?";
}

function resumed(draft) {
  return {
    resolveInstance: async () => draft.xml,
    attachmentFileNames: [...draft.files.keys()],
    resolveAttachment: async (name) => new Response(draft.files.get(name)),
  };
}

function unpack(payload) {
  const data = payload.data instanceof FormData ? payload.data : payload.data[0];
  let xml = null;
  const files = [];
  for (const [name, value] of data.entries()) {
    if (name === "xml_submission_file") xml = value;
    else if (value instanceof Blob) files.push({ name: value.name || name, blob: value });
  }
  return { xml, files };
}

/** The form's root node: the component that shows the title is given it. */
function rootOf(vnode) {
  if (!vnode) return null;
  const given = vnode.component?.props?.form;
  if (typeof given?.prepareInstancePayload === "function") return given;
  const inside = vnode.component ? [vnode.component.subTree] : [];
  const children = Array.isArray(vnode.children) ? vnode.children : [];
  for (const each of [...inside, ...children]) {
    const found = typeof each === "object" ? rootOf(each) : null;
    if (found) return found;
  }
  return null;
}
