// The page that checks papers and files in the browser: by its own address, by a file dropped on it, by the camera. Works
// without a network once it was opened with one (the worker keeps the page, this keeps keys and lists).
"use strict";

(() => {
  const root = document.querySelector("[data-verifier]");
  if (!root) return;
  const { words, addresses } = JSON.parse(document.getElementById("verifier-words").textContent);
  const STORE = "verifier-data", FRESH = 600;
  const day = (moment) => new Date(moment * 1000).toLocaleString(document.documentElement.lang || "vi", { dateStyle: "short", timeStyle: "short" });
  const told = (key, values = {}) => (words[key] || words.unforeseen).replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

  // Asked of the issuer; without a network what was kept from the last time.
  const asked = async (address) => {
    const store = await globalThis.caches?.open(STORE).catch(() => null);
    try {
      const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      await store?.put(address, answer.clone());
      return await answer.text();
    } catch (error) {
      const kept = await store?.match(address);
      if (!kept) throw error;
      return kept.text();
    }
  };
  const gathered = async () => {
    if (globalThis.hieuhocBundle) return { ...globalThis.hieuhocBundle, isFresh: false };
    const history = JSON.parse(await asked(addresses.keys)), lists = {};
    const names = ["revocation", "suspension"].flatMap((purpose) => [...Array(history.lists).keys()].map((number) => `${purpose}/${number}`));
    await Promise.all(names.map(async (name) => { lists[name] = await asked(`${addresses.status}${name}.jwt`).catch(() => ""); }));
    return { history, lists, isFresh: Math.abs(Date.now() / 1000 - history.written) < FRESH };
  };
  let data = null;
  const ready = async () => {
    try { data = await gathered(); } catch (error) { data = null; }
    return data;
  };

  const say = (result) => {
    const shape = root.querySelector(`template[data-word="${result.word}"]`).content.cloneNode(true);
    const part = (name) => shape.querySelector(`[data-part="${name}"]`);
    const paper = result.paper;
    part("reason").textContent = told(result.reason, { issuer: result.issuer, day: result.listed ? day(result.listed) : "" });
    if (paper) {
      part("name").textContent = paper.holder;
      part("title").textContent = told("title", { title: words.kinds[paper.kind] || paper.kind, year: paper.year });
      part("decision").textContent = told("decision", { number: paper.number, day: paper.decided.split("-").reverse().join("/") });
    }
    if (result.listed) {
      const age = Math.max(0, Math.floor(Date.now() / 1000 - result.listed) / 86400);
      part("list").textContent = told(age < 1 ? "list_today" : "list_days", { day: day(result.listed), days: Math.floor(age) });
    }
    shape.querySelectorAll("[data-part]").forEach((element) => { if (!element.textContent) element.remove(); });
    root.querySelector("[data-verdict]").replaceChildren(shape);
  };
  const checkText = async (text) => say(await ready() ? await hieuhocVerifier.paper(text, data) : { word: "unchecked", reason: "no_keys" });

  // Files: JSON or JWT as they are, in a PNG's iTXt chunk, among a PDF's attachments.
  const latin = (bytes) => new TextDecoder("latin1").decode(bytes);
  const inPicture = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let start = 8; start + 12 <= bytes.length;) {
      const length = view.getUint32(start), name = latin(bytes.slice(start + 4, start + 8));
      const chunk = bytes.slice(start + 8, start + 8 + length);
      if (name === "iTXt" && latin(chunk).startsWith("openbadgecredential\0\0\0\0\0")) return new TextDecoder().decode(chunk.slice(24));
      start += 12 + length;
    }
    return "";
  };
  const inPaper = async (bytes) => {
    const text = latin(bytes);
    for (const named of text.matchAll(/\/EmbeddedFile[\s/>]/g)) {
      const start = text.indexOf("stream", named.index), said = text.slice(text.lastIndexOf(" obj", named.index), start);
      const first = start + 6 + (text[start + 6] === "\r" ? 2 : 1);
      const content = bytes.slice(first, first + Number(/\/Length (\d+)/.exec(said)?.[1]));
      const file = await (said.includes("/FlateDecode") ? hieuhocVerifier.unpack(content, "deflate") : content);
      const inside = new TextDecoder().decode(file);
      if (inside.includes("OpenBadgeCredential")) return inside;
    }
    return "";
  };
  const checkFile = async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer()), head = latin(bytes.slice(0, 8));
    let text = "";
    try {
      if (head.startsWith("%PDF-")) text = await inPaper(bytes);
      else text = head.slice(1, 4) === "PNG" ? inPicture(bytes) : new TextDecoder().decode(bytes).trim();
    } catch (error) { text = ""; }
    if (!text) return say({ word: "unchecked", reason: "nothing_inside" });
    if (!await ready()) return say({ word: "unchecked", reason: "no_keys" });
    if (!text.startsWith("{")) return say(await hieuhocVerifier.token(text, data));
    let parsed;
    try { parsed = JSON.parse(text); } catch (error) { return say({ word: "invalid", reason: "malformed" }); }
    return say(await hieuhocVerifier.document(parsed, data));
  };

  const zone = root.querySelector("[data-drop]"), chooser = zone?.querySelector("input");
  zone?.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  zone?.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone?.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    if (event.dataTransfer.files.length) checkFile(event.dataTransfer.files[0]);
  });
  chooser?.addEventListener("change", () => { if (chooser.files.length) checkFile(chooser.files[0]); });

  root.querySelector("[data-link]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    checkText(event.target.querySelector("input").value);
  });

  // The camera: the browser's own reader of QR codes, else jsQR, fetched when first needed.
  const reader = async () => {
    if (globalThis.BarcodeDetector && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async (picture) => (await detector.detect(picture))[0]?.rawValue || "";
    }
    await new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: addresses.reader, onload: done, onerror: failed });
      document.head.append(script);
    });
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d", { willReadFrequently: true });
    return async (film) => {
      [canvas.width, canvas.height] = [film.videoWidth, film.videoHeight];
      pen.drawImage(film, 0, 0);
      const { data: pixels, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
      return jsQR(pixels, width, height)?.data || "";
    };
  };
  const camera = root.querySelector("[data-camera]"), film = root.querySelector("video");
  const scan = async () => {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      const read = await reader();
      film.srcObject = stream;
      film.hidden = false;
      await film.play();
      while (!film.hidden) {
        const text = film.videoWidth ? await read(film) : "";
        if (text) { await checkText(text); break; }
        await new Promise((done) => { setTimeout(done, 200); });
      }
    } catch (error) {
      say({ word: "unchecked", reason: "no_camera" });
    } finally {
      stream?.getTracks().forEach((track) => track.stop());
      if (film) film.hidden = true;
    }
  };
  if (camera && navigator.mediaDevices) {
    camera.hidden = false;
    camera.addEventListener("click", scan);
  }

  if (addresses.worker && navigator.serviceWorker) navigator.serviceWorker.register(addresses.worker).catch(() => {});
  // What stands behind the # is the signed text of a paper, unless it leads to a part of this page.
  const saysSomething = () => location.hash.length > 1 && !document.getElementById(location.hash.slice(1));
  const here = location.origin + location.pathname + location.hash;
  if (/\/verify\/[0-9A-Za-z-]{12,}$/.test(location.pathname) && (saysSomething() || root.matches("[data-alone]"))) checkText(here);
  else ready();
  window.addEventListener("hashchange", () => { if (saysSomething()) location.reload(); });
})();
