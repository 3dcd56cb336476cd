// The editor. The page works without this file as links and forms; here they happen in place.
import { say, warn } from "./page.js";
import { insert, lost, paint, put, replace } from "./field.js";

const bench = document.querySelector(".bench");
const { address } = bench.dataset;
const words = bench.dataset;
const frame = document.querySelector("iframe.preview");
const toast = document.getElementById("toast");
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`polything:${address}`) : null;
const JSON_PLEASE = { Accept: "application/json" };

const card = () => document.getElementById("open");
const area = () => card()?.querySelector("textarea");
const form = () => card()?.querySelector("form");
const paragraphs = () => [...document.querySelectorAll(".sheet [data-unit]")];
const keep = `polything:draft:${words.person}:${address}:`;

// ---------------------------------------------------------------------------------------------- drafts
let draftTimer = 0, sent = "";

function store(key, value) { try { value === null ? localStorage.removeItem(keep + key) : localStorage.setItem(keep + key, JSON.stringify(value)); } catch { /* private mode */ } }
function stored(key) { try { return JSON.parse(localStorage.getItem(keep + key)); } catch { return null; } }

async function sendDraft(last = false) {
  clearTimeout(draftTimer);
  draftTimer = 0;
  const field = area(), open = card();
  if (!field || !words.person || "conflict" in open.dataset || field.value === sent) return;
  const text = field.value, body = new URLSearchParams({ text, base: form().elements.base.value });
  try {
    const answer = await fetch(`${address}/draft/${open.dataset.unit}`, { method: "POST", body, headers: JSON_PLEASE, keepalive: last });
    if (!answer.ok) throw new Error(String(answer.status));
    sent = text;
    kept(words.sayKept);
  } catch { kept(navigator.onLine ? words.sayKeptHere : words.sayOffline); }
}

function kept(text) {
  const place = card()?.querySelector("[data-kept]");
  if (place) place.textContent = text;
}

function typed() {
  const field = area(), open = card();
  paint(field);
  store(open.dataset.unit, { text: field.value, base: form().elements.base.value });
  if (!draftTimer) draftTimer = setTimeout(sendDraft, 2000);
  hideToast();
  soon();
}

/** Bring back what this browser kept, if it is newer than what the server knows. Its base comes with it, so that a
    change by somebody else in between is found when it is saved. */
function restore() {
  const field = area(), open = card();
  if (!field || "conflict" in open.dataset) return;
  sent = field.value;
  const old = stored(open.dataset.unit);
  if (!old || old.text === field.value) return store(open.dataset.unit, null);
  field.value = old.text;
  form().elements.base.value = old.base;
  paint(field);
  kept(words.sayKeptHere);
  say(words.sayFound);
  soon();
}

// ---------------------------------------------------------------------------------------- checks and page
let tryTimer = 0, asking = null;

function soon() {
  clearTimeout(tryTimer);
  tryTimer = setTimeout(attempt, 90);
}

async function attempt() {
  const field = area(), open = card();
  if (!field) return;
  showLost();
  asking?.abort();
  asking = new AbortController();
  const key = open.dataset.unit, body = new URLSearchParams({ text: field.value, paper: paper() });
  try {
    const answer = await fetch(`${address}/try/${key}`, { method: "POST", body, headers: JSON_PLEASE, signal: asking.signal });
    if (!answer.ok) return;
    const { checks, count, over, preview, fit } = await answer.json();
    if (card()?.dataset.unit !== key) return;
    const place = card().querySelector("[data-checks]");
    if (place && place.innerHTML.trim() !== checks.trim()) place.innerHTML = checks;
    const counter = card().querySelector("[data-count]");
    if (counter) { counter.textContent = count; counter.classList.toggle("over", Boolean(over)); }
    const full = document.querySelector("[data-fit]");
    if (full) { full.textContent = fit ?? ""; full.className = fit ? "tag wrong" : ""; }
    if (preview) frame?.contentWindow?.postMessage({ html: preview, unit: key, focus: key }, "*");
  } catch (error) { if (error.name !== "AbortError") kept(words.sayKeptHere); }
}

function showLost() {
  const open = card(), field = area();
  if (!field) return;
  const missing = field.value.trim() ? lost(open.querySelectorAll("[data-put][data-mark]"), field.value) : [];
  for (const chip of open.querySelectorAll(".source .chip")) chip.classList.toggle("lost", missing.includes(chip.dataset.mark));
}

function paper() { return document.querySelector("input[name=paper]:checked")?.value ?? ""; }

// ----------------------------------------------------------------------------------------- opening a card
let opening = 0;

