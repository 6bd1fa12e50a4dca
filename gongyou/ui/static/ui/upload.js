// <form data-upload> sends its files with a visible progress; without a script it is a plain form.
"use strict";
(() => {
  const show = (form, share) => {
    const meter = form.querySelector("[data-upload-meter]");
    if (!meter) return;
    meter.hidden = false;
    meter.querySelector("progress").value = share;
    meter.querySelector(".meter-text").textContent = `${Math.round(share * 100)}%`;
  };

  const arrive = (request) => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    if (request.status < 400 && request.responseURL && request.responseURL !== location.href) {
      location.assign(request.responseURL);
      return;
    }
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    window.htmx?.process(document.body);
    document.dispatchEvent(new CustomEvent("gongyou:load", { detail: document.body }));
    document.querySelector("[data-focus]")?.focus();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-upload]") || event.defaultPrevented) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (at) => at.lengthComputable && show(form, at.loaded / at.total));
    request.addEventListener("load", () => arrive(request));
    request.addEventListener("error", () => form.querySelector("[data-upload-failed]")?.removeAttribute("hidden"));
    request.send(new FormData(form, event.submitter));
    show(form, 0);
  });

  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(type, (event) => {
      const zone = event.target.closest?.(".drop");
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle("over", type === "dragenter" || type === "dragover");
      const input = zone.querySelector("input[type=file]");
      if (type === "drop" && input && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
})();
