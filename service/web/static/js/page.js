// What every page has: spoken messages, menus that close, dialogs that open, choices that act at once, lists that renew.

/** Say something politely to people who listen to the page. */
export function say(text) {
  const place = document.getElementById("said");
  if (place) { place.textContent = ""; requestAnimationFrame(() => { place.textContent = text; }); }
}

/** Say something at once: a mistake, or a danger to what was typed. */
export function warn(text) {
  const place = document.getElementById("warned");
  if (place) place.textContent = text;
}

document.documentElement.classList.add("with-scripts");

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]") ?? document.querySelector("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// A form that narrows a list acts when a choice is made; without scripts it has a button.
for (const form of document.querySelectorAll("form[data-at-once]")) form.addEventListener("change", () => form.requestSubmit());

// Find in a long list of choices as one types.
for (const box of document.querySelectorAll("[data-narrows]")) {
  const items = [...document.querySelectorAll(box.dataset.narrows)];
  const count = document.querySelector("[data-narrowed]");
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    let shown = 0;
    for (const item of items) {
      item.hidden = Boolean(wanted) && !item.textContent.toLowerCase().includes(wanted) && !item.querySelector("input:checked");
      shown += item.hidden ? 0 : 1;
    }
    if (count) count.textContent = wanted ? String(shown) : "";
  });
}

// Who sends a text back says why, in a word or a sentence; the browser asks for it in its own words.
document.querySelector("[data-needs-reason]")?.addEventListener("click", ({ target }) => {
  const { form } = target.closest("button"), { reason } = form.elements;
  reason.required = !form.querySelector("[name=why]:checked");
  if (!reason.value.trim()) reason.value = "";
});
document.querySelector("button[name=action][value=approve]")?.addEventListener("click", ({ target }) => {
  const reason = target.closest("form")?.elements.reason;
  if (reason) reason.required = false;
});

// The first tasks on offer, and the poster, follow the language that is chosen. Without scripts the server finds the
// nearest task when the form is sent.
const tasks = document.querySelector("[data-tasks]");
tasks?.closest("form").addEventListener("change", async ({ target }) => {
  if (target.name !== "lang") return;
  try {
    const answer = await fetch(`?lang=${encodeURIComponent(target.value)}`, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !target.checked) return;
    tasks.replaceChildren(...(fresh.querySelector("[data-tasks]")?.children ?? []));
    const poster = document.querySelector("[data-poster]");
    if (poster) poster.src = fresh.querySelector("[data-poster]")?.getAttribute("src") ?? poster.src;
  } catch { /* offline: the choice is still sent with the form */ }
});

// A part of the page that changes by itself (work in progress) is fetched again until it is done.
for (const part of document.querySelectorAll("[data-renews]")) {
  const renew = async () => {
    try {
      const answer = await fetch(part.dataset.renews, { headers: { Accept: "text/html" } });
      if (answer.ok) part.innerHTML = await answer.text();
    } catch { /* offline: try again at the next turn */ }
    if (part.querySelector("[data-unfinished]")) setTimeout(renew, 1500);
    else if (part.dataset.doneSays) say(part.dataset.doneSays);
  };
  if (part.querySelector("[data-unfinished]")) setTimeout(renew, 1000);
}