function fragment(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content.firstElementChild;
}

function swap(key, html) {
  const old = document.querySelector(`.sheet [data-unit="${CSS.escape(key)}"]`);
  const fresh = fragment(html);
  if (old && fresh) old.replaceWith(fresh);
  return fresh;
}

/** Exchange without moving what one looks at: the place of `anchor` on the screen stays. */
function steady(change) {
  change();
  const open = card();
  if (!open) return;
  const box = open.getBoundingClientRect(), top = document.querySelector(".top").offsetHeight;
  const bottom = innerHeight - (innerWidth < 720 ? 80 : 40);
  if (box.top < top + 24 || box.bottom > bottom) {
    const aim = Math.max(top + 24, Math.min(innerHeight * 0.24, bottom - box.height));
    scrollTo({ top: scrollY + box.top - aim, behavior: "instant" });
  }
}

async function open(key, { focus = true, push = true } = {}) {
  const before = card();
  if (!key || before?.dataset.unit === key) return area()?.focus();
  sendDraft();
  const turn = ++opening;
  const query = before ? `?close=${before.dataset.unit}` : "";
  try {
    const answer = await fetch(`${address}/card/${key}${query}`, { headers: JSON_PLEASE });
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    if (turn === opening) show(found, key, { focus, push });
  } catch { location.search = `?at=${key}`; }
}

function show(found, key, { focus = true, push = true } = {}) {
  steady(() => {
    for (const [other, html] of Object.entries(found.rows ?? {})) swap(other, html);
    if (found.card) swap(key, found.card);
  });
  if (found.progress) document.getElementById("progress").innerHTML = found.progress;
  if (push) history.replaceState(null, "", `?at=${key}${bench.dataset.view === "both" ? "" : `&view=${bench.dataset.view}`}`);
  opened(focus);
}

function opened(focus = true) {
  const field = area();
  frame?.contentWindow?.postMessage({ focus: card()?.dataset.unit ?? "" }, "*");
  if (!field) return;
  paint(field);
  restore();
  showLost();
  help();
  if (focus) { field.focus({ preventScroll: true }); field.setSelectionRange(field.value.length, field.value.length); }
}

async function help() {
  const place = card().querySelector("[data-help]");
  if (!place) return;
  const key = card().dataset.unit;
  try {
    const answer = await fetch(place.dataset.help, { headers: { Accept: "text/html", "X-Part": "1" } });
    if (!answer.ok || card()?.dataset.unit !== key) return;
    place.innerHTML = await answer.text();
    if (innerWidth < 720) place.querySelector("details").open = false;
    const machine = place.querySelector("[data-machine]");
    if (machine) {
      const later = await fetch(machine.dataset.machine, { headers: { Accept: "text/html", "X-Part": "1" } });
      machine.innerHTML = later.ok ? await later.text() : "";
      if (!later.ok) machine.textContent = words.sayNoMachine;
    }
  } catch { /* suggestions are a help, never a condition */ }
}

// ------------------------------------------------------------------------------------------------- saving
let saving = false;

async function save(button) {
  const now = form(), open = card(), field = area();
  if (!now || saving) return;
  const data = new FormData(now, button);
  const choosing = data.has("choose"), action = data.get("action");
  if (!choosing && action !== "still_right" && !field.value.trim()) { warn(words.sayEmpty); toastFail(words.sayEmpty); return field.focus(); }
  saving = true;
  clearTimeout(draftTimer);
  draftTimer = 0;
  open.setAttribute("aria-busy", "true");
  const key = open.dataset.unit;
  try {
    const answer = await fetch(now.getAttribute("action"), { method: "POST", body: new URLSearchParams(data), headers: JSON_PLEASE });
    const found = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(found.message), { told: true });
    if (found.status === "saved") {
      store(key, null);
      channel?.postMessage({ key, html: found.rows[key] });
    }
    show(found, found.next ?? key, {});
    if (found.status === "saved") toastSay(found.message, found.undo);
    else warn(found.message);
    if (found.preview) frame?.contentWindow?.postMessage({ html: found.preview, unit: key, focus: card()?.dataset.unit ?? "" }, "*");
    else if (!found.card) say(words.sayDone);
  } catch (error) {
    const text = error.told ? error.message : navigator.onLine ? words.sayFailed : words.sayOffline;
    store(key, { text: field.value, base: now.elements.base.value });
    toastFail(text);
    warn(text);
  } finally {
    saving = false;
    open.removeAttribute("aria-busy");
  }
}

let toastTimer = 0, undoable = null;

