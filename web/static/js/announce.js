// Says to screen readers what other modules report: dispatch "octroi:announce" with the words.

const region = document.createElement("p");
region.className = "visually-hidden";
region.setAttribute("role", "status");
region.setAttribute("aria-live", "polite");
(document.getElementById("contenu") || document.body).append(region);

document.addEventListener("octroi:announce", (event) => {
  region.textContent = "";
  window.setTimeout(() => {
    region.textContent = String(event.detail);
  }, 50);
});
