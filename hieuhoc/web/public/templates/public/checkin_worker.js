// Below /checkin/: what the network answers, or without one the page that keeps the scan.
"use strict";

const NAME = "checkin", KEPT = "{{ kept }}";
const NEEDED = [
  KEPT, "{% static "ui/checkin.js" %}", "{% static "ui/ui.js" %}", "{% static "ui/tokens.css" %}",
  "{% static "ui/ui.css" %}", "{% static "ui/parts.css" %}", "{% static "ui/vendor/tabler/tabler.used.min.css" %}",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(NEEDED)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const instead = () => caches.match(request.mode === "navigate" ? KEPT : request, { ignoreVary: true });
  event.respondWith(fetch(request).catch(async (error) => (await instead()) ?? Promise.reject(error)));
});
