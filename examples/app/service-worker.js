// Keeps the files of the page, so that it opens without a network. The build puts their names and a mark of their content here.
const NAME = "dta-meta-MARK";
const FILES = [];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith("dta-meta-") && name !== NAME).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

// what is kept is never asked for again; nothing else is asked for at all
self.addEventListener("fetch", (event) => {
  const page = event.request.mode === "navigate" ? "index.html" : event.request;
  event.respondWith(
    caches
      .open(NAME)
      .then((cache) => cache.match(page, { ignoreSearch: true }))
      .then((kept) => kept ?? fetch(event.request)),
  );
});
