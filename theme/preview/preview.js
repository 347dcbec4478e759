// Shows a page of the preview anew when the library has changed. Only `replicase serve` adds it.
(function () {
  "use strict";

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  let version = script.dataset.version;
  let early = script.dataset.early !== undefined;
  /** @type {EventSource | null} */
  let source = null;

  function anew() {
    stop();
    location.reload();
  }

  // A page that was ahead of the rest of the library stays if it is the same when that has followed.
  /** @param {string} now */
  async function unlessTheSame(now) {
    early = false;
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = /data-version="([^"]*)" data-page="([^"]*)"( data-early)?/.exec(await answer.text());
    if (!page || page[2] !== script.dataset.page || page[1] !== now) {
      anew();
      return;
    }
    version = now;
    early = page[3] !== undefined;
  }

  /** @param {{version: string, done: number, total: number, whole: boolean}} told */
  function heard(told) {
    if (told.version !== version) {
      if (early) unlessTheSame(told.version).catch(anew);
      else anew();
      return;
    }
    const bar = document.getElementById("preview-progress");
    const said = document.getElementById("preview-said");
    if (bar instanceof HTMLProgressElement && said) {
      const before = String(bar.value);
      bar.value = told.done;
      said.textContent = (said.textContent || "").replace(before, String(told.done));
    }
  }

  // A browser keeps few connections to one host: pages nobody looks at have none.
  function start() {
    if (source || document.hidden) return;
    source = new EventSource(`/__preview__/events?page=${encodeURIComponent(location.pathname)}`);
    source.onmessage = (event) => heard(JSON.parse(event.data));
  }

  function stop() {
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", start);
  start();
})();
