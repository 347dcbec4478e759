// The fit check: the conditions of a case against what a reader types and answers about a place.
//
// What the page holds is written at the top of `theme/pages/fit.html`; the data of the case are the
// scripts of `replicase.pages.chosen.fit`. The address names the case and nothing else: what is filled in
// stays in this browser, and a link that is sent says nothing of the sender's place.
//
// Replicase.fit.read(text, units)       → a number as people type it, {number} or {trouble}
// Replicase.fit.order(one, other)       → -1, 0 or 1; numbers are decimal text, compared exactly
// Replicase.fit.distance(one, other)    → how far apart they are
// Replicase.fit.amount(number, unit)    → a number with its unit, as the pages of the site write it
// Replicase.fit.judge(need, kept)       → {state, why}: whether a condition is met, and the reason
// Replicase.fit.verdict(judged)         → which sentence sums it up
// Replicase.fit.reader(text)            → what was kept, whatever became of it meanwhile
(function () {
  "use strict";

  const R = (window.Replicase = window.Replicase || {});
  const records = R.records;
  const IS_ENGLISH = records.LANGUAGE === "en";

  // ---- Numbers as people type them

  const LONGEST = 24;
  /** @type {[RegExp, number][]} */
  const SCALES = [
    [/^(?:万亿|萬億|trillion)$/, 12],
    [/^billion$/, 9],
    [/^(?:亿|億)$/, 8],
    [/^千[万萬]$/, 7],
    [/^(?:百[万萬]|million)$/, 6],
    [/^[万萬]$/, 4],
    [/^(?:千|thousand)$/, 3],
  ];
  /** How a unit begins that already counts in such words; as `SCALED` of `replicase.pages.voice`. */
  const IS_SCALED = /^(?:[万亿千百]|[\d,]+\b|hundred|thousand|million|billion)/i;

  /**
   * Full width and half width are one and the same, as are the signs for minus.
   * @param {string} text
   * @returns {string}
   */
  function plain(text) {
    return text.normalize("NFKC").replace(/[\u2212\u2010-\u2013]/g, "-").replace(/\s+/g, " ").trim();
  }

  /**
   * @param {string} minus
   * @param {string} whole
   * @param {string} part
   * @returns {string}
   */
  function written(minus, whole, part) {
    const front = whole.replace(/^0+(?=\d)/, "") || "0";
    const back = part.replace(/0+$/, "");
    const number = back ? front + "." + back : front;
    return minus && /[1-9]/.test(number) ? "-" + number : number;
  }

  /**
   * @param {string} text
   * @returns {FitTrouble}
   */
  function troubleOf(text) {
    if (/\d\s*(?:-|~|至|到|\bto\b|—|〜)\s*\d/.test(text)) return "range";
    if (/\d/.test(text) && /[约近余多]|左右|以[上下]|大概|不到|超过|至少|[+<>≤≥±]|\b(?:about|over|under|nearly|some)\b/i.test(text)) {
      return "about";
    }
    if (!/\d/.test(text) && /[〇零一二两三四五六七八九十百千万亿]/.test(text)) return "hanzi";
    if (/^-?[\d, ]+(?:\.\d+)?$/.test(text)) return "grouping";
    return /^-?[\d., ]+\s*[^\d\s.,]+$/.test(text) ? "unit" : "other";
  }

  /**
   * @param {string} text
   * @param {string[]} units  the unit of the figure in every language
   * @returns {{number?: string, trouble?: FitTrouble}}
   */
  function read(text, units) {
    const typed = plain(text).toLowerCase();
    let rest = typed;
    if (!rest) return {};
    const named = units
      .map((unit) => plain(unit).toLowerCase())
      .filter((unit) => unit && rest.slice(-unit.length) === unit)
      .sort((a, b) => b.length - a.length);
    if (named.length) rest = rest.slice(0, -named[0].length).trim();
    const found = /^(-?)(\d[\d, ]*?)(?:\.(\d+))? ?([^\d\s.,-]*)$/.exec(rest);
    if (!found) return { trouble: troubleOf(typed) };
    const scale = found[4] ? SCALES.find((each) => each[0].test(found[4])) : undefined;
    if (found[4] && !scale) return { trouble: troubleOf(typed) };
    if (/\D/.test(found[2]) && !/^\d{1,3}(?:[, ]\d{3})+$/.test(found[2])) {
      return { trouble: "grouping" };
    }
    if (scale && !named.length && units.some((unit) => IS_SCALED.test(unit))) {
      return { trouble: "scaled" };
    }
    const shift = scale ? scale[1] : 0;
    const whole = found[2].replace(/\D/g, "");
    const part = (found[3] || "") + (shift ? "0".repeat(shift) : "");
    const cut = shift || 0;
    if (whole.length + part.length > LONGEST) return { trouble: "long" };
    return { number: written(found[1], whole + part.slice(0, cut), part.slice(cut)) };
  }

  // ---- Decimals, reckoned digit by digit: 0.1 + 0.2 is 0.3

  /**
   * Two numbers without point and sign, of one length; `places` digits of each are behind the point.
   * @param {string} one
   * @param {string} other
   */
  function aligned(one, other) {
    const parts = [one, other].map((each) => each.replace("-", "").split("."));
    const places = Math.max.apply(null, parts.map((each) => (each[1] || "").length));
    const digits = parts.map((each) => each[0] + (each[1] || "").padEnd(places, "0"));
    const length = Math.max(digits[0].length, digits[1].length);
    return { digits: digits.map((each) => each.padStart(length, "0")), places: places };
  }

  /**
   * @param {string} one
   * @param {string} other
   * @returns {number}
   */
  function order(one, other) {
    const isMinus = [one, other].map((each) => each.charAt(0) === "-" && /[1-9]/.test(each));
    if (isMinus[0] !== isMinus[1]) return isMinus[0] ? -1 : 1;
    const digits = aligned(one, other).digits;
    const way = digits[0] < digits[1] ? -1 : digits[0] > digits[1] ? 1 : 0;
    return isMinus[0] && way ? -way : way;
  }

  /**
   * @param {string} one
   * @param {string} other
   * @returns {string}
   */
  function distance(one, other) {
    const both = aligned(one, other);
    const isApart = (one.charAt(0) === "-") !== (other.charAt(0) === "-");
    const sorted = both.digits.slice().sort().reverse();
    let carry = 0;
    let digits = "";
    for (let at = sorted[0].length - 1; at >= 0; at--) {
      const low = Number(sorted[1][at]);
      const sum = Number(sorted[0][at]) + (isApart ? low : -low) + carry;
      carry = sum > 9 ? 1 : sum < 0 ? -1 : 0;
      digits = String(sum - 10 * carry) + digits;
    }
    if (carry > 0) digits = "1" + digits;
    const end = digits.length - both.places;
    return written("", digits.slice(0, end), digits.slice(end));
  }

  /**
   * As `Voice.amount` of `replicase.pages.voice` writes it: 120 万人, 1.2 million people, 65%.
   * @param {string} number
   * @param {string} unit
   * @returns {string}
   */
  function amount(number, unit) {
    /** @type {[number, string][]} */
    const large = IS_ENGLISH
      ? [[9, "billion"], [6, "million"]]
      : [[8, "亿"], [4, "万"]];
    const places = IS_ENGLISH ? 3 : 2;
    const isMinus = number.charAt(0) === "-";
    const parts = number.replace("-", "").split(".");
    const behind = parts[1] || "";
    let shown = "";
    if (!IS_SCALED.test(unit)) {
      large.forEach(function (each) {
        const size = each[0];
        if (shown || parts[0].length <= size) return;
        const end = parts[0].length - size;
        const short = written("", parts[0].slice(0, end), parts[0].slice(end) + behind);
        if ((short.split(".")[1] || "").length <= places) shown = short + " " + each[1];
      });
    }
    if (!shown) {
      const front = IS_ENGLISH ? parts[0].replace(/\B(?=(?:\d{3})+$)/g, ",") : parts[0];
      shown = behind ? front + "." + behind : front;
    }
    if (isMinus) shown = "-" + shown;
    if (!unit) return shown;
    if (IS_ENGLISH && /^\d/.test(unit)) return shown + " × " + unit;
    return /^[%‰℃]/.test(unit) || /[万亿]$/.test(shown) ? shown + unit : shown + " " + unit;
  }

  // ---- Judging

  /** @type {Record<FitMeasure["op"], (way: number) => boolean>} */
  const HOLDS = {
    "<": (way) => way < 0,
    "<=": (way) => way <= 0,
    "=": (way) => way === 0,
    ">=": (way) => way >= 0,
    ">": (way) => way > 0,
  };

  /** @type {Record<FitReply, FitState>} */
  const STATES = { yes: "met", no: "gap", unknown: "unknown" };

  /**
   * A condition by the figure it asks for, or by the reader's own answer.
   * @param {FitNeed} need
   * @param {{figures: Record<string, string>, replies: Record<string, string>}} kept
   * @returns {FitJudged}
   */
  function judge(need, kept) {
    const measure = need.measure;
    if (!measure) {
      const parts = (kept.replies[need.id] || "").split(":");
      const reply = /** @type {FitReply} */ (parts[0]);
      // An answer holds for the words it was given to.
      const isReply = Object.prototype.hasOwnProperty.call(STATES, reply);
      if (parts[1] !== need.mark || !isReply) return { state: "unknown", why: "unanswered" };
      return { state: STATES[reply], why: reply };
    }
    const typed = read(kept.figures[measure.figure] || "", measure.units);
    if (typed.trouble) return { state: "unknown", why: "unreadable" };
    if (typed.number === undefined) return { state: "unknown", why: "no-figure" };
    const way = order(typed.number, measure.value);
    if (HOLDS[measure.op](way)) return { state: "met", why: "typed", typed: typed.number };
    /** @type {FitJudged} */
    const gap = { state: "gap", why: "typed", typed: typed.number };
    if (way === 0) return gap;
    const far = distance(typed.number, measure.value);
    return Object.assign(gap, { why: way < 0 ? "short" : "over", far: far });
  }

  /**
   * @param {{need: FitNeed, judged: FitJudged}[]} all
   * @returns {FitVerdict}
   */
  function verdict(all) {
    /** @param {FitState} state @param {boolean} isMust */
    const some = (state, isMust) =>
      all.some((one) => one.judged.state === state && (one.need.level === "must") === isMust);
    if (!all.length) return "nothing";
    if (all.every((one) => isOpen(one.judged))) return "unanswered";
    if (some("gap", true)) return "gap";
    if (some("unknown", true)) return "open";
    return some("gap", false) || some("unknown", false) ? "should" : "clear";
  }

  /**
   * Whether nobody has said anything of a condition yet.
   * @param {FitJudged} judged
   * @returns {boolean}
   */
  function isOpen(judged) {
    return judged.why === "unanswered" || judged.why === "no-figure" || judged.why === "unreadable";
  }

  // ---- What is kept

  const MOST = { place: 60, figure: 40, figures: 100, cases: 60, replies: 60 };

  /**
   * @param {any} value
   * @param {number} most
   * @param {(text: string) => boolean} fits
   * @returns {Record<string, string>}
   */
  function texts(value, most, fits) {
    /** @type {Record<string, string>} */
    const found = {};
    if (!value || typeof value !== "object") return found;
    Object.keys(value).slice(-most).forEach(function (key) {
      if (typeof value[key] === "string" && fits(value[key])) found[key] = value[key];
    });
    return found;
  }

  /**
   * @param {string} text
   * @returns {FitKept}
   */
  function reader(text) {
    /** @type {any} */
    let value = null;
    try {
      value = JSON.parse(text);
    } catch (error) {
      // Somebody's browser lost half of it; one begins anew.
    }
    if (!value || typeof value !== "object") value = {};
    /** @type {FitKept} */
    const kept = {
      place: typeof value.place === "string" ? value.place.slice(0, MOST.place) : "",
      figures: texts(value.figures, MOST.figures, (each) => each.length <= MOST.figure),
      cases: {},
    };
    const cases = value.cases && typeof value.cases === "object" ? value.cases : {};
    Object.keys(cases).slice(-MOST.cases).forEach(function (id) {
      if (!R.picks.isId(id)) return;
      kept.cases[id] = texts(cases[id], MOST.replies, (each) =>
        /^(?:yes|no|unknown):[0-9a-f]{8}$/.test(each)
      );
    });
    return kept;
  }

  R.fit = {
    read: read,
    order: order,
    distance: distance,
    amount: amount,
    judge: judge,
    verdict: verdict,
    reader: reader,
  };

  const NAME = "replicase.fit";
  let memory = "";
  let isRefused = false;

  /** @returns {FitKept} */
  function recall() {
    if (!isRefused) {
      try {
        memory = localStorage.getItem(NAME) || "";
      } catch (refused) {
        isRefused = true;
      }
    }
    return reader(memory);
  }

  /** @param {FitKept} kept */
  function keep(kept) {
    const isEmpty =
      !kept.place && !Object.keys(kept.figures).length && !Object.keys(kept.cases).length;
    memory = isEmpty ? "" : JSON.stringify(kept);
    try {
      if (isEmpty) localStorage.removeItem(NAME);
      else localStorage.setItem(NAME, memory);
    } catch (refused) {
      isRefused = true;
    }
  }

  // ---- The page

  const found = document.getElementById("fit");
  if (!found) return;
  start(found);

  function start(/** @type {HTMLElement} */ holder) {
    const words = holder.dataset;
    const box = /** @type {HTMLInputElement} */ (part("search-fit"));
    const place = /** @type {HTMLInputElement} */ (part("fit-place"));
    const title = document.title;
    let kept = recall();
    /** @type {{id: string, sheet: FitSheet} | null} */
    let shown = null;
    /** @type {{need: FitNeed, field: HTMLElement}[]} */
    let asked = [];
    /** @type {{measure: FitMeasure, field: HTMLElement, input: HTMLInputElement}[]} */
    let figures = [];
    let turn = 0;

    /**
     * @param {string} id
     * @returns {HTMLElement}
     */
    function part(id) {
      return /** @type {HTMLElement} */ (document.getElementById(id));
    }

    /**
     * A word with its places filled; what fills them is text of strangers.
     * @param {string | undefined} word
     * @param {Record<string, string>} places
     * @returns {string}
     */
    function say(word, places) {
      return (word || "").replace(/\{(\w+)\}/g, (whole, name) => (name in places ? places[name] : whole));
    }

    /** @param {string} name */
    const word = (name) => words[name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())];

    /**
     * @param {string} id
     * @returns {DocumentFragment}
     */
    function copyOf(id) {
      return document.importNode(/** @type {HTMLTemplateElement} */ (part(id)).content, true);
    }

    /**
     * @param {ParentNode} copy
     * @param {string} name
     * @returns {HTMLElement}
     */
    function slot(copy, name) {
      return /** @type {HTMLElement} */ (copy.querySelector('[data-field="' + name + '"]'));
    }

    /**
     * @param {string} tag
     * @param {string} text
     * @param {string} [look]
     * @returns {HTMLElement}
     */
    function make(tag, text, look) {
      const made = document.createElement(tag);
      made.textContent = text;
      if (look) made.className = look;
      return made;
    }

    /**
     * Puts a text into an element, after what it has; its sources too, unless they stand elsewhere.
     * @param {Element} element
     * @param {WrittenPiece} written
     * @param {Element} [sources]
     */
    function put(element, written, sources) {
      const href = shown ? shown.sheet.href : "";
      const piece = records.pieceOf(written);
      const line = document.createElement("span");
      records.draw(line, [sources ? [piece.text, "", piece.lang] : written], href);
      const drawn = /** @type {Element} */ (line.firstChild);
      while (drawn.firstChild) element.appendChild(drawn.firstChild);
      if (!sources) return;
      records.draw(line, [["", "", "", piece.cites]], href);
      const cites = line.querySelector(".cites");
      if (cites) sources.appendChild(cites);
    }

    /** @param {string} id @param {boolean} isThere */
    function toggle(id, isThere) {
      part(id).hidden = !isThere;
    }

    // The sheet of a case

    /** @param {FitMeasure} measure */
    const figureName = (measure) =>
      measure.unit
        ? say(words.figure, { label: measure.label, unit: measure.unit })
        : measure.label;

    function drawFigures(/** @type {FitSheet} */ sheet) {
      const list = part("fit-figures");
      list.textContent = "";
      figures = [];
      /** @type {Record<string, FitMeasure[]>} */
      const wanted = {};
      (sheet.needs || []).forEach(function (need) {
        if (!need.measure) return;
        const name = need.measure.figure;
        wanted[name] = (wanted[name] || []).concat(need.measure);
      });
      Object.keys(wanted).forEach(function (name, at) {
        const measure = wanted[name][0];
        const copy = copyOf("fit-figure");
        const field = /** @type {HTMLElement} */ (copy.firstElementChild);
        const input = /** @type {HTMLInputElement} */ (copy.querySelector("input"));
        const id = "fit-figure-" + (at + 1);
        const hints = wanted[name].map((each) => say(words.asked, { said: each.said }));
        input.id = id;
        input.value = kept.figures[name] || "";
        input.setAttribute("aria-describedby", id + "-hint " + id + "-said");
        slot(copy, "label").textContent = figureName(measure);
        slot(copy, "label").setAttribute("for", id);
        slot(copy, "hint").textContent = say(
          IS_SCALED.test(measure.unit) ? words.hintScaled : words.hint,
          { asked: hints.join(IS_ENGLISH ? " " : ""), unit: measure.unit }
        );
        slot(copy, "hint").id = id + "-hint";
        slot(copy, "said").id = id + "-said";
        input.addEventListener("input", function () {
          if (input.value.trim()) kept.figures[name] = input.value.trim();
          else delete kept.figures[name];
          keep(kept);
          refresh();
        });
        input.addEventListener("change", tell);
        list.appendChild(copy);
        figures.push({ measure: measure, field: field, input: input });
      });
      toggle("fit-no-figures", !figures.length && (sheet.needs || []).length > 0);
    }

    function drawNeeds(/** @type {FitSheet} */ sheet, /** @type {string} */ id) {
      const needs = sheet.needs || [];
      asked = [];
      document.querySelectorAll("[data-level]").forEach(function (group) {
        group.querySelectorAll(".need").forEach((old) => old.remove());
        const level = group.getAttribute("data-level");
        const some = needs.filter((need) => need.level === level);
        /** @type {HTMLElement} */ (group).hidden = !some.length;
        some.forEach(function (need) {
          const copy = copyOf("fit-need");
          const field = /** @type {HTMLElement} */ (copy.firstElementChild);
          slot(copy, "kind").textContent = need.kind;
          put(slot(copy, "text"), need.text, slot(copy, "cites"));
          if (need.substitute) put(slot(copy, "substitute"), need.substitute);
          else slot(copy, "substitute").remove();
          const measure = need.measure;
          const way = slot(copy, "figure");
          if (measure) {
            field.classList.add("need--figure");
            const at = figures.findIndex((one) => one.measure.figure === measure.figure);
            copy.querySelectorAll("label").forEach((answer) => answer.remove());
            way.setAttribute("href", "#" + figures[at].input.id);
            way.addEventListener("click", function (event) {
              event.preventDefault();
              figures[at].input.focus();
            });
          } else {
            way.remove();
            copy.querySelectorAll("input").forEach(function (answer) {
              const given = (kept.cases[id] || {})[need.id] || "";
              answer.name = "fit-" + need.id;
              answer.checked = given === answer.value + ":" + need.mark;
              answer.addEventListener("change", function () {
                const replies = Object.assign({}, kept.cases[id]);
                replies[need.id] = answer.value + ":" + need.mark;
                // The case that was answered last is the last to be forgotten.
                delete kept.cases[id];
                kept.cases[id] = replies;
                keep(kept);
                refresh();
                tell();
              });
            });
          }
          group.appendChild(copy);
          asked.push({ need: need, field: field });
        });
      });
      toggle("fit-no-needs", !needs.length);
      toggle("fit-needs-lead", needs.length > 0);
      part("fit-ask").textContent = sheet.ask || "";
    }

    /**
     * A step below a part; one that was shown below an earlier part is only named.
     * @param {Element} list
     * @param {FitStep} step
     * @param {number} number
     * @param {Set<number>} above
     */
    function drawStep(list, step, number, above) {
      const item = document.createElement("li");
      const named = above.has(number) ? words.stepAbove : words.step;
      item.appendChild(make("b", R.fill(named, number)));
      if (!above.has(number)) {
        item.appendChild(document.createTextNode(" "));
        put(item, step.action);
        if ((step.facts || []).length) {
          const facts = make("p", "", "small");
          step.facts.forEach(function (fact) {
            facts.appendChild(make("span", fact));
            facts.appendChild(document.createTextNode(" "));
          });
          item.appendChild(facts);
        }
      }
      above.add(number);
      list.appendChild(item);
    }

    function drawParts(/** @type {FitSheet} */ sheet) {
      const steps = sheet.steps || [];
      const parts = sheet.parts || [];
      /** @type {Set<number>} */
      const above = new Set();
      ["fit-core", "fit-rest", "fit-steps"].forEach((id) => (part(id).textContent = ""));
      // The core comes first, so that its steps are told in full there.
      const sorted = parts.filter((one) => one.core).concat(parts.filter((one) => !one.core));
      sorted.forEach(function (one) {
        const copy = copyOf("fit-part");
        const item = /** @type {HTMLElement} */ (copy.firstElementChild);
        if (one.core) item.className = "core";
        slot(copy, "number").textContent = String(one.number);
        put(slot(copy, "name"), one.name);
        put(slot(copy, "function"), one.function);
        if (one.why) put(slot(copy, "why"), one.why);
        else slot(copy, "why").remove();
        slot(copy, "role").textContent = one.role;
        const list = slot(copy, "steps");
        steps.forEach(function (step, at) {
          if (step.parts.indexOf(one.number) >= 0) drawStep(list, step, at + 1, above);
        });
        if (!list.firstChild && one.core) list.appendChild(make("li", words.noStep || "", "unknown"));
        if (!list.firstChild) list.remove();
        part(one.core ? "fit-core" : "fit-rest").appendChild(copy);
      });
      steps.forEach(function (step, at) {
        if (!above.has(at + 1)) drawStep(part("fit-steps"), step, at + 1, above);
      });
      toggle("fit-no-core", !part("fit-core").firstChild);
      toggle("fit-rest-section", part("fit-rest").firstChild !== null);
      toggle("fit-steps-section", part("fit-steps").firstChild !== null);
    }

    /**
     * A label and what is told under it.
     * @param {Element} list
     * @param {string} label
     * @param {WrittenPiece[]} told
     * @param {string} [unknown]
     */
    function drawLine(list, label, told, unknown) {
      const line = document.createElement("div");
      const text = document.createElement("dd");
      line.appendChild(make("dt", label));
      told.forEach(function (each) {
        const paragraph = document.createElement("p");
        put(paragraph, each);
        text.appendChild(paragraph);
      });
      if (!told.length) {
        text.appendChild(make("span", words.unknownNumber || "", "unknown"));
        if (unknown) text.appendChild(make("p", unknown, "small"));
      }
      line.appendChild(text);
      list.appendChild(line);
    }

    function drawRest(/** @type {FitSheet} */ sheet) {
      const took = part("fit-took");
      const warnings = part("fit-warnings");
      took.textContent = "";
      warnings.textContent = "";
      (sheet.costs || []).forEach((line) =>
        drawLine(took, line.label, line.value ? [line.value] : [], line.ask)
      );
      if (sheet.context) drawLine(took, took.dataset.context || "", sheet.context);
      (sheet.warnings || []).forEach((line) => drawLine(warnings, line.label, line.said));
      toggle("fit-warnings-section", warnings.firstChild !== null);
    }

    function drawHead(/** @type {FitSheet} */ sheet) {
      const head = part("fit-sheet");
      ["place", "tag", "title"].forEach(function (name) {
        slot(head, name).textContent = sheet[/** @type {"title"} */ (name)] || "";
      });
      slot(head, "tag").hidden = !sheet.tag;
      slot(head, "title").lang = sheet.lang || document.documentElement.lang;
      slot(head, "href").setAttribute("href", R.href(sheet.href));
      part("fit-grades").textContent = "";
      sheet.grades.forEach(function (grade) {
        part("fit-grades").appendChild(make("span", grade, "grade"));
        part("fit-grades").appendChild(document.createTextNode(" "));
      });
      ["problem", "answer"].forEach(function (name) {
        part("fit-" + name).textContent = "";
        put(part("fit-" + name), sheet[/** @type {"problem"} */ (name)]);
      });
      document.title = say(words.heading, { title: sheet.title });
    }

    // What is judged anew at every key

    /**
     * The reason of a judgement in words.
     * @param {FitNeed} need
     * @param {FitJudged} judged
     * @returns {string}
     */
    function reason(need, judged) {
      const measure = need.measure;
      if (!measure) return word("why-" + judged.why) || "";
      return say(word("why-" + judged.why), {
        said: measure.said,
        label: measure.label,
        typed: judged.typed === undefined ? "" : amount(judged.typed, measure.unit),
        amount: judged.far === undefined ? "" : amount(judged.far, measure.unit),
      });
    }

    function refreshFigures() {
      figures.forEach(function (one) {
        const said = slot(one.field, "said");
        const typed = read(one.input.value, one.measure.units);
        const isTrouble = typed.trouble !== undefined;
        let text = "";
        if (typed.trouble) text = say(word("trouble-" + typed.trouble), { unit: one.measure.unit });
        else if (typed.number !== undefined) {
          text = say(words.readAs, { amount: amount(typed.number, one.measure.unit) });
        }
        said.textContent = text;
        said.className = isTrouble ? "field__said stop" : "field__said";
        one.input.setAttribute("aria-invalid", String(isTrouble));
      });
    }

    /** @typedef {{need: FitNeed, judged: FitJudged}} Answered */

    function refreshTodo(/** @type {Answered[]} */ all) {
      const list = part("fit-todo");
      const note = part("fit-todo-note");
      const isUntouched = all.every((one) => isOpen(one.judged));
      list.textContent = "";
      // Level by level, as the conditions stand; what is missing before what is not known.
      ["must", "should", "helps"].forEach(function (level) {
        ["gap", "unknown"].forEach(function (state) {
          all.forEach(function (one) {
            if (isUntouched || one.need.level !== level || one.judged.state !== state) return;
            const item = document.createElement("li");
            const piece = records.pieceOf(one.need.text);
            const pair = (state === "gap" ? words.mend || "" : words.find || "").split("{text}");
            const text = make("span", piece.text);
            if (piece.lang) text.lang = piece.lang;
            item.appendChild(make("b", pair[0]));
            item.appendChild(text);
            if (pair[1]) item.appendChild(document.createTextNode(pair[1]));
            const group = document.querySelector('[data-level="' + level + '"] h3');
            const more = make("p", "", "small");
            more.appendChild(make("span", (group && group.textContent) || ""));
            more.appendChild(document.createTextNode(" "));
            more.appendChild(make("span", reason(one.need, one.judged)));
            item.appendChild(more);
            if (one.need.substitute) {
              const instead = make("p", words.substitute || "", "small");
              put(instead, one.need.substitute);
              item.appendChild(instead);
            }
            list.appendChild(item);
          });
        });
      });
      list.hidden = !list.firstChild;
      note.hidden = !list.hidden || !all.length;
      note.textContent = (isUntouched ? note.dataset.first : note.dataset.none) || "";
    }

    function refreshResult(/** @type {Answered[]} */ all) {
      const levels = part("fit-levels");
      part("fit-verdict").textContent = word("verdict-" + verdict(all)) || "";
      levels.textContent = "";
      document.querySelectorAll("[data-level]").forEach(function (group) {
        const level = group.getAttribute("data-level");
        const some = all.filter((one) => one.need.level === level);
        const counts = ["met", "gap", "unknown"].map(function (state) {
          const count = some.filter((one) => one.judged.state === state).length;
          return count ? R.fill(word("count-" + state), count) : "";
        });
        const heading = group.querySelector("h3");
        const line = say(words.levelLine, {
          level: (heading && heading.textContent) || "",
          counts: counts.filter((each) => each).join(words.list),
        });
        if (some.length) levels.appendChild(make("li", line));
      });
    }

    function refreshPaper() {
      const now = new Date();
      /** @param {number} n */
      const two = (n) => String(n).padStart(2, "0");
      const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
      const name = kept.place.trim() || words.blank || "";
      part("fit-paper-place").textContent = say(part("fit-paper-place").dataset.word, { place: name });
      part("fit-paper-date").textContent = say(part("fit-paper-date").dataset.word, { date: date });
    }

    function refresh() {
      if (!shown) return;
      const replies = kept.cases[shown.id] || {};
      const all = asked.map(function (one) {
        const judged = judge(one.need, { figures: kept.figures, replies: replies });
        const state = slot(one.field, "state");
        state.textContent = word("state-" + judged.state) || "";
        state.className = "state state--" + judged.state;
        slot(one.field, "why").textContent = reason(one.need, judged);
        one.field.classList.toggle("need--open", isOpen(judged));
        return { need: one.need, judged: judged };
      });
      refreshFigures();
      refreshTodo(all);
      refreshResult(all);
      refreshPaper();
      toggle("fit-refused", isRefused);
      toggle("fit-privacy", !isRefused);
    }

    /** Say to a screen reader what an answer changed, once it is given. */
    function tell() {
      const lines = Array.from(part("fit-levels").children, (each) => each.textContent || "");
      part("fit-status").textContent = [part("fit-verdict").textContent || ""].concat(lines).join(" ");
    }

    // Which case

    function show(/** @type {Found} */ one) {
      const said = part("fit-said");
      said.textContent = "";
      records.sayTroubles(said, [one]);
      shown = one.record ? { id: one.id, sheet: one.record } : null;
      toggle("fit-sheet", shown !== null);
      toggle("fit-empty", shown === null);
      part("fit-choose").textContent = (shown ? words.change : words.choose) || "";
      if (!shown) {
        document.title = title;
        return;
      }
      const address = queryOf(shown.id);
      document.querySelectorAll('[data-action="copy-link"]').forEach(function (button) {
        button.setAttribute("data-link", records.whole(address));
      });
      records.showAddress(part("fit-address"), records.whole(address));
      part("fit-status").textContent = "";
      place.value = kept.place;
      drawHead(shown.sheet);
      drawFigures(shown.sheet);
      drawNeeds(shown.sheet, shown.id);
      drawParts(shown.sheet);
      drawRest(shown.sheet);
      refresh();
    }

    /** @param {string} id */
    const queryOf = (id) => "?case=" + encodeURIComponent(id);

    /**
     * @returns {Promise<void>}
     */
    function apply() {
      const mine = (turn += 1);
      const id = (new URLSearchParams(location.search).get("case") || "").trim();
      if (!id) {
        part("fit-said").textContent = "";
        shown = null;
        toggle("fit-sheet", false);
        toggle("fit-empty", true);
        part("fit-choose").textContent = words.choose || "";
        document.title = title;
        return Promise.resolve();
      }
      return records.find("fit", holder, id).then(function (one) {
        if (mine === turn) show(one);
      });
    }

    /** @param {Card} card */
    function choose(card) {
      const id = card.href.split("/").slice(-2)[0];
      try {
        history.pushState(null, "", location.pathname + queryOf(id));
      } catch (error) {
        // Some browsers refuse this in a folder: then the page is opened anew.
        location.search = queryOf(id);
        return;
      }
      box.value = "";
      apply().then(function () {
        if (shown) part("fit-case").focus();
      });
    }

    place.addEventListener("input", function () {
      kept.place = place.value;
      keep(kept);
      refresh();
    });
    part("fit-clear").addEventListener("click", function () {
      kept = reader("");
      keep(kept);
      apply().then(function () {
        part("fit-status").textContent = words.cleared || "";
        part("fit-clear").textContent = words.cleared || "";
        window.setTimeout(() => (part("fit-clear").textContent = clear), 3000);
      });
    });
    const clear = part("fit-clear").textContent;
    part("fit-pick").addEventListener("submit", function (event) {
      event.preventDefault();
      // One case alone is meant; of several, the list of cases tells more.
      const leave = () => /** @type {HTMLFormElement} */ (part("fit-pick")).submit();
      R.find(box.value)
        .then((hits) => (hits && hits.length === 1 ? R.card(hits[0].number).then(choose) : leave()))
        .catch(leave);
    });
    window.addEventListener("storage", function (event) {
      if (event.key !== null && event.key !== NAME) return;
      kept = recall();
      apply();
    });
    window.addEventListener("popstate", () => apply());
    window.addEventListener("pageshow", function (event) {
      // A page that comes back from memory was left before the last answer.
      if (!event.persisted) return;
      kept = recall();
      apply();
    });
    toggle("fit-pick", true);
    R.suggest(box, choose);
    apply();
  }
})();
