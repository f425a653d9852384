/* Keeps the page of one crew for a day without network. HOME and ASSETS stand above. */
const CACHE = `tour${HOME}`;
const PATIENCE = 5000;

self.addEventListener("install", (event) => {
  event.waitUntil(filled().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const isPage = request.mode === "navigate" && url.pathname === HOME && !url.search;
  if (isPage || url.pathname.includes("/static/")) event.respondWith(answer(request, isPage));
});

async function filled() {
  const cache = await caches.open(CACHE);
  await cache.addAll([HOME, ...ASSETS]);
  const styles = ASSETS.filter((asset) => asset.endsWith(".css"));
  const fonts = await Promise.all(styles.map(async (style) => named(style, await cache.match(style))));
  await Promise.allSettled(fonts.flat().map((font) => cache.add(font)));
}

/* Files that a style sheet names; the page needs its letters. */
async function named(style, response) {
  const found = [...(await response.text()).matchAll(/url\(["']?([^"')]+\.woff2)["']?\)/g)];
  return found.map((one) => new URL(one[1], new URL(style, self.location.origin)).pathname);
}

async function answer(request, isPage) {
  const cache = await caches.open(CACHE);
  const key = isPage ? HOME : request;
  const kept = await cache.match(key);
  const fresh = fetch(request).then((response) => {
    if (response.ok && !response.redirected) cache.put(key, response.clone());
    return response;
  });
  if (!kept) return fresh;
  const late = new Promise((resolve) => { setTimeout(() => resolve(kept), PATIENCE); });
  return Promise.race([fresh.catch(() => kept), late]);
}
