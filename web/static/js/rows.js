// Adds and takes out rows without leaving the page. Without it, the same buttons save and come back.

const MARK = "__row__";

for (const block of document.querySelectorAll("[data-rows]")) {
  const template = block.querySelector("template[data-row-template]");
  const add = block.querySelector("[data-row-add]");
  const most = Number(block.dataset.most) || 100;
  let next = 1 + Math.max(-1, ...numbers(block));

  const tell = () => {
    add.hidden = block.querySelectorAll("[data-row]").length >= most;
    block.dispatchEvent(new CustomEvent("octroi:rows", { bubbles: true }));
  };

  add.addEventListener("click", (event) => {
    event.preventDefault();
    const row = template.content.firstElementChild.cloneNode(true);
    number(row, next);
    next += 1;
    template.before(row);
    row.querySelector("input, select, textarea")?.focus();
    tell();
  });

  block.addEventListener("click", (event) => {
    const button = event.target.closest("[data-row-remove]");
    if (!button || event.target.closest("[data-rows]") !== block) {
      return;
    }
    event.preventDefault();
    button.closest("[data-row]").remove();
    tell();
    (add.hidden ? block : add).focus();
  });

  add.hidden = block.querySelectorAll("[data-row]").length >= most;
}

function numbers(block) {
  const start = `${block.dataset.rows}-`;
  return [...block.querySelectorAll("[data-row] [name]")]
    .filter((control) => control.name.startsWith(start))
    .map((control) => Number.parseInt(control.name.slice(start.length), 10))
    .filter(Number.isFinite);
}

function number(row, value) {
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of element.attributes) {
      if (attribute.value.includes(MARK)) {
        attribute.value = attribute.value.replaceAll(MARK, String(value));
      }
    }
  }
  const label = row.getAttribute("aria-label");
  if (label) {
    row.setAttribute("aria-label", `${label}${value + 1}`);
  }
}
