/* What every page does with JavaScript; without it each page is complete.
   One global, `Replicase`; search.js and browse.js add to it. */
(function () {
  "use strict";

  var Replicase = (window.Replicase = window.Replicase || /** @type {Replicase} */ ({}));
  var root = document.documentElement;
  var fromFolder = location.protocol === "file:";
  /** @type {HTMLMetaElement | null} */
  var meta = document.querySelector('meta[name="replicase:base"]');

  /* The way from this page to the site's root: "." or "../..". */
  Replicase.base = meta ? meta.content : ".";

  /**
   * A folder opened by double click has no server to add index.html to an address.
   * @param {string} link
   * @returns {string}
   */
  function complete(link) {
    if (!fromFolder) return link;
    var parts = /** @type {RegExpExecArray} */ (/^([^?#]*)([\s\S]*)$/.exec(link));
    if (parts[1] === "" || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(link)) return link;
    if (/(^|\/)\.{0,2}$/.test(parts[1])) {
      return parts[1].replace(/\/?$/, "/") + "index.html" + parts[2];
    }
    return link;
  }

  /* The link from this page to an address of the site, as "cases/x/" or "cases/?theme=y". */
  Replicase.href = function (address) {
    return complete(Replicase.base.replace(/\/?$/, "/") + address);
  };

  /**
   * @param {string} selector
   * @param {(element: any) => void} act
   */
  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  /** @param {string} name */
  function recall(name) {
    try {
      return localStorage.getItem("replicase." + name);
    } catch (refused) {
      return null;
    }
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  function keep(name, value) {
    try {
      localStorage.setItem("replicase." + name, value);
    } catch (refused) {
      /* The choice holds for this page alone. */
    }
  }

  /**
   * Large text and dark: two switches, each twice in the header (wide and phone).
   * @param {string} name
   * @param {boolean} on
   * @param {(on: boolean) => void} show
   */
  function toggle(name, on, show) {
    /** @param {boolean} value */
    function set(value) {
      on = value;
      show(on);
      each('[data-action="' + name + '"]', function (button) {
        button.setAttribute("aria-pressed", String(on));
      });
    }
    each('[data-action="' + name + '"]', function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        set(!on);
        keep(name, on ? "1" : "0");
      });
    });
    set(on);
  }

  toggle("large", recall("large") === "1", function (on) {
    root.classList.toggle("large", on);
  });

  var chosen = recall("dark");
  var prefersDark = matchMedia("(prefers-color-scheme: dark)").matches;
  toggle("dark", chosen === null ? prefersDark : chosen === "1", function (on) {
    document.body.setAttribute("data-md-color-scheme", on ? "slate" : "default");
    root.classList.add("scheme-set");
  });

  if (fromFolder) {
    each("a[href]", function (link) {
      link.setAttribute("href", complete(link.getAttribute("href")));
    });
    each("form[action]", function (form) {
      form.setAttribute("action", complete(form.getAttribute("action")));
    });
  }

  /* Facets stand open beside the results, and folded above them on a phone. */
  if (matchMedia("(min-width: 821px)").matches) {
    each("details[data-open-when-wide]", function (details) {
      details.open = true;
    });
  }

  /* What scrolls sideways must be reached by keyboard too. */
  function reach() {
    each("pre > code", function (code) {
      if (code.scrollWidth > code.clientWidth) code.setAttribute("tabindex", "0");
      else code.removeAttribute("tabindex");
    });
  }
  reach();
  window.addEventListener("resize", reach);

  each("details.menu", function (menu) {
    menu.addEventListener("keydown", function (/** @type {KeyboardEvent} */ event) {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  });

  /* The list of sections marks where the reader is. */
  var contents = document.querySelector("[data-contents]");
  if (contents) {
    /** @type {HTMLAnchorElement[]} */
    var links = Array.prototype.slice.call(contents.querySelectorAll('a[href^="#"]'));
    /** @type {HTMLElement[]} */
    var targets = [];
    links.forEach(function (link) {
      var target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target) targets.push(target);
    });
    var mark = function () {
      var line = window.innerHeight * 0.3;
      var here = targets[0];
      targets.forEach(function (target) {
        if (target.getBoundingClientRect().top < line) here = target;
      });
      if (window.innerHeight + window.pageYOffset >= root.scrollHeight - 2) {
        here = targets[targets.length - 1];
      }
      links.forEach(function (link) {
        if (here && link.getAttribute("href") === "#" + here.id) {
          link.setAttribute("aria-current", "true");
        } else {
          link.removeAttribute("aria-current");
        }
      });
    };
    var waiting = false;
    window.addEventListener(
      "scroll",
      function () {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(function () {
          waiting = false;
          mark();
        });
      },
      { passive: true }
    );
    mark();
  }

  /* One page for a superior: the print style leaves out what the page says at length. */
  each('[data-action="print"]', function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      root.classList.add("print-brief");
      window.print();
    });
  });
  each('[data-action="print-page"]', function (button) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  /* Paper has no folds: a list is printed to its end, and folded again afterwards. */
  /** @type {HTMLDetailsElement[]} */
  var unfolded = [];
  window.addEventListener("beforeprint", function () {
    each("details.more:not([open])", function (fold) {
      fold.open = true;
      unfolded.push(fold);
    });
  });
  window.addEventListener("afterprint", function () {
    root.classList.remove("print-brief");
    unfolded.forEach(function (fold) {
      fold.open = false;
    });
    unfolded = [];
  });

  /* On paper an address is read, not followed; one of this computer would help nobody. */
  each("[data-address]", function (line) {
    if (location.protocol === "file:") return;
    line.querySelector("span").textContent = location.href.split(/[?#]/)[0];
    line.hidden = false;
  });

  /**
   * @param {string} text
   * @returns {Promise<void>}
   */
  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    document.body.removeChild(area);
    return done ? Promise.resolve() : Promise.reject(new Error("copy refused"));
  }

  /** What a button copies: the text of a part of the page, a link it was given, or the page's own. */
  function copied(/** @type {HTMLElement} */ button) {
    var part = document.getElementById(button.getAttribute("data-copies") || "");
    return part ? part.textContent : button.getAttribute("data-link") || location.href.split("#")[0];
  }

  each('[data-action="copy-link"]', function (button) {
    var label = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      copy(copied(button)).then(
        function () {
          button.textContent = button.getAttribute("data-done");
          setTimeout(function () {
            button.textContent = label;
          }, 2000);
        },
        function () {
          /* The address bar still has it. */
        }
      );
    });
  });
})();
