// Shows and hides questions as one answers. The server decides; without this, a save shows the right ones.

for (const form of document.querySelectorAll("form[data-conditions]")) {
  let asked = 0;
  form.addEventListener("change", async () => {
    asked += 1;
    const mine = asked;
    const body = new FormData(form);
    body.set("action", "show");
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok || mine !== asked) {
        return;
      }
      const hidden = new Set((await answer.json()).hidden);
      for (const question of form.querySelectorAll("[data-question]")) {
        question.hidden = hidden.has(question.dataset.question);
      }
    } catch {
      // Offline: what is shown stays, and the save will say.
    }
  });
}
