// The list of cases: live search, filters with counts, and the address as the only state.
//
// What the page must hold is written at the top of `theme/pages/browse.html`. Without this script
// the page is complete; the script changes texts and attributes, and copies the card it finds.
(function () {
  "use strict";

  const R = window.Replicase;
  const form = /** @type {HTMLFormElement} */ (document.getElementById("browse-form"));
  const results = /** @type {HTMLElement} */ (document.getElementById("results"));
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("card-template"));
  if (!R || !R.find || !form || !results || !template) return;

  const FIRST = 10;
  const STEP = 20;
  const PAUSE = 30;
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById("search-browse"));
  const chips = document.getElementById("chips");
  const clear = document.getElementById("clear");
  const count = document.getElementById("count");
  const more = document.getElementById("more");
  const rest = document.getElementById("rest");
  const label = document.getElementById("filters-label");
  const sort = /** @type {HTMLSelectElement | null} */ (document.getElementById("sort"));
  const sorting = document.getElementById("sorting");
  /** @type {Map<string, {by: string, way: 1 | -1}>} */
  const SORTS = new Map([
    ["evidence", { by: "evidence", way: -1 }],
    ["newest", { by: "began", way: -1 }],
    ["oldest", { by: "began", way: 1 }],
    ["adopted", { by: "adopted", way: -1 }],
    ["registered", { by: "registered", way: -1 }],
  ]);
  /** @type {NodeListOf<HTMLElement>} */
  const fieldsets = form.querySelectorAll("[data-facet]");
  const facets = Array.from(fieldsets, (fieldset) => fieldset.dataset.facet || "");
  const COLON = document.documentElement.lang.slice(0, 2) === "en" ? ": " : "：";

  let shown = FIRST;
  /** @type {Hit[]} */
  let hits = [];
  let turn = 0;
  let timer = 0;
  /** Characters in the box when it last changed. */
  let written = 0;
  let isTaken = false;

  /**
   * @param {string} [facet]
   * @returns {HTMLInputElement[]}
   */
  function boxes(facet) {
    /** @type {NodeListOf<HTMLInputElement>} */
    const all = form.querySelectorAll('input[type="checkbox"]');
    return Array.from(all).filter((box) => !facet || box.name === facet);
  }

  // ---- State: in the form while one works, in the address for everybody else

  /**
   * What is sought: words, the order of the list, and the values chosen of each facet.
   * @typedef {{q: string, sort: string, chosen: Record<string, string[]>}} State
   */

  /** @returns {State} */
  function read() {
    /** @type {State} */
    const state = { q: input ? input.value : "", sort: sort ? sort.value : "", chosen: {} };
    facets.forEach(function (facet) {
      state.chosen[facet] = boxes(facet)
        .filter((box) => box.checked)
        .map((box) => box.value);
    });
    return state;
  }

  function fromAddress() {
    const wanted = new URLSearchParams(location.search);
    if (input) input.value = wanted.get("q") || "";
    const order = wanted.get("sort") || "";
    if (sort) sort.value = SORTS.has(order) ? order : "";
    facets.forEach(function (facet) {
      const values = wanted.getAll(facet);
      boxes(facet).forEach(function (box) {
        box.checked = values.indexOf(box.value) >= 0;
      });
    });
  }

  /** @param {State} state */
  function addressOf(state) {
    const wanted = new URLSearchParams();
    if (state.q.trim()) wanted.set("q", state.q.trim());
    facets.forEach((facet) => state.chosen[facet].forEach((value) => wanted.append(facet, value)));
    if (state.sort) wanted.set("sort", state.sort);
    const query = wanted.toString();
    return location.pathname + (query ? "?" + query : "");
  }

  /** @param {boolean} isNewStep */
  function toAddress(isNewStep) {
    const address = addressOf(read());
    const isSame = address === location.pathname + location.search;
    try {
      history[isNewStep && !isSame ? "pushState" : "replaceState"]({ shown: shown }, "", address);
    } catch (error) {
      // Some browsers refuse this in a folder; the list works, it just cannot be linked to.
    }
  }

  // ---- What matches

  /** @type {Facet} */
  const NONE = { values: [], starts: new Uint32Array(0), positions: new Uint16Array(0) };

  /**
   * @param {Catalogue} catalogue
   * @param {string} facet
   * @returns {Facet}
   */
  function known(catalogue, facet) {
    return catalogue.facets[facet] || NONE;
  }

  /**
   * The cases that fit, and for each facet how many fit the rest with a value of it.
   * @param {Catalogue} catalogue
   * @param {Hit[]} found
   * @param {State} state
   */
  function judge(catalogue, found, state) {
    const judged = facets.map(function (name) {
      const facet = known(catalogue, name);
      const chosen = new Uint8Array(facet.values.length);
      state.chosen[name].forEach(function (value) {
        const at = facet.values.indexOf(value);
        if (at >= 0) chosen[at] = 1;
      });
      return {
        starts: facet.starts,
        positions: facet.positions,
        isOpen: !state.chosen[name].length,
        chosen: chosen,
        counts: new Uint32Array(facet.values.length),
      };
    });
    const kept = found.filter(function (hit) {
      let missed = 0;
      let missing = -1;
      for (let at = 0; at < judged.length && missed < 2; at++) {
        const facet = judged[at];
        let fits = facet.isOpen;
        const end = facet.starts[hit.number + 1];
        for (let i = facet.starts[hit.number]; i < end && !fits; i++) {
          fits = facet.chosen[facet.positions[i]] === 1;
        }
        if (!fits) {
          missed += 1;
          missing = at;
        }
      }
      // A facet's own choice does not count against its other values.
      if (missed > 1) return false;
      for (let at = 0; at < judged.length; at++) {
        if (missed && missing !== at) continue;
        const facet = judged[at];
        const end = facet.starts[hit.number + 1];
        for (let i = facet.starts[hit.number]; i < end; i++) facet.counts[facet.positions[i]] += 1;
      }
      return !missed;
    });
    return { kept: sorted(catalogue, kept, state.sort), counts: judged.map((each) => each.counts) };
  }

  /**
   * What is unknown (0) stands last, whichever way the rest goes.
   * @param {Catalogue} catalogue
   * @param {Hit[]} found
   * @param {string} wanted
   */
  function sorted(catalogue, found, wanted) {
    const order = SORTS.get(wanted);
    if (!order) return found;
    const of = catalogue.orders[order.by];
    return found.sort(function (a, b) {
      const one = of[a.number];
      const other = of[b.number];
      if (one !== other && (!one || !other)) return one ? -1 : 1;
      return order.way * (one - other);
    });
  }

  // ---- What is shown

  /**
   * @param {Catalogue} catalogue
   * @param {Uint32Array[]} counts
   */
  function showCounts(catalogue, counts) {
    facets.forEach(function (facet, at) {
      const values = known(catalogue, facet).values;
      boxes(facet).forEach(function (box) {
        const place = (box.closest("li, label, div") || form).querySelector("[data-count]");
        const text = String(counts[at][values.indexOf(box.value)] || 0);
        // Setting what is there already would lay out a hundred labels anew.
        if (place && place.textContent !== text) place.textContent = text;
      });
    });
  }

  /** @param {HTMLInputElement} box */
  function nameOf(box) {
    const around = box.labels && box.labels[0];
    if (!around) return box.value;
    const copy = /** @type {HTMLElement} */ (around.cloneNode(true));
    copy.querySelectorAll("[data-count]").forEach((each) => each.remove());
    return (copy.textContent || "").trim();
  }

  /** @param {State} state */
  function showChips(state) {
    const on = boxes().filter((box) => box.checked && facets.indexOf(box.name) >= 0);
    if (label) {
      const word = on.length ? label.dataset.some : label.dataset.none;
      if (word) label.textContent = R.fill(word, on.length);
    }
    if (clear) clear.hidden = !on.length && !state.q.trim();
    if (!chips) return;
    chips.textContent = "";
    chips.hidden = !on.length;
    on.forEach(function (box) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      const cross = document.createElement("span");
      const fieldset = box.closest("[data-facet]");
      const facet = fieldset && fieldset.getAttribute("aria-labelledby");
      const title = facet && document.getElementById(facet);
      const name = (title ? (title.textContent || "").trim() + COLON : "") + nameOf(box);
      button.type = "button";
      button.className = "chip";
      button.textContent = name + " ";
      if (chips.dataset.remove) {
        button.setAttribute("aria-label", chips.dataset.remove.replace("{name}", name));
      }
      cross.textContent = "✕";
      cross.setAttribute("aria-hidden", "true");
      button.appendChild(cross);
      button.addEventListener("click", function () {
        const at = Array.from(chips.querySelectorAll("button")).indexOf(button);
        box.checked = false;
        changed(true);
        // The button is gone; the next one, or the search box, takes the focus.
        const left = chips.querySelectorAll("button");
        (left[Math.min(at, left.length - 1)] || input || results).focus();
      });
      item.appendChild(button);
      chips.appendChild(item);
    });
  }

  /** @param {number} number */
  function showNumber(number) {
    if (!count) return;
    const words = count.dataset;
    const word = number === 0 ? words.none : number === 1 ? words.one || words.many : words.many;
    const text = R.fill(word, number);
    // Set only when it differs, or a screen reader hears it at every letter.
    if (count.textContent !== text) count.textContent = text;
    if (sorting) sorting.hidden = number === 0;
  }

  /**
   * @param {Card} card
   * @param {string} id
   * @param {string[]} pieces
   */
  function filled(card, id, pieces) {
    const copy = document.importNode(template.content, true);
    const article = copy.querySelector("[data-case]");
    if (article) article.setAttribute("data-case", id);
    /** @type {NodeListOf<HTMLElement>} */
    const slots = copy.querySelectorAll("[data-field]");
    slots.forEach(function (element) {
      const name = element.dataset.field || "";
      const value = card[name];
      if (value === undefined) element.remove();
      else if (name === "href") element.setAttribute("href", R.href(value));
      else if (/^(title|problem|answer)$/.test(name)) {
        R.mark(element, value, pieces);
        if (card.lang) element.lang = card.lang;
      } else element.textContent = value;
    });
    return copy;
  }

  /**
   * @param {Catalogue} catalogue
   * @param {number} from
   * @param {number} mine
   */
  function showCards(catalogue, from, mine) {
    const some = hits.slice(from, shown);
    return Promise.all(some.map((hit) => R.card(hit.number))).then(function (cards) {
      if (mine !== turn) return null;
      if (from === 0) results.textContent = "";
      const first = results.children.length;
      some.forEach(function (hit, at) {
        results.appendChild(filled(cards[at], catalogue.ids[hit.number], hit.pieces));
      });
      if (R.picks) R.picks.show(results);
      if (rest) rest.hidden = true;
      const left = hits.length - Math.min(shown, hits.length);
      if (more) {
        more.hidden = left === 0;
        more.textContent = R.fill(more.dataset.word, Math.min(STEP, left));
      }
      return results.children[first] || null;
    });
  }

  // ---- The list as a table to keep

  /**
   * A case as a line of the table, in the order of the heads.
   * @param {Card} card
   * @param {string} id
   * @returns {string[]}
   */
  function row(card, id) {
    /** @param {string[]} names */
    const joined = (names) => names.map((name) => card[name] || "").filter(Boolean).join(" ");
    return [
      id,
      joined(["title"]),
      joined(["place"]),
      joined(["tag"]),
      joined(["problem"]),
      joined(["answer"]),
      joined(["grade-effect", "grade-effect-words"]),
      joined(["grade-replication", "grade-replication-words"]),
      joined(["effect", "effect-note", "effect-unknown"]),
      joined(["cost", "cost-note", "cost-unknown"]),
      joined(["needs", "needs-note", "needs-unknown"]),
      joined(["adoption", "adoption-note", "adoption-unknown"]),
      joined(["adoption-stop"]),
      card.href ? new window.URL(R.href(card.href), location.href).href : "",
    ];
  }

  /**
   * Cards lie a few in a file: they are asked for a hundred at a time.
   * @param {Catalogue} catalogue
   * @param {Hit[]} some
   * @param {string[][]} rows
   * @returns {Promise<string[][]>}
   */
  function gathered(catalogue, some, rows) {
    if (rows.length >= some.length) return Promise.resolve(rows);
    const next = some.slice(rows.length, rows.length + 100);
    return Promise.all(next.map((hit) => R.card(hit.number))).then(function (cards) {
      next.forEach((hit, at) => rows.push(row(cards[at], catalogue.ids[hit.number])));
      return gathered(catalogue, some, rows);
    });
  }

  /** @type {HTMLButtonElement | null} */
  const keep = form.querySelector('[data-action="csv"]');
  if (keep && R.takeaway) {
    const words = keep.dataset;
    const title = keep.textContent;
    keep.hidden = false;
    keep.addEventListener("click", function () {
      keep.disabled = true;
      R.catalogue()
        .then(function (catalogue) {
          const some = isTaken ? hits : catalogue.ids.map(everyCase);
          return gathered(catalogue, some, []);
        })
        .then(function (rows) {
          const heads = (words.heads || "").split("|");
          R.takeaway.save((words.name || "cases") + ".csv", R.takeaway.csv([heads].concat(rows)));
          keep.textContent = words.done || title;
          setTimeout(() => (keep.textContent = title), 3000);
        })
        .catch(() => null)
        .then(() => (keep.disabled = false));
    });
  }

  // Between a letter and its answer the list is an old one; a screen reader may wait for the new.
  /** @param {boolean} isBusy */
  function busy(isBusy) {
    results.setAttribute("aria-busy", String(isBusy));
  }

  /**
   * @param {string} _
   * @param {number} at
   * @returns {Hit}
   */
  function everyCase(_, at) {
    return { number: at, pieces: [], outside: 0 };
  }

  function apply() {
    const mine = (turn += 1);
    const state = read();
    busy(true);
    showChips(state);
    return Promise.all([R.catalogue(), R.find(state.q)])
      .then(function (answers) {
        if (mine !== turn) return null;
        const catalogue = answers[0];
        const found = answers[1] || catalogue.ids.map(everyCase);
        const judged = judge(catalogue, found, state);
        hits = judged.kept;
        // The cards are on their way while the counts are written.
        const cards = showCards(catalogue, 0, mine);
        showCounts(catalogue, judged.counts);
        return cards.then(function () {
          if (mine === turn) showNumber(hits.length);
        });
      })
      // Without the index the list made by the server stays as it is.
      .catch(() => null)
      .then(function () {
        if (mine === turn) busy(false);
      });
  }

  /** @param {boolean} isNewStep */
  function changed(isNewStep) {
    clearTimeout(timer);
    isTaken = true;
    shown = FIRST;
    const answered = apply();
    toAddress(isNewStep);
    return answered;
  }

  // ---- Events

  form.autocomplete = "off";
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    changed(true);
  });
  form.addEventListener("change", function (event) {
    const box = /** @type {HTMLInputElement} */ (event.target);
    if (box.type === "checkbox" || event.target === sort) changed(true);
  });
  if (input) {
    input.addEventListener("input", function () {
      clearTimeout(timer);
      busy(true);
      // What was asked before is not answered any more.
      turn += 1;
      // Every query needs it, so it does not wait for the pause.
      R.catalogue().catch(() => null);
      // What an input method or the clipboard gives is a word; one letter is followed by the next.
      const isWord = Math.abs(input.value.length - written) > 1;
      written = input.value.length;
      if (isWord) changed(false);
      else timer = setTimeout(() => changed(false), PAUSE);
    });
  }
  if (clear) {
    clear.addEventListener("click", function (event) {
      event.preventDefault();
      if (input) input.value = "";
      boxes().forEach(function (box) {
        box.checked = false;
      });
      changed(true);
      if (input) input.focus();
    });
  }
  if (more) {
    more.addEventListener("click", function () {
      const from = shown;
      const mine = turn;
      shown += STEP;
      toAddress(false);
      R.catalogue()
        .then(function (catalogue) {
          if (!isTaken) hits = catalogue.ids.map(everyCase);
          isTaken = true;
          return showCards(catalogue, from, mine);
        })
        .then(function (first) {
          /** @type {HTMLElement | null} */
          const link = first && first.querySelector("a[href]");
          if (link) link.focus();
        })
        .catch(() => null);
    });
  }

  // ---- The keyboard: down from the box into the results, Escape back to it

  function links() {
    /** @type {NodeListOf<HTMLElement>} */
    const all = results.querySelectorAll('a[data-field="href"]');
    return Array.from(all);
  }

  form.addEventListener("keydown", function (event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = links().indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.target !== input && at < 0) return;
    if (event.key === "Escape" && at >= 0 && input) {
      event.preventDefault();
      input.focus();
    } else if (event.key === "ArrowDown" || (event.key === "ArrowUp" && at >= 0)) {
      const next = links()[at + (event.key === "ArrowDown" ? 1 : -1)];
      const target = next || (event.key === "ArrowUp" ? input : null);
      if (!target) return;
      event.preventDefault();
      target.focus();
    }
  });

  // The cards that came with the page are the first of all cases; a button leads on from them.
  function leadOn() {
    const total = Number(results.dataset.total) || 0;
    const there = results.querySelectorAll("[data-case]").length;
    shown = there;
    if (rest) rest.hidden = true;
    if (!more) return;
    more.hidden = there >= total;
    more.textContent = R.fill(more.dataset.word, Math.min(STEP, total - there));
  }

  function start() {
    fromAddress();
    shown = (history.state && history.state.shown) || FIRST;
    if (sorting) sorting.hidden = false;
    // Until somebody searches or filters, the list that came with the page stays.
    isTaken = isTaken || location.search.length > 1 || shown > FIRST;
    if (isTaken) apply();
    else leadOn();
  }

  window.addEventListener("popstate", function () {
    isTaken = true;
    start();
  });
  window.addEventListener("pageshow", function () {
    // A browser may have put back what the form held, after this script began.
    const before = addressOf(read());
    fromAddress();
    if (addressOf(read()) !== before) start();
  });
  start();

  // Who is on this page will search or filter: what that needs is there before the first click.
  window.addEventListener("load", () => R.catalogue().catch(() => null));
})();
