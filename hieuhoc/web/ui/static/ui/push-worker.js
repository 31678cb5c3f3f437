// Shows what the account was told; a second message under the same key takes the place of the first.
self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : {};
  event.waitUntil(self.registration.showNotification(told.title || "Hiếu Học", {
    body: told.body || "", tag: told.tag || "", data: { url: told.url || "/account/messages/" }, lang: "vi",
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
