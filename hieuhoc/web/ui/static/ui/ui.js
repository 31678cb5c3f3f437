// The little that pages need a script for. Everything works without it, less comfortably.
"use strict";

(() => {
  const seen = new WeakSet();
  const each = (selector, deed) => document.querySelectorAll(selector).forEach((element) => {
    if (seen.has(element)) return;
    seen.add(element);
    deed(element);
  });
  const count = (n) => n.toLocaleString(document.documentElement.lang || "vi");

  // Bulk bar: shows how many rows are ticked and what each button will do to how many.
  const mountBulkBar = (bar) => {
    const form = document.getElementById(bar.dataset.bulkBar);
    if (!form) return;
    const boxes = () => [...document.querySelectorAll('input[type="checkbox"][name="chosen"]')].filter((box) => box.form === form);
    const all = form.querySelector("[data-choose-all]") || document.querySelector(`[data-choose-all][form="${form.id}"]`);
    const show = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      bar.hidden = ticked === 0;
      bar.querySelectorAll("[data-count-text]").forEach((element) => {
        element.textContent = element.dataset.countText.replace("{n}", count(ticked));
      });
      if (all) {
        all.checked = ticked > 0 && ticked === boxes().length;
        all.indeterminate = ticked > 0 && ticked < boxes().length;
      }
    };
    document.addEventListener("change", (event) => {
      if (event.target === all) boxes().forEach((box) => { box.checked = all.checked; });
      if (event.target === all || event.target.name === "chosen") show();
    });
    show();
  };

  // Drop zone: a file dropped anywhere on it is chosen; its name and size are told.
  const mountDropZone = (zone) => {
    const input = zone.querySelector('input[type="file"]');
    const told = zone.querySelector("[data-chosen]");
    zone.classList.add("is-mounted");
    const tell = () => {
      const file = input.files[0];
      told.textContent = file ? `${file.name} · ${count(Math.max(1, Math.round(file.size / 1024)))} KB` : "";
    };
    zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("is-over"); });
    zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("is-over");
      if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; tell(); }
    });
    input.addEventListener("change", tell);
    tell();
  };

  // A photograph of a telephone is made smaller before it is sent: a weak line carries it, and where it was taken stays out.
  const LONGEST_SIDE = 1600, SMALL_ENOUGH = 500_000;
  const redrawn = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), {
      width: Math.round(picture.width * scale), height: Math.round(picture.height * scale),
    });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.82); });
  };
  window.hieuhocRedrawn = redrawn;
  const shrunk = async (file) => {
    const content = await redrawn(file);
    return content && content.size < file.size ? new File([content], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  };
  const mountShrink = (input) => {
    const made = new WeakSet();
    input.addEventListener("change", async () => {
      const file = input.files[0];
      if (!file?.type.startsWith("image/") || file.size <= SMALL_ENOUGH || made.has(file)) return;
      const small = await shrunk(file).catch(() => file), chosen = new DataTransfer();
      chosen.items.add(small);
      input.files = chosen.files;
      made.add(input.files[0]);
      input.dispatchEvent(new Event("change"));
    });
  };

  // A form marked data-once is sent once, however often its button is pressed. (The server keeps the promise; this only shows it.)
  // A button marked data-confirm asks its question first, in a dialog of the browser.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm;
    if (question && !window.confirm(question)) { event.preventDefault(); return; }
    if (event.target.matches("[data-once]")) {
      if (event.target.dataset.sent) { event.preventDefault(); return; }
      event.target.dataset.sent = "yes";
    }
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

  // An opened menu closes on Escape and on a click elsewhere.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // A select or date marked data-send sends its form when it changes (filters, choosers of year and map).
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-send]")) event.target.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // A form marked data-locate sends where the browser is, to about a kilometre. Without a browser that knows, it stays hidden.
  const mountLocate = (form) => {
    if (!navigator.geolocation) return;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      if (form.latitude.value) return;
      event.preventDefault();
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        form.latitude.value = coords.latitude.toFixed(2);
        form.longitude.value = coords.longitude.toFixed(2);
        form.submit();
      }, () => { form.hidden = true; });
    });
  };

  // The device gave no passkey, or the person said no: allauth's script would tell nobody but the console.
  document.addEventListener("allauth.error", (event) => {
    const words = document.querySelector("template[data-key-refused]");
    if (!words) return;
    event.preventDefault();
    document.getElementById("notices").replaceChildren(words.content.cloneNode(true));
  });

  // The name and figure of the circle one points at or reaches with the keyboard stand above the map.
  const readMap = (event) => {
    const link = event.target.closest?.(".bubble-map a");
    const line = link?.closest("figure").querySelector("[data-map-reading]");
    if (!line) return;
    line.textContent = link.getAttribute("aria-label");
    line.classList.add("is-on");
  };
  document.addEventListener("pointerover", readMap);
  document.addEventListener("focusin", readMap);

  // On a telephone each row of a table is a card (parts.css): its cells say of which column they are, and are cells still
  // to a screen reader. A row of one cell is a heading of those that follow.
  const isHeading = (row) => row.cells.length === 1;
  // What a cell says stays one text beside its label, of however many pieces it is made.
  const keepTogether = (cell) => {
    const pieces = [...cell.childNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE || node.textContent.trim());
    if (cell.tagName !== "TD" || pieces.length < 2) return;
    const words = document.createElement("div");
    words.append(...cell.childNodes);
    cell.append(words);
  };
  const mountCards = (table) => {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    const spans = [...table.rows].some((row) => !isHeading(row) && row.querySelector("[colspan], [rowspan]"));
    if ((heads.length < 3 && !table.matches(".always-cards")) || spans) return;
    table.classList.add("as-cards");
    table.setAttribute("role", "table");
    [table.tHead, ...table.tBodies].forEach((part) => part.setAttribute("role", "rowgroup"));
    heads.forEach((head) => {
      head.setAttribute("role", "columnheader");
      if (head.matches(".tick")) head.dataset.label = head.querySelector("input")?.getAttribute("aria-label") ?? "";
    });
    [...table.rows].forEach((row) => {
      row.setAttribute("role", "row");
      if (row.parentElement === table.tHead) return;
      [...row.cells].forEach((cell, column) => {
        if (!isHeading(row)) cell.dataset.label = heads[column]?.textContent.trim() ?? "";
        keepTogether(cell);
        cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
      });
    });
  };

  const mount = () => {
    each(".table-box > table", mountCards);
    each("[data-bulk-bar]", mountBulkBar);
    each("[data-drop-zone]", mountDropZone);
    each("[data-locate]", mountLocate);
    each("[data-shrink]", mountShrink);
    each("[data-take-focus]", (element) => element.focus());
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount);
  else mount();
  document.addEventListener("htmx:after:swap", mount);
})();
