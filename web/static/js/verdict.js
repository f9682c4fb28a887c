// Asks the rules again as figures are typed. Without it, each save shows the same.

const WAIT = 700;

const summary = (region) => {
  const told = region.querySelectorAll(".verdict-line, .verdict-word, .sums-gap");
  return [...told].map((one) => one.textContent.trim().replace(/\s+/g, " ")).join(". ");
};

for (const form of document.querySelectorAll("form[data-verdict]")) {
  const region = document.querySelector("[data-verdict-region]");
  let timer = 0;
  let asked = 0;

  const ask = async () => {
    asked += 1;
    const mine = asked;
    try {
      const answer = await fetch(form.dataset.verdict, { method: "POST", body: new FormData(form) });
      const kind = answer.headers.get("Content-Type") || "";
      if (mine !== asked || (!answer.ok && answer.status !== 422) || !kind.startsWith("text/html")) {
        return;
      }
      const fragment = new DOMParser().parseFromString(await answer.text(), "text/html");
      const open = new Set([...region.querySelectorAll("details[open]")].map((one) => one.textContent));
      const before = summary(region);
      region.replaceChildren(...fragment.body.childNodes);
      if (summary(region) !== before) {
        document.dispatchEvent(new CustomEvent("octroi:announce", { detail: summary(region) }));
      }
      brief();
      for (const details of region.querySelectorAll("details")) {
        details.open = open.has(details.textContent);
      }
    } catch {
      // Offline: the last verdict stays.
    }
  };

  const brief = () => {
    const told = [...region.querySelectorAll(".sums-gap, .verdict-line, .verdict-word")];
    const place = form.querySelector("[data-verdict-brief]");
    place.hidden = told.length === 0;
    place.firstElementChild.textContent = told.map((one) => one.textContent.trim().replace(/\s+/g, " ")).join(" · ");
  };
  brief();

  const soon = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  };
  form.addEventListener("input", soon);
  form.addEventListener("octroi:rows", soon);
}