function toastSay(text, undo = null) {
  clearTimeout(toastTimer);
  toast.hidden = false;
  toast.classList.remove("failed");
  toast.querySelector("[data-text]").textContent = text;
  undoable = undo;
  toast.querySelector("[data-undo]").hidden = !undo;
  toastTimer = setTimeout(hideToast, undo ? 10000 : 6000);
}

/** Say that something did not work: no tick beside it. */
function toastFail(text) {
  toastSay(text);
  toast.classList.add("failed");
}

function hideToast() {
  if (toast.matches(":focus-within")) return;
  undoable = null;
  toast.hidden = true;
}

async function undo() {
  if (!undoable) return;
  const { key, revision } = undoable;
  undoable = null;
  const before = card();
  try {
    const answer = await fetch(`${address}/undo/${key}`, { method: "POST", body: new URLSearchParams({ revision, close: before?.dataset.unit ?? "" }), headers: JSON_PLEASE });
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.message);
    show(found, key, {});
    toast.querySelector("[data-undo]").hidden = true;
    toastSay(words.sayUndone);
  } catch { toastFail(words.sayFailed); }
}

function go(step) {
  const all = paragraphs(), at = all.indexOf(card());
  const next = all[at + step];
  if (next) open(next.dataset.unit);
}

const submit = (action) => { const button = [...(form()?.querySelectorAll("button[name=action]") ?? [])].find((item) => item.value === action); if (button) save(button); return Boolean(button); };
const primary = () => { const button = form()?.querySelector(".btn.primary[type=submit]"); if (button) save(button); };

// --------------------------------------------------------------------------------------------------- keys
let waitsForNumber = false;
const off = () => { try { return localStorage.getItem("polything:keys") === "off"; } catch { return false; } };

document.addEventListener("keydown", (event) => {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const inField = event.target.matches("textarea, input, select");
  const command = event.ctrlKey || event.metaKey;
  if (event.key === "?" && !inField && !command && !off()) { event.preventDefault(); document.getElementById("keys").showModal(); return; }
  if (off()) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const done = () => { event.preventDefault(); return true; };
  if (waitsForNumber) {
    waitsForNumber = false;
    if (digit) { done(); card()?.querySelectorAll("[data-use]")[digit - 1]?.click(); return; }
  }
  if (event.key === "Enter" && command && event.shiftKey) { done(); submit("approve") || submit("still_right") || primary(); }
  else if (event.key === "Enter" && command) { done(); primary(); }
  else if (event.key === "Enter" && event.altKey) { done(); submit("suggest") || primary(); }
  else if (digit && command && !event.altKey && !event.shiftKey) { const key = card()?.querySelectorAll("[data-put][data-mark]")[digit - 1]; if (key) { done(); put(area(), key.dataset.before, key.dataset.after); } }
  else if (digit && event.altKey && "conflict" in (card()?.dataset ?? {})) { const chosen = form().querySelectorAll("[name=choose]")[digit - 1]; if (chosen) { done(); save(chosen); } }
  else if ((event.altKey || command) && !event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) { done(); go(event.key === "ArrowDown" ? 1 : -1); }
  else if (command && !event.shiftKey && !event.altKey) {
    const key = event.key.toLowerCase();
    if ((key === "b" || key === "o") && area()) { done(); copySource(); }
    else if (key === "u" && form()?.elements.to_check) { done(); form().elements.to_check.click(); }
    else if (key === "m" && area()) { done(); waitsForNumber = true; }
    else if (key === "z" && undoable && (!inField || area()?.value === area()?.defaultValue)) { done(); undo(); }
  }
});

function copySource() {
  const field = area(), raw = card().querySelector("[data-raw]")?.dataset.raw;
  if (field && raw) replace(field, raw);
}

// ------------------------------------------------------------------------------------------------- events
// Chromium takes the focus away when it goes to the #open of the address, which may be after this file has run.
let touched = false;
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { touched = true; }, { capture: true, once: true });
document.addEventListener("focusout", (event) => {
  if (touched || event.target !== area()) return;
  setTimeout(() => { if (!touched && document.activeElement === document.body) area()?.focus({ preventScroll: true }); });
});

document.addEventListener("input", (event) => { if (event.target === area()) typed(); });

