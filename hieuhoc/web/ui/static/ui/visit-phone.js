// The checklist of a visit on a telephone. What is written is kept here under a key of its own, and sent with it once there is a
// network: the server does each key once. The page itself is kept by its worker, and goes with everything when the visit is over.
"use strict";

(() => {
  const page = document.querySelector("[data-visit-phone], [data-visit-over]");
  if (!page) return;
  const visit = page.dataset.visitPhone || page.dataset.visitOver, { holder } = page.dataset;
  const AGAIN_AFTER = 30_000, WAITS = 15_000, PAGES = "visit-pages", KEPT = "X-Kept-On-Device";
  const find = (selector, within = page) => within.querySelector(selector);

  // Two stores: entries that wait, and what is being typed (drafts), which outlives a page that a camera pushed out.
  const opened = new Promise((done, fail) => {
    const asked = indexedDB.open("hieuhoc-visits", 1);
    asked.onupgradeneeded = () => ["entries", "drafts"].forEach((name) => asked.result.createObjectStore(name, { keyPath: "key" }));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const within = async (store, mode, deed) => {
    const asked = deed((await opened).transaction(store, mode).objectStore(store));
    return new Promise((done, fail) => {
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  };
  const put = (store, row) => within(store, "readwrite", (held) => held.put(row));
  const drop = (store, key) => within(store, "readwrite", (held) => held.delete(key));
  const all = async (store) => (await within(store, "readonly", (held) => held.getAll()))
    .filter((row) => row.visit === visit && (!holder || row.holder === holder))
    .sort((one, other) => one.at - other.at);
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  // Everything of the visit leaves the device.
  const forget = async () => {
    const rows = await Promise.all(["entries", "drafts"].map(async (store) => [store, await all(store)]));
    await Promise.all(rows.flatMap(([store, found]) => found.map((row) => drop(store, row.key))));
    if (!window.caches) return;
    const pages = await caches.open(PAGES);
    const kept = (await pages.keys()).filter(({ url }) => url.includes(`/${visit}/`));
    await Promise.all(kept.map((request) => pages.delete(request)));
  };
  // The visit is over: what was sent goes at once; what cannot be sent any more is told before it goes.
  const over = async () => {
    const left = await all("entries"), told = find("[data-left-over]");
    if (!left.length) { await forget(); return; }
    told.hidden = false;
    find("[data-some]", told).textContent = find("[data-some]", told).dataset.some.replace("{n}", left.length);
    find("[data-forget]", told).addEventListener("click", async () => { await forget(); location.reload(); });
  };
  if (!("open" in page.dataset)) { over(); return; }

  const { standing, entries, worker, signedInUntil } = page.dataset;
  const checklist = find("[data-checklist]"), finding = find("[data-finding]"), words = find("[data-standing-words]");
  const titles = new Map([...page.querySelectorAll("[data-title]")].map((row) => [row.dataset.title, row]));
  let token = "", ahead = 0, sending = false;

  // ---- what stands on the page
  const say = (state) => {
    words.textContent = words.dataset[state] ?? "";
    find("[data-sign-in]").hidden = state !== "out";
    if (state === "closed") over();
  };
  const verdictShown = (title, verdict) => {
    const place = find("[data-verdict]", titles.get(title));
    place.replaceChildren(find(`[data-tag="${verdict}"]`).content.cloneNode(true));
  };
  const fill = (form, said) => {
    form.reset();
    for (const [name, value] of Object.entries(said)) {
      for (const field of form.querySelectorAll(`[name="${name}"]`)) {
        if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
    }
  };
  const saidIn = (form) => Object.fromEntries(new FormData(form));
  const wrong = (form, sentence) => {
    const place = find("[data-wrong]", form);
    place.textContent = sentence;
    place.hidden = !sentence;
    return Boolean(sentence);
  };
  const line = (entry) => {
    const made = find("[data-line]").content.cloneNode(true).firstElementChild, refused = find("[data-refused]", made);
    find("[data-words]", made).textContent = entry.words;
    find("[data-time]", made).textContent = new Date(entry.at).toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" });
    refused.textContent = entry.refused ?? "";
    refused.hidden = !entry.refused;
    const mend = find("[data-mend]", made), dropper = find("[data-drop]", made);
    mend.hidden = !entry.refused || entry.kind === "photo";
    mend.addEventListener("click", () => mendEntry(entry));
    dropper.addEventListener("click", async () => {
      if (!window.confirm(dropper.dataset.question)) return;
      await drop("entries", entry.key);
      await show();
    });
    return made;
  };
  const show = async () => {
    const rows = await all("entries"), count = find("[data-count]");
    count.textContent = (rows.length ? count.dataset.some : count.dataset.none).replace("{n}", rows.length);
    page.dataset.waiting = rows.length;
    find("[data-send-now]").hidden = !rows.length;
    find("[data-queue]").replaceChildren(...rows.map(line));
    rows.filter(({ kind }) => kind === "check").forEach(({ title, said }) => titles.has(title) && verdictShown(title, said.verdict));
  };

  // ---- writing
  const draftKey = (of) => `${visit} ${holder} ${of}`;
  const keepDraft = (of, form) => put("drafts", { key: draftKey(of), visit, holder, at: Date.now(), said: saidIn(form) });
  const queue = async (entry) => {
    await put("entries", { ...entry, key: newKey(), visit, holder, at: Date.now() });
    await show();
    send();
  };
  const mendEntry = async (entry) => {
    await put("drafts", { key: draftKey(entry.title || "finding"), visit, holder, at: Date.now(), said: entry.said });
    await drop("entries", entry.key);
    await show();
    if (entry.title) { await open(titles.get(entry.title)); return; }
    fill(finding, entry.said);
    finding.scrollIntoView();
  };
  // The checklist stands in the title that is open, with what was typed, waits, or is on record.
  const open = async (row) => {
    const waiting = (await all("entries")).findLast(({ kind, title }) => kind === "check" && title === row.dataset.title);
    const draft = await within("drafts", "readonly", (held) => held.get(draftKey(row.dataset.title)));
    titles.forEach((other) => { other.open = other === row; });
    row.append(checklist);
    checklist.hidden = false;
    wrong(checklist, "");
    fill(checklist, draft?.said ?? waiting?.said ?? JSON.parse(row.dataset.said));
    row.scrollIntoView({ block: "start" });
  };
  const wrongCheck = ({ verdict, note, ...answers }) => {
    const { noVerdict, denied, unanswered, noNote } = checklist.dataset, decisive = page.dataset.decisive.split(" ");
    if (!verdict) return noVerdict;
    if (verdict !== "merited") return note.trim() ? "" : noNote;
    if (decisive.some((name) => answers[name] === "no")) return denied;
    return decisive.every((name) => answers[name]) ? "" : unanswered;
  };
  const saveCheck = async (event) => {
    event.preventDefault();
    const row = checklist.closest("[data-title]"), said = saidIn(checklist), { title, name } = row.dataset;
    if (wrong(checklist, wrongCheck(said))) return;
    const before = (await all("entries")).filter((entry) => entry.kind === "check" && entry.title === title && !sending);
    await Promise.all(before.map(({ key }) => drop("entries", key)));
    row.dataset.said = JSON.stringify(said);
    row.open = false;
    await drop("drafts", draftKey(title));
    await queue({ kind: "check", title, said, words: `${name}: ${find(`[data-tag="${said.verdict}"]`).content.textContent.trim()}` });
    find("summary", row).focus();
  };
  const saveFinding = async (event) => {
    event.preventDefault();
    const said = saidIn(finding), values = Object.entries(said);
    const isDay = /^\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*$/.test(said["finding-due_on"]);
    if (wrong(finding, values.every(([, value]) => value.trim()) && isDay ? "" : finding.dataset.missing)) return;
    finding.reset();
    await drop("drafts", draftKey("finding"));
    await queue({ kind: "finding", title: "", said, words: finding.dataset.label.replace("{name}", said["finding-text"].slice(0, 60)) });
  };
  const savePhoto = async ({ target }) => {
    const file = target.files[0], row = target.closest("[data-title]");
    if (!file) return;
    // Drawn anew, without where it was taken; what the browser cannot draw the server writes anew.
    const photo = (await window.hieuhocRedrawn(file).catch(() => null)) ?? file;
    target.value = "";
    const label = target.dataset.photo.replace("{name}", row?.dataset.name ?? "");
    await queue({ kind: "photo", title: row?.dataset.title ?? "", said: {}, photo, words: label });
  };

  // ---- sending
  const asked = async (address, options) => {
    try {
      const given = { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(WAITS), headers: { Accept: "application/json" } };
      return await fetch(address, { ...given, ...options });
    } catch { return null; }
  };
  const stateOf = (answer) => {
    if (!answer || answer.status >= 500) return "offline";
    if (answer.type === "opaqueredirect" || answer.status === 403) return "out";
    return answer.ok ? "ready" : "closed";
  };
  const look = async () => {
    const answer = await asked(standing);
    const state = stateOf(answer);
    if (state === "offline" && Date.now() > Number(signedInUntil)) return "out";
    if (state !== "ready") return state;
    const told = await answer.json();
    [token, ahead] = [told.token, told.now - Date.now()];
    return told.is_open ? "ready" : "closed";
  };
  // One entry; what the server decided is kept no longer, what it refuses stays with the reason.
  const sendOne = async (entry) => {
    const body = new FormData();
    Object.entries(entry.said).forEach(([name, value]) => body.set(name, value));
    const { key, kind, title } = entry, said_at = Math.round(entry.at + ahead);
    const about = { csrfmiddlewaretoken: token, key, kind, title, said_at };
    Object.entries(about).forEach(([name, value]) => body.set(name, value));
    if (entry.photo) body.set("photo", entry.photo, "anh.jpg");
    const answer = await asked(entries, { method: "POST", body, signal: AbortSignal.timeout(4 * WAITS) });
    if (stateOf(answer) !== "ready") return stateOf(answer);
    const { outcome, words: why } = await answer.json();
    if (outcome === "refused") await put("entries", { ...entry, refused: why });
    else await drop("entries", entry.key);
    return "ready";
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    try {
      let state = await look(), sent = 0;
      for (const entry of state === "ready" ? (await all("entries")).filter(({ refused }) => !refused) : []) {
        state = await sendOne(entry);
        if (state !== "ready") break;
        sent += 1;
      }
      say(state);
      await show();
      if (sent) await keepPage();
    } finally { sending = false; }
  };

  // ---- the page on the device
  const keepPage = async () => {
    if (!window.caches || !navigator.serviceWorker) return;
    const answer = await asked(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer?.ok || !answer.headers.get(KEPT)) return;
    await (await caches.open(PAGES)).put(location.pathname, answer);
    find("[data-kept]").hidden = false;
  };
  const mountWorker = async () => {
    if (!navigator.serviceWorker) return;
    const wasKept = Boolean(navigator.serviceWorker.controller);
    await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
    if (wasKept) find("[data-kept]").hidden = false;
    else await keepPage();
  };

  const mount = async () => {
    titles.forEach((row) => find("summary", row).addEventListener("click", (event) => {
      event.preventDefault();
      if (row.open) row.open = false;
      else open(row);
      if (Date.now() - looked > AGAIN_AFTER) send();
      looked = Date.now();
    }));
    let looked = Date.now();
    checklist.addEventListener("input", () => keepDraft(checklist.closest("[data-title]").dataset.title, checklist));
    finding.addEventListener("input", () => keepDraft("finding", finding));
    checklist.addEventListener("submit", saveCheck);
    finding.addEventListener("submit", saveFinding);
    page.querySelectorAll("[data-photo]").forEach((input) => input.addEventListener("change", savePhoto));
    find("[data-send-now]").addEventListener("click", send);
    window.addEventListener("online", send);
    setInterval(() => (Number(page.dataset.waiting) || words.textContent !== words.dataset.ready) && send(), AGAIN_AFTER);
    const typed = await within("drafts", "readonly", (held) => held.get(draftKey("finding")));
    if (typed) fill(finding, typed.said);
    await show();
    await send();
    await mountWorker().catch(() => {});
  };
  mount();
})();
