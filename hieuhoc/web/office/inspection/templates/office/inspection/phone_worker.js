// Below this address: what the network answers; without one, the page of the visit as it was kept.
"use strict";

const LOOKS = "visit-looks", PAGES = "visit-pages", MARK = "{{ kept }}", WAITS = 10_000;
const ASSETS = {{ assets|safe }};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(LOOKS).then((store) => store.addAll(ASSETS)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  await self.clients.claim();
  if ((await (await caches.open(PAGES)).keys()).length) return; // kept pages may need what they were kept with
  const store = await caches.open(LOOKS);
  const old = (await store.keys()).filter(({ url }) => !ASSETS.includes(new URL(url).pathname));
  await Promise.all(old.map((request) => store.delete(request)));
})()));

// A server that fails is as good as no network while there is a kept page; what the network says otherwise holds.
const page = async (request) => {
  const store = await caches.open(PAGES), { pathname } = new URL(request.url);
  const kept = await store.match(pathname);
  try {
    const answer = await fetch(request, kept ? { signal: AbortSignal.timeout(WAITS) } : {});
    if (answer.ok && answer.headers.get(MARK)) await store.put(pathname, answer.clone());
    return answer.status >= 500 && kept ? kept : answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};
const look = (request) => fetch(request).catch(async (error) => {
  const kept = await (await caches.open(LOOKS)).match(new URL(request.url).pathname, { ignoreVary: true });
  if (!kept) throw error;
  return kept;
});

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (ASSETS.includes(pathname)) event.respondWith(look(request));
});
