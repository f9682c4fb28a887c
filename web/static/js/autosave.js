// Saves a form by itself a few seconds after a change, and says so. Without it, the buttons save.

const WAIT = 3000;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  keep(form);
}

function keep(form) {
  const state = form.querySelector("[data-autosave-state]");
  const version = form.elements.namedItem("version");
  let timer = 0;
  let changes = 0;
  let saving = false;
  let stopped = false;

  const say = (words, kind) => {
    state.textContent = words;
    state.dataset.kind = kind;
  };

  const plan = (delay = WAIT) => {
    window.clearTimeout(timer);
    if (!stopped) {
      timer = window.setTimeout(save, delay);
    }
  };

  const save = async () => {
    if (saving || stopped) {
      return;
    }
    if (!navigator.onLine) {
      say(form.dataset.offline, "failed");
      return;
    }
    saving = true;
    const sent = changes;
    const body = new FormData(form);
    body.set("action", "autosave");
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (answer.ok) {
        version.value = told.version;
        changes -= sent;
        say(told.message, told.refused ? "failed" : "saved");
      } else {
        stopped = answer.status === 409;
        say(told.message || form.dataset.failed, "failed");
        document.dispatchEvent(new CustomEvent("octroi:announce", { detail: state.textContent }));
      }
    } catch {
      say(navigator.onLine ? form.dataset.failed : form.dataset.offline, "failed");
    } finally {
      saving = false;
      if (changes > 0 && !stopped && state.dataset.kind === "saved") {
        plan();
      }
    }
  };

  const changed = () => {
    changes += 1;
    if (!stopped) {
      say(form.dataset.unsaved, "waiting");
    }
    plan();
  };

  form.addEventListener("input", changed);
  form.addEventListener("octroi:rows", changed);
  // A save by the button must not meet the one in the background half-way.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (saving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      const again = window.setInterval(() => {
        if (!saving) {
          window.clearInterval(again);
          window.clearTimeout(timer);
          form.requestSubmit(button);
        }
      }, 50);
      return;
    }
    stopped = true;
  }, { capture: true });
  window.addEventListener("online", () => changes > 0 && plan(0));
  window.addEventListener("offline", () => changes > 0 && say(form.dataset.offline, "failed"));
  window.addEventListener("pageshow", () => {
    stopped = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changes > 0 && !stopped) {
      event.preventDefault();
    }
  });
}
