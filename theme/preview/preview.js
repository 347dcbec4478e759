// Shows a page of the preview anew when the library has changed. Only `replicase serve` adds it.
(function () {
  "use strict";

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const version = script.dataset.version;
  /** @type {EventSource | null} */
  let source = null;

  /** @param {{version: string, done: number, total: number, whole: boolean}} told */
  function heard(told) {
    if (told.version !== version) {
      stop();
      location.reload();
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
    source = new EventSource("/__preview__/events");
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
