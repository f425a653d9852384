/* What waits to be sent, in IndexedDB. An entry is {id, crew, at, title, key, fields, sent, trouble};
 * fields is a list of [name, text or Blob]. What was sent stays for a while without its content, so
 * that the page shows it as recorded even before it is loaded anew.
 */
const NAME = "allmende-tours";
const STORE = "entries";
const KEPT = 14 * 24 * 3600 * 1000;

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const put = (entry) => within("readwrite", (store) => store.put(entry));
export const remove = (id) => within("readwrite", (store) => store.delete(id));

export async function all(crew) {
  const found = await within("readonly", (store) => store.getAll());
  return found.filter((entry) => entry.crew === crew).sort((a, b) => a.at - b.at);
}

export async function forgetOld(crew) {
  for (const entry of await all(crew)) {
    if (entry.sent && entry.at < Date.now() - KEPT) await remove(entry.id);
  }
}
