// Notices on this machine: asked for by a button, never by the page alone.
(function () {
  "use strict";
  const panel = document.querySelector("[data-push]");
  if (!panel || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const part = (name) => panel.querySelector(`[data-push-${name}]`);
  panel.hidden = false;

  function keyBytes(text) {
    const padded = text + "=".repeat((4 - (text.length % 4)) % 4);
    return Uint8Array.from(atob(padded.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  }

  function tell(said) {
    return fetch(panel.dataset.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": panel.dataset.token },
      body: JSON.stringify(said),
    }).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
    });
  }

  function show(subscription) {
    const isDenied = Notification.permission === "denied";
    part("denied").hidden = !isDenied;
    part("on").hidden = isDenied || !subscription;
    part("off").hidden = isDenied || Boolean(subscription);
    part("start").hidden = isDenied || Boolean(subscription);
    part("stop").hidden = isDenied || !subscription;
  }

  function look() {
    return navigator.serviceWorker.getRegistration(panel.dataset.worker)
      .then((worker) => worker ? worker.pushManager.getSubscription() : null).then(show);
  }

  part("start").addEventListener("click", () => {
    navigator.serviceWorker.register(panel.dataset.worker)
      .then((worker) => waitFor(worker))
      .then((worker) => worker.pushManager.subscribe(
        { userVisibleOnly: true, applicationServerKey: keyBytes(panel.dataset.key) }))
      .then((subscription) => tell(subscription.toJSON()))
      .then(look, look);
  });

  part("stop").addEventListener("click", () => {
    navigator.serviceWorker.getRegistration(panel.dataset.worker)
      .then((worker) => worker && worker.pushManager.getSubscription())
      .then((subscription) => subscription &&
        tell({ drop: subscription.endpoint }).then(() => subscription.unsubscribe()))
      .then(look, look);
  });

  function waitFor(worker) {
    const young = worker.installing || worker.waiting;
    if (worker.active || !young) return worker;
    return new Promise((resolve) => young.addEventListener("statechange", () => {
      if (young.state === "activated") resolve(worker);
    }));
  }

  look();
})();
