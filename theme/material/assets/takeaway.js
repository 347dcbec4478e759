// A table of what a page shows, as a file for a spreadsheet. It is made in the browser and sent nowhere.
//
// Replicase.takeaway.csv(rows)          → the table as text
// Replicase.takeaway.save(name, text)   gives the reader a file to keep
(function () {
  "use strict";

  const R = (window.Replicase = window.Replicase || {});

  // How a formula begins, narrow and full width, as in `replicase.output`.
  const FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

  /**
   * A table for a spreadsheet: it begins with the mark Excel looks for, and no text in it is a formula.
   * @param {string[][]} rows
   * @returns {string}
   */
  function csv(rows) {
    const lines = rows.map(function (row) {
      return row
        .map(function (cell) {
          const first = cell.replace(/^\s+/, "").slice(0, 1);
          const inert = first && FORMULA.indexOf(first) >= 0 ? "'" + cell : cell;
          return /[",\r\n]/.test(inert) ? '"' + inert.replace(/"/g, '""') + '"' : inert;
        })
        .join(",");
    });
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  function save(name, text) {
    const url = window.URL.createObjectURL(new window.Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.hidden = true;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    setTimeout(() => window.URL.revokeObjectURL(url), 10000);
  }

  R.takeaway = { csv: csv, save: save };

  // A comparison is a table already: what is shown of it is what is kept.
  const table = document.getElementById("compare-table");
  /** @type {HTMLElement | null} */
  const button = document.querySelector('#compare-tools [data-action="csv"]');
  if (!table || !button) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    const rows = Array.from(table.querySelectorAll("tr")).filter((row) => !row.hidden);
    const told = rows.map(function (row) {
      return Array.from(row.querySelectorAll("th, td")).map(function (cell) {
        const copy = /** @type {HTMLElement} */ (cell.cloneNode(true));
        copy.querySelectorAll("button, .visually-hidden, .comparison__fit").forEach((each) => each.remove());
        return (copy.textContent || "").replace(/\s+/g, " ").trim();
      });
    });
    save((button.dataset.name || "table") + ".csv", csv(told));
  });
})();
