// Cases side by side, and the shortlist: two pages whose address says which cases they show.
//
// What the pages hold is written at the top of `theme/pages/compare.html` and `shortlist.html`;
// the data of the cases are the scripts of `replicase.pages.chosen.compare` (see records.js).
//
// Replicase.comparison.isSame(answers)      → whether all cases give one answer
// Replicase.comparison.told(answer)         → an answer in one line
// Replicase.comparison.names(columns)       → a short name for each, no two alike
(function () {
  "use strict";

  const R = (window.Replicase = window.Replicase || {});
  const records = R.records;
  const pieceOf = records.pieceOf;
  const say = records.say;
  const whole = records.whole;

  /**
   * @param {WrittenPiece[][]} answers
   * @returns {boolean}
   */
  function isSame(answers) {
    const said = answers.map((answer) => answer.map((each) => pieceOf(each).text).join("\n"));
    return said.length > 1 && said.every((each) => each === said[0]);
  }

  /**
   * @param {WrittenPiece[]} answer
   * @returns {string}
   */
  function told(answer) {
    return answer.map((each) => pieceOf(each).text).join(" ");
  }

  /**
   * @param {{short: string}[]} columns
   * @returns {string[]}
   */
  function names(columns) {
    return columns.map(function (column, at) {
      const isAlone = columns.every((other, n) => n === at || other.short !== column.short);
      return isAlone ? column.short : column.short + " " + (at + 1);
    });
  }

  R.comparison = {
    isSame: isSame,
    told: told,
    names: names,
  };

  /**
   * Every case that was asked for; a former id and the present one are the same case.
   * @param {HTMLElement} holder
   * @param {string[]} ids
   * @returns {Promise<Found[]>}
   */
  function findAll(holder, ids) {
    return Promise.all(ids.map((id) => records.find("compare", holder, id))).then((found) =>
      found.filter((one, at) => found.findIndex((other) => other.id === one.id) === at)
    );
  }

  // ---- Drawing

  /**
   * @param {ParentNode} copy
   * @param {Column} column
   * @param {Record<string, string>} more
   */
  function fillFields(copy, column, more) {
    copy.querySelectorAll("[data-field]").forEach(function (element) {
      const name = element.getAttribute("data-field") || "";
      const value = Object.assign({}, column, more)[/** @type {"title"} */ (name)];
      if (!value) element.remove();
      else if (name === "href" || name === "fit") element.setAttribute("href", R.href(value));
      else {
        element.textContent = value;
        if (name === "title" && column.lang) element.setAttribute("lang", column.lang);
      }
    });
  }

  /**
   * The page that sets a case against a place.
   * @param {string} id
   * @returns {string}
   */
  function fitOf(id) {
    return records.START + "fit/?case=" + id;
  }

  /**
   * @param {string} id
   * @returns {HTMLElement}
   */
  function part(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
  }

  /**
   * @param {HTMLElement} heading
   * @param {number} count
   * @param {string} [start]
   */
  function head(heading, count, start) {
    const words = heading.dataset;
    const bare = heading.dataset.bare || heading.textContent || "";
    heading.dataset.bare = bare;
    const one = words[start ? start + "One" : "one"];
    const many = words[start ? start + "Many" : "many"];
    heading.textContent = count ? R.fill(count === 1 ? one : many, count) : bare;
  }

  // ---- Cases side by side

  const DIFFERENCES = "differences";

  function startComparison(/** @type {HTMLElement} */ holder) {
    const table = part("compare-table");
    const heads = part("compare-columns");
    const only = /** @type {HTMLInputElement} */ (part("compare-only"));
    const template = /** @type {HTMLTemplateElement} */ (part("compare-head"));
    const rows = /** @type {HTMLTableRowElement[]} */ (
      Array.from(table.querySelectorAll("[data-row]"))
    );
    /** @type {{ids: string[], isOnly: boolean}} */
    let state = { ids: [], isOnly: false };
    /** @type {string[]} */
    let shown = [];
    let turn = 0;

    function queryOf(/** @type {string[]} */ ids, /** @type {boolean} */ isOnly) {
      const query = R.picks.queryOf(ids);
      return query && isOnly ? query + "&" + DIFFERENCES + "=1" : query;
    }

    function fromAddress() {
      const ids = R.picks.idsIn(location.search);
      state = {
        ids: ids.length ? ids : R.picks.read("compare"),
        isOnly: new URLSearchParams(location.search).has(DIFFERENCES),
      };
      // Whoever comes by the header sees their cases, and an address that can be sent.
      if (!ids.length && state.ids.length) toAddress(false);
    }

    function toAddress(/** @type {boolean} */ isNewStep) {
      const query = queryOf(state.ids, state.isOnly);
      try {
        history[isNewStep ? "pushState" : "replaceState"](null, "", location.pathname + query);
      } catch (error) {
        // Some browsers refuse this in a folder; the table works, it just cannot be linked to.
      }
      document.querySelectorAll('[data-action="copy-link"]').forEach(function (button) {
        button.setAttribute("data-link", whole(query));
      });
    }

    function drawHead(/** @type {Found} */ one, /** @type {string} */ name) {
      const copy = document.importNode(template.content, true);
      const column = /** @type {Column} */ (one.record);
      fillFields(copy, column, { short: name, fit: fitOf(one.id) });
      const button = copy.querySelector("button");
      if (button) {
        const named = (button.dataset.named || "").replace("{title}", () => column.title);
        button.setAttribute("aria-label", named);
        button.addEventListener("click", () => remove(one.id));
      }
      heads.appendChild(copy);
    }

    function drawTable(/** @type {Found[]} */ cases) {
      const columns = cases.map((one) => /** @type {Column} */ (one.record));
      const short = names(columns);
      cases.forEach((one, at) => drawHead(one, short[at]));
      table.className = "data comparison comparison--" + cases.length;
      rows.forEach(function (row) {
        columns.forEach(function (column, at) {
          const cell = row.insertCell();
          cell.setAttribute("role", "cell");
          cell.setAttribute("data-label", short[at]);
          records.draw(cell, column.answers[row.dataset.row || ""] || [], column.href);
        });
      });
      table.querySelectorAll(".comparison__group th").forEach(function (cell) {
        cell.setAttribute("colspan", String(columns.length + 1));
      });
    }

    /** Hide the rows that are the same, and say which. */
    function sift(/** @type {Found[]} */ cases) {
      const columns = cases.map((one) => /** @type {Column} */ (one.record));
      const line = part("compare-hid");
      const count = part("compare-count");
      const same = rows.filter((row) =>
        isSame(columns.map((column) => column.answers[row.dataset.row || ""] || []))
      );
      rows.forEach(function (row) {
        row.hidden = state.isOnly && same.indexOf(row) >= 0;
      });
      table.querySelectorAll("tbody").forEach(function (group) {
        group.hidden = !group.querySelector("[data-row]:not([hidden])");
      });
      const words = line.dataset;
      const listed = same.map(function (row) {
        const label = (row.cells[0].textContent || "").trim();
        const said = told(columns[0].answers[row.dataset.row || ""]);
        const both = (words.value || "").replace("{title}", label).replace("{values}", () => said);
        return said.length <= 24 ? both : label;
      });
      line.textContent = same.length
        ? (words.some || "").replace("{rows}", () => listed.join(words.list))
        : words.none || "";
      line.hidden = !state.isOnly;
      count.textContent = "";
      if (state.isOnly && same.length) {
        count.textContent = R.fill(same.length === 1 ? count.dataset.one : count.dataset.many, same.length);
      }
      only.checked = state.isOnly;
      const isLonely = cases.length < 2;
      only.disabled = isLonely;
    }

    function show(/** @type {Found[]} */ found) {
      const cases = found.filter((one) => one.record);
      const some = cases.slice(0, R.picks.MOST.compare);
      const said = part("compare-said");
      said.textContent = "";
      if (cases.length > some.length) {
        const left = cases.slice(some.length).map(function (one) {
          const column = /** @type {Column} */ (one.record);
          return { href: R.href(column.href), text: column.title, lang: column.lang };
        });
        say(said, said.dataset.tooMany || "", left);
      }
      records.sayTroubles(said, found);
      if (some.length === 1) say(said, said.dataset.lonely || "");
      shown = some.map((one) => one.id);
      // The comparison one looks at is the one to add to: whoever was sent a link can go on with it.
      if (shown.length) R.picks.write("compare", shown);
      R.picks.show();
      head(part("compare-title"), shown.length);
      part("compare-empty").hidden = shown.length > 0;
      ["compare-tools", "compare-table", "compare-note"].forEach(function (id) {
        part(id).hidden = !shown.length;
      });
      part("compare-hid").hidden = true;
      part("compare-address").hidden = true;
      table.querySelectorAll("td, .comparison__head").forEach((cell) => cell.remove());
      if (!shown.length) return;
      drawTable(some);
      sift(some);
      records.showAddress(part("compare-address"), whole(queryOf(shown, state.isOnly)));
    }

    /**
     * @returns {Promise<void>}
     */
    function apply() {
      const mine = (turn += 1);
      return findAll(holder, state.ids).then(function (found) {
        if (mine === turn) show(found);
      });
    }

    function remove(/** @type {string} */ id) {
      const at = shown.indexOf(id);
      state = { ids: shown.filter((other) => other !== id), isOnly: state.isOnly };
      R.picks.write("compare", state.ids);
      toAddress(true);
      apply().then(function () {
        const buttons = heads.querySelectorAll("button");
        const next = buttons[Math.min(at, buttons.length - 1)];
        const way = next || part("compare-empty").querySelector("a");
        if (way) way.focus();
      });
    }

    only.addEventListener("change", function () {
      state = { ids: state.ids, isOnly: only.checked };
      toAddress(true);
      apply().then(function () {
        part("compare-status").textContent = state.isOnly ? part("compare-hid").textContent : "";
      });
    });
    function start() {
      fromAddress();
      apply();
    }
    window.addEventListener("popstate", start);
    start();
  }

  // ---- The shortlist

  function startShortlist(/** @type {HTMLElement} */ holder) {
    const list = part("shortlist-cases");
    const template = /** @type {HTMLTemplateElement} */ (part("shortlist-case"));
    const save = /** @type {HTMLButtonElement} */ (holder.querySelector('[data-action="save"]'));
    const label = save.textContent;
    let isShared = false;
    let turn = 0;

    function drawCase(/** @type {Found} */ one) {
      const copy = document.importNode(template.content, true);
      const column = /** @type {Column} */ (one.record);
      fillFields(copy, column, { fit: fitOf(one.id) });
      copy.querySelectorAll("[data-case]").forEach((e) => e.setAttribute("data-case", one.id));
      copy.querySelectorAll("[data-answer]").forEach(function (cell) {
        (cell.getAttribute("data-answer") || "").split(" ").forEach(function (name) {
          const answer = column.answers[name] || [];
          // Nobody stopped what nobody took up.
          if (name === "stopped" && pieceOf(answer[0] || "").look !== "stop") return;
          records.draw(cell, answer, column.href);
        });
      });
      list.appendChild(copy);
    }

    function show(/** @type {Found[]} */ found) {
      const cases = found.filter((one) => one.record);
      const some = cases.slice(0, R.picks.MOST.shortlist);
      const ids = some.map((one) => one.id);
      const said = part("shortlist-said");
      said.textContent = "";
      if (cases.length > some.length) {
        say(said, R.fill(said.dataset.tooMany, cases.length - some.length));
      }
      records.sayTroubles(said, found);
      list.textContent = "";
      some.forEach(drawCase);
      R.picks.show();
      head(part("shortlist-title"), ids.length, isShared ? "shared" : "");
      part("shortlist-empty").hidden = ids.length > 0;
      part("shortlist-tools").hidden = !ids.length;
      part("shortlist-own").hidden = isShared || !ids.length;
      part("shortlist-shared").hidden = !isShared || !ids.length;
      const address = whole(R.picks.queryOf(ids));
      records.showAddress(part("shortlist-address"), address);
      part("shortlist-address").hidden = part("shortlist-address").hidden || !ids.length;
      document.querySelectorAll('[data-action="copy-link"]').forEach(function (button) {
        button.setAttribute("data-link", address);
      });
      const kept = R.picks.read("shortlist");
      const isSaved = ids.every((id) => kept.indexOf(id) >= 0);
      save.disabled = isSaved;
      save.textContent = isSaved ? save.dataset.done || "" : label;
    }

    /**
     * @returns {Promise<void>}
     */
    function apply() {
      const mine = (turn += 1);
      const asked = R.picks.idsIn(location.search);
      isShared = asked.length > 0;
      return findAll(holder, isShared ? asked : R.picks.read("shortlist")).then(function (found) {
        if (mine === turn) show(found);
      });
    }

    save.addEventListener("click", function () {
      const cases = Array.from(list.querySelectorAll("[data-case]"));
      const ids = cases.map((each) => each.getAttribute("data-case") || "");
      const kept = R.picks.read("shortlist");
      R.picks.write("shortlist", kept.concat(ids.filter((id) => kept.indexOf(id) < 0)));
      apply();
    });
    document.addEventListener("replicase:picked", function (event) {
      if (/** @type {CustomEvent} */ (event).detail !== "shortlist") return;
      const here = document.activeElement;
      const cases = Array.from(list.children);
      const at = cases.findIndex((each) => each.contains(here));
      const status = document.getElementById("pick-status");
      apply().then(function () {
        part("shortlist-status").textContent = (status && status.textContent) || "";
        // The case is gone from one's own list; the next one, or the way to more, takes the focus.
        const buttons = list.querySelectorAll('[data-pick="shortlist"]');
        const next = buttons[Math.min(at, buttons.length - 1)];
        const way = next || part("shortlist-empty").querySelector("a");
        if (at >= 0 && way) /** @type {HTMLElement} */ (way).focus();
      });
    });
    window.addEventListener("storage", () => apply());
    window.addEventListener("popstate", () => apply());
    apply();
  }

  const comparison = document.getElementById("compare");
  const shortlist = document.getElementById("shortlist");
  if (comparison) startComparison(comparison);
  if (shortlist) startShortlist(shortlist);
})();
