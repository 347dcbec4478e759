// Cases that an address names: where their data is, and what to say of an id that has none.
//
// The data of page `folder` are the scripts of `replicase.pages.addressed`; the element that holds the
// page says into how many they are divided, and how old they may be (`data-shards`, `data-version`).
//
// Replicase.records.shardOf(id, shards)          → the shard of an id, as `replicase.shards` counts it
// Replicase.records.pieceOf(written)             → a line of text with every part
// Replicase.records.find(folder, holder, id)     → what became of an id
// Replicase.records.sayTroubles(list, found)     puts what is wrong with an address into a list
// Replicase.records.draw(cell, pieces, href)     puts lines into an element, with their sources
// Replicase.records.showAddress(line, address)   for paper
(function () {
  "use strict";

  const R = (window.Replicase = window.Replicase || {});
  const LANGUAGE = document.documentElement.lang.slice(0, 2) === "en" ? "en" : "zh";
  const START = LANGUAGE === "en" ? "en/" : "";
  const TOLD = 5;
  const SHOWN = 60;

  /**
   * @param {string} id
   * @param {number} shards
   * @returns {number}
   */
  function shardOf(id, shards) {
    let total = 0;
    for (let at = 0; at < id.length; at++) total = (total * 31 + id.charCodeAt(at)) % 65521;
    return total % shards;
  }

  /**
   * @param {WrittenPiece} written
   * @returns {Piece}
   */
  function pieceOf(written) {
    const parts = typeof written === "string" ? [written] : written;
    return {
      text: String(parts[0] || ""),
      look: String(parts[1] || ""),
      lang: String(parts[2] || ""),
      cites: /** @type {string[][]} */ (parts[3] || []),
    };
  }

  /**
   * @param {string} folder
   * @param {HTMLElement} holder
   * @param {string} asked
   * @param {string} [now]
   * @returns {Promise<Found>}
   */
  function find(folder, holder, asked, now) {
    const id = now || asked;
    /** @type {Found} */
    const found = { asked: asked, id: id, isMoved: id !== asked };
    if (!R.picks.isId(id)) return Promise.resolve(Object.assign(found, { trouble: "unknown" }));
    const shards = Number(holder.dataset.shards);
    const name = folder + "/" + LANGUAGE + "-" + shards + "-" + shardOf(id, shards);
    return R.load(name, holder.dataset.version).then(
      function (/** @type {Record<string, any>} */ cases) {
        const entry = Object.prototype.hasOwnProperty.call(cases, id) ? cases[id] : null;
        if (entry && entry.now && !now) return find(folder, holder, asked, entry.now);
        if (entry && entry.title) return Object.assign(found, { record: entry });
        return Object.assign(found, { trouble: entry ? "withdrawn" : "unknown" });
      },
      () => Object.assign(found, { trouble: "not-loaded" })
    );
  }

  // ---- What is wrong with an address, in sentences

  /**
   * @param {HTMLElement} list
   * @param {string} text
   * @param {{href: string, text: string, lang?: string}[]} [links]
   */
  function say(list, text, links) {
    const item = document.createElement("li");
    item.textContent = text;
    (links || []).forEach(function (each, at) {
      const link = document.createElement("a");
      link.href = each.href;
      link.textContent = each.text;
      if (each.lang) link.lang = each.lang;
      if (at) item.appendChild(document.createTextNode(LANGUAGE === "en" ? ", " : "、"));
      item.appendChild(link);
    });
    list.appendChild(item);
  }

  /**
   * @param {HTMLElement} list
   * @param {Found[]} found
   */
  function sayTroubles(list, found) {
    const words = list.dataset;
    /** @param {string | undefined} word @param {string} id */
    const about = (word, id) =>
      (word || "").replace("{id}", () => (id.length > SHOWN ? id.slice(0, SHOWN) + "…" : id));
    const unknown = found.filter((one) => one.trouble === "unknown");
    unknown.slice(0, TOLD).forEach((one) => say(list, about(words.unknown, one.asked)));
    if (unknown.length > TOLD) say(list, R.fill(words.unknownRest, unknown.length - TOLD));
    found.forEach(function (one) {
      if (one.trouble === "withdrawn") {
        const href = R.href(START + "cases/" + one.id + "/");
        say(list, about(words.withdrawn, one.asked), [{ href: href, text: words.why || "" }]);
      } else if (one.isMoved && one.record) say(list, about(words.moved, one.asked));
    });
    if (found.some((one) => one.trouble === "not-loaded")) say(list, words.notLoaded || "");
  }

  // ---- Drawing

  /**
   * @param {Element} cell
   * @param {WrittenPiece[]} pieces
   * @param {string} href  the page of the case, where the sources are
   */
  function draw(cell, pieces, href) {
    pieces.forEach(function (written) {
      const piece = pieceOf(written);
      const line = document.createElement("span");
      const text = document.createElement("span");
      line.className = "piece";
      if (piece.look) text.className = piece.look === "note" ? "small" : piece.look;
      if (piece.lang) text.lang = piece.lang;
      text.textContent = piece.text;
      line.appendChild(text);
      const cites = document.createElement("span");
      cites.className = "cites";
      piece.cites.forEach(function (cite) {
        const link = document.createElement("a");
        link.className = "cite";
        link.href = R.href(href + "#" + cite[1]);
        link.textContent = "[" + cite[0] + "]";
        // A word joiner keeps the source with what it supports.
        cites.appendChild(document.createTextNode("\u2060"));
        cites.appendChild(link);
      });
      if (piece.cites.length) line.appendChild(cites);
      cell.appendChild(line);
    });
  }

  /**
   * The address of what is shown, for paper; in a folder it would lead nowhere.
   * @param {HTMLElement} line
   * @param {string} address
   */
  function showAddress(line, address) {
    line.hidden = location.protocol === "file:";
    const place = line.querySelector("span");
    if (place) place.textContent = address;
  }

  /**
   * This page with another query.
   * @param {string} query
   * @returns {string}
   */
  function whole(query) {
    return location.href.split(/[?#]/)[0] + query;
  }

  // Shown until this line is reached: by a browser without scripts, and by one too old for them.
  document.querySelectorAll("[data-without-script]").forEach(function (told) {
    /** @type {HTMLElement} */ (told).hidden = true;
  });

  R.records = {
    LANGUAGE: LANGUAGE,
    START: START,
    shardOf: shardOf,
    pieceOf: pieceOf,
    find: find,
    say: say,
    sayTroubles: sayTroubles,
    draw: draw,
    showAddress: showAddress,
    whole: whole,
  };
})();
