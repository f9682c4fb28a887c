// Forms: the summary of errors takes the focus, a form is sent once, and some buttons ask first.

const summary = document.querySelector("[data-error-summary]");
if (summary && !summary.closest(".specimen")) {
  summary.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  const control = link && document.getElementById(link.hash.slice(1));
  if (control) {
    event.preventDefault();
    const first = control.matches("fieldset") ? control.querySelector("input, select, textarea") : control;
    (first || control).focus();
    (control.closest(".field") || control).scrollIntoView({ block: "start" });
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled='true']")) {
    event.preventDefault();
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post" || "resend" in form.dataset) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  form.setAttribute("aria-busy", "true");
});

// Coming back with the browser's button shows the page as it was: it may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});
