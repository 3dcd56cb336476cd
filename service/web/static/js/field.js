// The field of the open paragraph: a text area over a painted mirror that makes it grow, and putting marks into it.

const MARKS = /(\*\*[^*]+\*\*|~~[^~]+~~|`[^`]+`|!?\[[^\]]*\]\([^)]*\)|\[\^[^\]]+\]|<[^>]+>|(?<![*\w])\*[^*\s][^*]*\*(?!\*))/g;

/** Paint the text behind the field; it is hidden from assistive technology. */
export function paint(area) {
  const mirror = area.previousElementSibling;
  if (!mirror?.classList.contains("mirror")) return;
  const parts = area.value.split(MARKS).map((part, i) => {
    if (i % 2 === 0) return document.createTextNode(part);
    const mark = document.createElement("i");
    mark.textContent = part;
    return mark;
  });
  mirror.replaceChildren(...parts, document.createTextNode("\n"));
}

/** Replace the selection so that the browser's own undo still works. */
export function insert(area, text, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Put a mark around the selected words, or at the cursor with the cursor inside. */
export function put(area, before, after) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  if (!after && chosen && before.trim()) insert(area, before, to, to);
  else insert(area, before + chosen + after, from, to);
  if (after) {
    const start = from + before.length;
    area.setSelectionRange(start, start + chosen.length);
  }
}

/** Replace everything. */
export function replace(area, text) {
  insert(area, text, 0, area.value.length);
}

/** Which numbered marks of the source are not in the text yet. */
export function lost(keys, text) {
  const counts = new Map();
  const missing = [];
  for (const key of keys) {
    const { before, after, mark } = key.dataset;
    const needle = after && after !== before ? after : before;
    const from = counts.get(needle) ?? 0;
    let at = text.indexOf(needle, from);
    if (at >= 0 && after === before) at = text.indexOf(after, at + before.length);
    if (at < 0) missing.push(mark);
    else counts.set(needle, at + needle.length);
  }
  return missing;
}