document.addEventListener("submit", (event) => {
  if (event.target === form() && area()) { event.preventDefault(); save(event.submitter); }
  else if (event.target.closest("#toast")) { event.preventDefault(); undo(); }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".para .open"), row = event.target.closest(".para[data-unit]");
  if (link && !event.ctrlKey && !event.metaKey && event.button === 0) { event.preventDefault(); open(row.dataset.unit); return; }
  const button = event.target.closest("button");
  if (button?.dataset.put !== undefined) put(area(), button.dataset.before, button.dataset.after);
  else if (button?.dataset.use !== undefined) {
    const origin = button.closest(".sug").dataset.origin;
    if (button.dataset.how === "insert") insert(area(), button.dataset.use);
    else { replace(area(), button.dataset.use); form().elements.helped_by.value = origin; }
  }
  else if (button?.dataset.fix !== undefined) replace(area(), button.dataset.fix);
  else if (button?.dataset.go) go(Number(button.dataset.go));
  else if (button?.dataset.save !== undefined) primary();
  else if (button?.dataset.undo !== undefined && undoable) undo();
  else if (button?.dataset.copySource !== undefined) { copySource(); button.closest("details").open = false; }
  const contents = event.target.closest(".menu-list a[href^='#p']");
  if (contents) contents.closest("details").open = false;
  const view = event.target.closest("a[data-view]");
  if (view) {
    event.preventDefault();
    bench.dataset.view = view.dataset.view;
    for (const other of document.querySelectorAll("a[data-view]")) other === view ? other.setAttribute("aria-current", "true") : other.removeAttribute("aria-current");
    history.replaceState(null, "", view.href);
    frame?.contentWindow?.postMessage({ focus: card()?.dataset.unit ?? "" }, "*");
  }
});

document.addEventListener("change", (event) => {
  if (event.target.name === "paper") { frame.src = `${address}/preview?paper=${event.target.value}`; soon(); }
  if (event.target.name === "width") frame.classList.toggle("narrow", event.target.value === "phone");
  if (event.target.dataset.keysOff !== undefined) try { localStorage.setItem("polything:keys", event.target.checked ? "off" : "on"); } catch { /* private mode */ }
});

addEventListener("message", (event) => {
  if (event.source !== frame?.contentWindow) return;
  if (event.data.ready) { frame.contentWindow.postMessage({ focus: card()?.dataset.unit ?? "" }, "*"); if (area() && area().value !== area().defaultValue) soon(); }
  if (event.data.unit) {
    const target = document.querySelector(`.sheet [data-unit="${CSS.escape(String(event.data.unit))}"]`);
    if (target) { if (bench.dataset.view === "page") document.querySelector("a[data-view=text]").click(); open(target.dataset.unit); }
  }
});

channel?.addEventListener("message", ({ data }) => { if (card()?.dataset.unit !== data.key) swap(data.key, data.html); });
addEventListener("online", () => { if (area()) { sent = ""; sendDraft(); } });
addEventListener("pagehide", () => sendDraft(true));
document.addEventListener("visibilitychange", () => { if (document.hidden) sendDraft(true); });

// ------------------------------------------------------------------------------------------------ divider
const divide = document.querySelector(".divide");
function width(share) {
  const value = Math.min(70, Math.max(30, share));
  if (!Number.isFinite(value)) return;
  bench.style.setProperty("--text-share", `${value}fr`);
  bench.style.setProperty("--page-share", `${100 - value}fr`);
  divide.setAttribute("aria-valuenow", String(Math.round(value)));
  try { localStorage.setItem("polything:share", String(value)); } catch { /* private mode */ }
}
try { const share = localStorage.getItem("polything:share"); if (share) width(Number(share)); } catch { /* private mode */ }
divide?.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
  if (!step) return;
  event.preventDefault();
  width(Number(divide.getAttribute("aria-valuenow")) + (document.dir === "rtl" ? -step : step));
});
divide?.addEventListener("pointerdown", (event) => {
  divide.setPointerCapture(event.pointerId);
  bench.classList.add("dragging");
  const move = (to) => { const share = (to.clientX / innerWidth) * 100; width(document.dir === "rtl" ? 100 - share : share); };
  divide.addEventListener("pointermove", move);
  divide.addEventListener("pointerup", () => { divide.removeEventListener("pointermove", move); bench.classList.remove("dragging"); }, { once: true });
});

if (innerWidth < 1100 && bench.dataset.view === "both") { bench.dataset.view = "text"; document.querySelector("a[data-view=text]").setAttribute("aria-current", "true"); }
const keysOff = document.querySelector("[data-keys-off]");
if (keysOff) keysOff.checked = off();
if (!toast.hidden) toastTimer = setTimeout(hideToast, 10000);
if (card()) steady(() => {});
opened(Boolean(area()) && location.hash === "#open" || new URLSearchParams(location.search).has("at"));
