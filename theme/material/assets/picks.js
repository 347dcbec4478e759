// What a reader has chosen: cases to compare, and a shortlist. Both stay in this browser.
//
// Replicase.picks.idsIn(query)        → the ids in "?cases=a,b", each once, as they were written
// Replicase.picks.queryOf(ids)        → "?cases=a,b"
// Replicase.picks.isId(text)          → whether a text can be the id of a case
// Replicase.picks.changed(ids, id, most) → the ids with one put in or taken out; null when full
// Replicase.picks.read(name), write(name, ids)  what is kept; a name is "compare" or "shortlist"
// Replicase.picks.show(root)          → buttons below `root`, and the header, say what is chosen
//
// A button is [data-pick="compare|shortlist"] inside [data-case="<id>"]; a press is told to the
// document as the event "replicase:picked".
(function () {
  "use strict";

  const R = (window.Replicase = window.Replicase || {});

  /** @type {Record<PickName, number>} */
  const MOST = { compare: 4, shortlist: 30 };
  const LONGEST = 100;
  const ID = /^[a-z0-9]+(?:--?[a-z0-9]+)*$/;
  /** @type {PickName[]} */
  const NAMES = ["compare", "shortlist"];

  // ---- Ids in an address

  /**
   * @param {string} text
   * @returns {boolean}
   */
  function isId(text) {
    return text.length <= LONGEST && ID.test(text);
  }

  /**
   * @param {string} list
   * @returns {string[]}
   */
  function split(list) {
    // A link that went through a chat may have other commas in it.
    const parts = list.split(/[,，、\s]+/).filter((part) => part !== "");
    return Array.from(new Set(parts));
  }

  /**
   * @param {string} query
   * @returns {string[]}
   */
  function idsIn(query) {
    return split(new URLSearchParams(query).getAll("cases").join(","));
  }

  /**
   * @param {string[]} ids
   * @returns {string}
   */
  function queryOf(ids) {
    return ids.length ? "?cases=" + ids.map(encodeURIComponent).join(",") : "";
  }

  /**
   * @param {string[]} ids
   * @param {string} id
   * @param {number} most
   * @returns {string[] | null}
   */
  function changed(ids, id, most) {
    if (ids.indexOf(id) >= 0) return ids.filter((other) => other !== id);
    return ids.length < most ? ids.concat(id) : null;
  }

  // ---- What is kept

  /** @type {Record<string, string>} */
  const memory = {};
  let isRefused = false;

  /**
   * @param {PickName} name
   * @returns {string[]}
   */
  function read(name) {
    let kept = memory[name] || "";
    if (!isRefused) {
      try {
        kept = localStorage.getItem("replicase." + name) || "";
      } catch (refused) {
        isRefused = true;
      }
    }
    return split(kept).filter(isId).slice(0, MOST[name]);
  }

  /**
   * @param {PickName} name
   * @param {string[]} ids
   */
  function write(name, ids) {
    memory[name] = ids.slice(0, MOST[name]).join(",");
    try {
      localStorage.setItem("replicase." + name, memory[name]);
    } catch (refused) {
      isRefused = true;
    }
  }

  // ---- Buttons and header

  const status = document.getElementById("pick-status");
  /** @type {DOMStringMap} */
  const words = status ? status.dataset : {};

  /**
   * @param {Element} button
   * @returns {string}
   */
  function caseOf(button) {
    const around = button.closest("[data-case]");
    return (around && around.getAttribute("data-case")) || "";
  }

  /**
   * The title of the case a button belongs to: in its card, or of the page.
   * @param {Element} button
   * @returns {string}
   */
  function titleOf(button) {
    const card = button.closest("article");
    const title = (card || document).querySelector(card ? ".card__title" : "h1");
    return title && title.textContent ? title.textContent.trim() : "";
  }

  /**
   * @param {ParentNode} [root]
   */
  function show(root) {
    NAMES.forEach(function (name) {
      const ids = read(name);
      (root || document).querySelectorAll('[data-pick="' + name + '"]').forEach(function (found) {
        const button = /** @type {HTMLElement} */ (found);
        const id = caseOf(button);
        button.hidden = id === "";
        button.setAttribute("aria-pressed", String(ids.indexOf(id) >= 0));
        if (!button.hasAttribute("aria-label") && words.named) {
          const label = (button.textContent || "").trim();
          button.setAttribute(
            "aria-label",
            words.named.replace("{label}", label).replace("{title}", () => titleOf(button))
          );
        }
      });
      document.querySelectorAll('[data-picked="' + name + '"]').forEach(function (link) {
        // The link says how many; the comparison has its cases in the address besides.
        const label = link.getAttribute("data-label") || (link.textContent || "").trim();
        link.setAttribute("data-label", label);
        link.textContent = ids.length ? label + " " + ids.length : label;
        // An empty shortlist has no place in the header.
        if (ids.length && link.parentElement) link.parentElement.hidden = false;
        if (name === "compare") {
          link.setAttribute("href", (link.getAttribute("href") || "").split("?")[0] + queryOf(ids));
        }
      });
    });
  }

  /**
   * @param {PickName} name
   * @param {number} count
   * @param {boolean} isFull
   * @returns {string}
   */
  function sentence(name, count, isFull) {
    if (isFull) return R.fill(words[name + "Full"], MOST[name]);
    if (count === 0) return words.removed || "";
    return R.fill(words[name + (count === 1 ? "One" : "Many")], count);
  }

  const note = document.createElement("span");
  note.className = "picked";

  /**
   * Say what a press did: beside the button, with the way on, and to a screen reader.
   * @param {Element} button
   * @param {PickName} name
   * @param {boolean} isFull
   */
  function tell(button, name, isFull) {
    const ids = read(name);
    const isOut = !isFull && ids.indexOf(caseOf(button)) < 0;
    const said = isOut ? words.removed || "" : sentence(name, ids.length, isFull);
    note.textContent = (isRefused ? words.refused || "" : said) + " ";
    if (!isOut && (ids.length > 1 || name === "shortlist")) {
      const link = document.createElement("a");
      const header = document.querySelector('[data-picked="' + name + '"]');
      link.href = (header && header.getAttribute("href")) || R.href(name + "/");
      link.textContent = words[name + "Go"] || "";
      note.appendChild(link);
    }
    const row = button.parentElement;
    if (row) row.appendChild(note);
    if (status) status.textContent = isRefused ? words.refused || "" : said;
  }

  document.addEventListener("click", function (event) {
    const target = /** @type {Element | null} */ (event.target);
    const button = target && target.closest ? target.closest("[data-pick]") : null;
    if (!button) return;
    const name = /** @type {PickName} */ (button.getAttribute("data-pick"));
    const ids = changed(read(name), caseOf(button), MOST[name]);
    if (ids) write(name, ids);
    show();
    tell(button, name, !ids);
    document.dispatchEvent(new window.CustomEvent("replicase:picked", { detail: name }));
  });

  window.addEventListener("storage", () => show());
  // A page that comes back from memory was left before the last choice.
  window.addEventListener("pageshow", () => show());

  R.picks = {
    MOST: MOST,
    isId: isId,
    idsIn: idsIn,
    queryOf: queryOf,
    changed: changed,
    read: read,
    write: write,
    show: show,
  };
  show();
})();
