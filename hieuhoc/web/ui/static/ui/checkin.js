// Being at a lesson: the code that changes on the trainer's screen, and scans that wait on a device for a network.
// Nothing kept on a device names anybody: a key, a code, a time.
"use strict";

(() => {
  const STEP_BYTES = 8, DIGITS = 8, AGAIN_AFTER = 15_000, AT_ONCE = 100, SHOWN = 20;

  // What is kept on the device under a name, as a list.
  const kept = (name) => ({
    all: () => { try { return JSON.parse(localStorage.getItem(name)) || []; } catch { return []; } },
    put(rows) { localStorage.setItem(name, JSON.stringify(rows)); },
    add(row) { this.put([...this.all(), row]); },
    without(keys) { this.put(this.all().filter((row) => !keys.includes(row.key))); },
  });

  // A browser without a secure address has no randomUUID.
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  // The clock of the server, as far as the page knows it: that of the device may be wrong.
  const clockOf = (element) => {
    const ahead = Number(element.dataset.now) - Date.now();
    return () => Date.now() + ahead;
  };

  // The code of a step: as checkin_rules.code_of.
  const codeOf = async (secret, step) => {
    const message = new DataView(new ArrayBuffer(STEP_BYTES));
    message.setBigUint64(0, BigInt(step));
    const digest = new DataView(await crypto.subtle.sign("HMAC", secret, message.buffer));
    return String(digest.getBigUint64(0) % 10n ** BigInt(DIGITS)).padStart(DIGITS, "0");
  };

  const drawn = (code) => {
    const size = code.size + 4;
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    drawing.setAttribute("viewBox", `-2 -2 ${size} ${size}`);
    drawing.setAttribute("shape-rendering", "crispEdges");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    let lines = "";
    for (let y = 0; y < code.size; y += 1) {
      for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) lines += `M${x} ${y}h1v1h-1z`;
    }
    path.setAttribute("d", lines);
    path.setAttribute("fill", "#000");
    drawing.append(path);
    return drawing;
  };

  const mountScreen = async (screen) => {
    const { key, step, address, drawer } = screen.dataset;
    const now = clockOf(screen), seconds = Number(step);
    const bar = screen.querySelector("[data-left]");
    const leftOf = () => seconds - (now() / 1000) % seconds;
    if (!window.crypto?.subtle) {
      screen.querySelector("[data-no-crypto]").hidden = false;
      setInterval(() => { bar.value = leftOf(); }, 500);
      setTimeout(() => location.reload(), leftOf() * 1000 + 200);
      return;
    }
    const bytes = Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    const secret = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    delete screen.dataset.key;
    const { generate } = await import(drawer);
    let shown = null;
    const show = async () => {
      bar.value = leftOf();
      const current = Math.floor(now() / 1000 / seconds);
      if (current === shown) return;
      shown = current;
      const code = await codeOf(secret, current);
      screen.querySelector("[data-code]").textContent = code;
      screen.querySelector("[data-qr]").replaceChildren(drawn(generate(`${address}?code=${code}`)));
      screen.dataset.shown = code;
    };
    await show();
    setInterval(show, 500);
    navigator.wakeLock?.request("screen").catch(() => {});
  };

  // Sends what is kept, at most some at once; what the server decided is kept no longer. Says how many wait, or "out" when
  // the person has to sign in again.
  const sendKept = async (store, address, token, told) => {
    const rows = store.all().slice(0, AT_ONCE);
    if (!rows.length) return "";
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, scans: JSON.stringify(rows) });
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
    } catch { return ""; }
    if (answer.type === "opaqueredirect" || answer.status === 403) return "out";
    if (!answer.ok) return "";
    const { scans } = await answer.json();
    store.without(Object.keys(scans));
    rows.forEach((row) => scans[row.key] && told(row, scans[row.key]));
    return store.all().length ? sendKept(store, address, token, told) : "";
  };

  const mountScans = (form) => {
    const store = kept(`scans.${form.dataset.checkinScans}`), now = clockOf(form);
    const log = document.querySelector("[data-checkin-log]");
    const waiting = log.querySelector("[data-waiting]"), sent = log.querySelector("[data-sent]");
    let sending = false;
    const say = (standing) => {
      const count = store.all().length;
      const words = standing === "out" ? waiting.dataset.signedOut : count ? waiting.dataset.some : waiting.dataset.none;
      waiting.textContent = words.replace("{n}", count);
      waiting.dataset.count = count;
    };
    const told = (row, result) => {
      const line = document.createElement("li");
      line.className = "entry";
      line.textContent = `${row.code} · ${new Date(row.taken_at).toLocaleTimeString("vi")} · ${result.words}`;
      sent.prepend(line);
      while (sent.children.length > SHOWN) sent.lastChild.remove();
    };
    const send = async () => {
      if (sending) return;
      sending = true;
      log.hidden = false;
      say("");
      try {
        say(await sendKept(store, location.pathname, form.csrfmiddlewaretoken.value, told));
      } finally { sending = false; }
    };
    const scanned = (code, isLeaving) => {
      store.add({ key: newKey(), code, taken_at: Math.round(now()), is_leaving: isLeaving });
      send();
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      scanned(form.code.value.trim(), event.submitter?.value === "leaving");
      form.code.value = "";
      form.code.focus();
    });
    window.addEventListener("online", send);
    setInterval(() => store.all().length && send(), AGAIN_AFTER);
    if (store.all().length) send();
    mountCamera(form, (code) => scanned(code, false));
  };

  // Where the browser reads codes by itself, the camera is offered; elsewhere codes are typed, or read by a scanner that types.
  const mountCamera = (form, read) => {
    const opener = form.querySelector("[data-open-camera]"), video = form.querySelector("[data-camera]");
    if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
    opener.hidden = false;
    opener.addEventListener("click", async () => {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      opener.hidden = true;
      await video.play();
      const last = new Map();
      const look = async () => {
        for (const { rawValue } of await detector.detect(video).catch(() => [])) {
          if (Date.now() - (last.get(rawValue) ?? 0) < 5_000) continue;
          last.set(rawValue, Date.now());
          read(rawValue.slice(0, 40));
          navigator.vibrate?.(80);
        }
        setTimeout(look, 300);
      };
      look();
    });
  };

  // The page that stands for the check-in when there is no network: the scan is kept, and sent from the page of one's own.
  const mountKept = (page) => {
    const found = location.pathname.match(/\/checkin\/([A-Za-z0-9_-]{22})\/$/);
    const code = new URLSearchParams(location.search).get("code");
    const store = kept("scans");
    if (found && code && !store.all().some((row) => row.lesson === found[1] && row.code === code)) {
      store.add({ key: newKey(), lesson: found[1], code: code.slice(0, 40), taken_at: Date.now() });
    }
    const time = page.querySelector("[data-time]");
    time.textContent = new Date(store.all().at(-1)?.taken_at ?? Date.now()).toLocaleTimeString("vi");
    page.querySelector("[data-when-kept]").hidden = !store.all().length;
    // A telephone says it is online before anything comes through, and sometimes says nothing: it is tried.
    const goOn = () => fetch(page.dataset.sender, { method: "HEAD", cache: "no-store" })
      .then(() => { location.href = page.dataset.sender; })
      .catch(() => {});
    window.addEventListener("online", goOn);
    setInterval(goOn, AGAIN_AFTER);
  };

  const mountSender = async (form) => {
    const store = kept("scans"), list = form.querySelector("[data-sent]"), button = form.querySelector("[data-send-now]");
    const waiting = form.querySelector("[data-waiting]");
    const say = () => {
      const count = store.all().length;
      waiting.textContent = (count ? waiting.dataset.some : waiting.dataset.none).replace("{n}", count);
      button.hidden = !count;
    };
    const told = (row, result) => {
      const line = document.createElement("li");
      line.textContent = `${new Date(row.taken_at).toLocaleString("vi")} · ${result.words}`;
      list.append(line);
    };
    let sending = false;
    const send = async () => {
      if (sending) return;
      sending = true;
      try { await sendKept(store, location.pathname, form.csrfmiddlewaretoken.value, told); } finally { sending = false; }
      say();
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
    window.addEventListener("online", send);
    setInterval(() => store.all().length && send(), AGAIN_AFTER);
    say();
    await send();
  };

  const each = (selector, deed) => document.querySelectorAll(selector).forEach(deed);
  const mount = () => {
    each("[data-checkin-screen]", mountScreen);
    each("[data-checkin-scans]", mountScans);
    each("[data-checkin-kept]", mountKept);
    each("[data-checkin-sender]", mountSender);
    each("[data-checkin-worker]", ({ dataset }) => navigator.serviceWorker?.register(dataset.checkinWorker).catch(() => {}));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount);
  else mount();
})();
