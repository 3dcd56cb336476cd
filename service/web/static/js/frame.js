// Runs inside the sandboxed preview. Outlines the open paragraph, exchanges what changed, says which text was clicked.
(function () {
  "use strict";
  let now = "";

  function all(root, key) { return Array.from(root.querySelectorAll('[data-unit="' + key + '"]')); }

  function mark(key, scroll) {
    for (const old of document.querySelectorAll(".polything-here")) old.classList.remove("polything-here");
    now = key;
    const found = key ? all(document, key) : [];
    for (const element of found) element.classList.add("polything-here");
    const first = found.find((element) => element.getClientRects().length);
    if (first && scroll) {
      const box = first.getBoundingClientRect();
      if (box.top < 60 || box.bottom > innerHeight - 60) scrollTo({ top: scrollY + box.top - innerHeight * 0.3, behavior: "instant" });
    }
  }

  function exchange(html, key) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const olds = all(document, key), news = all(fresh, key);
    if (!document.body.hasAttribute("data-whole") && olds.length && olds.length === news.length) olds.forEach((old, i) => old.replaceWith(document.adoptNode(news[i])));
    else {
      const top = scrollY;
      document.body.replaceChildren(...Array.from(fresh.body.childNodes).map((node) => document.adoptNode(node)));
      scrollTo(0, top);
    }
    mark(now, false);
  }

  addEventListener("message", (event) => {
    if (event.source !== parent) return;
    const { html, unit, focus } = event.data;
    if (html) exchange(html, unit);
    if (focus !== undefined) mark(focus, true);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link) event.preventDefault();
    const unit = event.target.closest("[data-unit]");
    if (unit) parent.postMessage({ unit: unit.dataset.unit }, "*");
  });

  parent.postMessage({ ready: true }, "*");
})();
