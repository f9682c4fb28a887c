// Says, while the secretary ticks who is there, whether the quorum is met.

const sentence = document.querySelector("[data-quorum]");
const form = document.querySelector("[data-attendance]");

if (sentence && form) {
  form.addEventListener("change", () => {
    const present = form.querySelectorAll("input[name='present']:checked").length;
    const met = present >= Number(sentence.dataset.needed);
    const words = met ? sentence.dataset.met : sentence.dataset.short;
    sentence.textContent = words.replace("{n}", String(present));
    sentence.classList.toggle("quorum-met", met);
    sentence.classList.toggle("quorum-short", !met);
  });
}
