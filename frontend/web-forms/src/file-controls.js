// Files that are no pictures, and pictures drawn with the finger: Web Forms shows a sentence in
// place of the first (without even the question) and asks for a picture's file for the second.
import { computed, defineComponent, h, onMounted, ref } from "vue";

const word = (key) => globalThis.gongyouWord?.(key) ?? key;
const button = (text, onClick, disabled) =>
  h("button", { type: "button", class: "gy-button", disabled, onClick }, text);

// One submission may have 50 MB (openrosa/replies.py); its answers and other files need some of it.
const MOST = 45_000_000;

/** How large, as people say it: 812 kB, 3.4 MB. */
function sizeOf(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A sound, a film or a paper: recorded where the device can, or chosen. */
export const UploadFile = defineComponent({
  props: ["question"],
  setup({ question }) {
    const [record, choose] = [ref(null), ref(null)];
    const kind = question.nodeOptions.media.type;
    const accept = ["audio", "video"].includes(kind) ? `${kind}/*` : undefined;
    const records = accept && "capture" in document.createElement("input");
    const tooLarge = ref(false);
    const value = computed(() => question.currentState.value);
    const input = (place, more) =>
      h("input", {
        ref: place, type: "file", accept, hidden: true, ...more,
        onChange: (event) => {
          const file = event.target.files?.[0];
          tooLarge.value = (file?.size ?? 0) > MOST;
          if (file && !tooLarge.value) question.setValue(file);
          event.target.value = "";
        },
      });
    return () => {
      const disabled = question.currentState.readonly === true;
      const file = value.value;
      return h("div", { class: "gy-file" }, [
        records && button(word("Record"), () => record.value.click(), disabled),
        records && input(record, { capture: kind === "video" ? "environment" : "" }),
        button(word("Choose a file"), () => choose.value.click(), disabled),
        input(choose, { "data-chooses": kind }),
        tooLarge.value && h("p", { class: "gy-file-kept gy-typed-bad", role: "alert" }, word("The file is larger than 45 MB. Take a shorter or smaller one.")),
        file && h("p", { class: "gy-file-kept", role: "status" }, [
          `${file.name} (${sizeOf(file.size)}) `,
          !disabled && button(word("Remove"), () => question.setValue(null)),
        ]),
      ]);
    };
  },
});

const asksToDraw = (question) => [...(question.appearances ?? [])].some((each) => each === "signature" || each === "draw");

/** A field to sign or draw in; an existing picture stays shown until it is removed. */
export const Drawing = defineComponent({
  props: ["question"],
  setup({ question }) {
    if (!asksToDraw(question)) return () => null;
    const canvas = ref(null);
    const drawn = ref(false);
    let last = null;
    const wipe = () => {
      const brush = canvas.value?.getContext("2d");
      if (!brush) return;
      brush.fillStyle = "#fff";
      brush.fillRect(0, 0, canvas.value.width, canvas.value.height);
      Object.assign(brush, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#10203a" });
    };
    const at = (event) => {
      const box = canvas.value.getBoundingClientRect();
      return [((event.clientX - box.left) * canvas.value.width) / box.width, ((event.clientY - box.top) * canvas.value.height) / box.height];
    };
    const line = (event) => {
      if (!last) return;
      const brush = canvas.value.getContext("2d");
      const here = at(event);
      brush.beginPath();
      brush.moveTo(...last);
      brush.lineTo(...here);
      brush.stroke();
      last = here;
    };
    const begin = (event) => {
      if (question.currentState.readonly) return;
      if (!drawn.value) wipe();
      drawn.value = true;
      last = at(event);
      line(event);
      // The finger may leave the field; a pointer that is already gone cannot be held.
      try { canvas.value.setPointerCapture(event.pointerId); } catch { last = at(event); }
    };
    const end = () => {
      if (!last) return;
      last = null;
      canvas.value.toBlob((blob) => question.setValue(new File([blob], "drawing.png", { type: "image/png" })), "image/png");
    };
    const again = () => {
      wipe();
      drawn.value = false;
      question.setValue(null);
    };
    onMounted(wipe);
    return () => {
      if (question.currentState.value && !drawn.value) return null;
      return h("div", { class: "gy-drawing" }, [
        h("canvas", {
          ref: canvas, width: 640, height: 280, role: "img", "aria-label": word("Sign or draw here"),
          onPointerdown: begin, onPointermove: line, onPointerup: end, onPointercancel: end,
        }),
        h("p", { class: "gy-drawing-line" }, [
          h("span", {}, word("Sign or draw here")),
          drawn.value && button(word("Start again"), again),
        ]),
      ]);
    };
  },
});
