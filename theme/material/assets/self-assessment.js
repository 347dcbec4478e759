// The page of the self-assessment sheet: what its reader fills in stays in this browser, goes into a
// file and comes back, and becomes a city's gaps and a road map. What is reckoned is in sheet.js.
//
// What the page holds is written at the top of `theme/pages/self_assessment.html`; the indicators
// and every word said here are scripts of `replicase.pages.framework.self_assessment`.
(function () {
  "use strict";

  const R = (window.Replicase = window.Replicase || {});
  const S = R.sheet;
  const KEPT = "replicase.self-assessment";
  const PAUSE = 400;
  const SHOWN = 3;
  const LACKS = 20;
  const PRINTED = ["print-road", "print-blank"];

  const found = document.getElementById("sheet");
  if (!found || !S) return;
  const holder = /** @type {HTMLElement} */ (found);

  /** @type {Sheet} */
  let sheet;
  /** @type {SheetData} */
  let data;
  /** @type {GapRecord | null} */
  let known = null;
  /** Whether the library's gaps of the city are at hand, or it has none. */
  let isKnown = true;
  let isRefused = false;
  /** Whether there is anything that no file has. */
  let isUnsaved = false;
  let places = 0;
  /** Whether the reader has asked for the file of gaps: only then is told what it lacks. */
  let isAsked = false;

  // ---- Small things

  /** @param {string} id @returns {any} */
  const part = (id) => document.getElementById(id);

  /**
   * @param {string} name
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  function said(name, values) {
    let word = data.words[name] || "";
    Object.keys(values || {}).forEach(function (key) {
      word = word.split("{" + key + "}").join(String(/** @type {any} */ (values)[key]));
    });
    return word;
  }

  /**
   * @param {string} tag
   * @param {Record<string, string>} [attributes]
   * @param {(Node | string | null | false)[]} [within]
   * @returns {any}
   */
  function make(tag, attributes, within) {
    const made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      made.setAttribute(name, /** @type {any} */ (attributes)[name]);
    });
    (within || []).forEach(function (each) {
      if (typeof each === "string") made.appendChild(document.createTextNode(each));
      else if (each) made.appendChild(each);
    });
    return made;
  }

  /** @param {SheetText} text */
  const plain = (text) => (typeof text === "string" ? text : text[0]);
  /** @param {SheetText} text @returns {Record<string, string>} */
  const langOf = (text) => (typeof text === "string" ? {} : { lang: text[1] });

  function today() {
    const now = new Date();
    const two = (/** @type {number} */ n) => (n < 10 ? "0" : "") + n;
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  /** Tell a screen reader; the same words twice are told twice. @param {string} text */
  function tell(text) {
    const status = part("sheet-status");
    status.textContent = "";
    setTimeout(() => (status.textContent = text), 50);
  }

  /** Tell everybody, below the buttons of the file. @param {string} text */
  function show(text) {
    part("sheet-said").textContent = text;
  }

  /**
   * A file for the reader to keep.
   * @param {string} name
   * @param {string} text
   * @param {string} type
   */
  function download(name, text, type) {
    const url = window.URL.createObjectURL(new window.Blob([text], { type: type + ";charset=utf-8" }));
    const link = make("a", { href: url, download: name, hidden: "" });
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    setTimeout(() => window.URL.revokeObjectURL(url), 10000);
  }

  // ---- Where the city is

  /** The division code of the city of the place. */
  const cityCode = () => (S.PLACE.test(sheet.place.code) ? sheet.place.code.slice(0, 4) + "00" : "");

  /** @returns {HTMLOptionElement | null} */
  function cityOption() {
    const code = cityCode();
    return code ? part("sheet-place").querySelector('option[data-city][value="' + code + '"]') : null;
  }

  /** Its name in addresses, where the library covers it. */
  function citySlug() {
    const option = cityOption();
    return (option && option.getAttribute("data-city")) || "";
  }

  /** The name of the place, for the file's name. */
  const fileName = () => citySlug() || (S.PLACE.test(sheet.place.code) ? sheet.place.code : "city");

  /** Fetch what the library has of the city. */
  function meetCity() {
    const slug = citySlug();
    const mine = (places += 1);
    known = null;
    isKnown = data.gaps.indexOf(slug) < 0;
    const done = function () {
      if (mine !== places) return;
      refreshItems();
      showResults();
    };
    if (isKnown) return done();
    R.load("self-assessment/gaps-" + slug, holder.dataset.version).then(
      function (/** @type {GapRecord} */ record) {
        if (mine !== places) return;
        known = record;
        isKnown = true;
        done();
      },
      done
    );
  }

  // ---- What is kept in this browser

  /** @type {any} */
  let waiting = null;

  function keep() {
    clearTimeout(waiting);
    waiting = null;
    try {
      localStorage.setItem(KEPT, S.write(sheet));
      isRefused = false;
    } catch (refused) {
      isRefused = true;
    }
    part("sheet-kept").textContent = said(isRefused ? "refused" : "kept");
  }

  /** Something was filled in. */
  function changed() {
    isUnsaved = true;
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      keep();
      showResults();
    }, PAUSE);
  }

  /** @returns {string} */
  function keptText() {
    try {
      return localStorage.getItem(KEPT) || "";
    } catch (refused) {
      isRefused = true;
      return "";
    }
  }

  /** @returns {Sheet | null} */
  function recalled() {
    const kept = keptText();
    return (kept && S.read(kept).sheet) || null;
  }

  /** What an older or newer page kept, and this one cannot read, is offered as it is. @param {string} text */
  function offerFormer(text) {
    const button = part("sheet-former");
    button.parentNode.hidden = false;
    button.addEventListener("click", function () {
      download("self-assessment-former.json", text, "application/json");
    });
  }

  // ---- Answers

  /** @param {string} code @returns {SheetAnswer} */
  const answerOf = (code) => S.answerOf(sheet, code);

  /**
   * @param {string} code
   * @param {keyof SheetAnswer} field
   * @param {string} value
   */
  function setAnswer(code, field, value) {
    const answer = Object.assign({}, answerOf(code));
    if (value === "") delete answer[field];
    else answer[field] = value;
    if (Object.keys(answer).length) sheet.answers[code] = answer;
    else delete sheet.answers[code];
    changed();
  }

  /** @param {string} id @returns {SheetSource | undefined} */
  const sourceOf = (id) => sheet.sources.find((source) => source.id === id);

  /** @param {SheetSource} source @returns {string} */
  function sourceLabel(source) {
    const title = S.oneLine(source.title || "") || said("source_untitled");
    const short = title.length > 40 ? title.slice(0, 40) + "…" : title;
    return source.id + " " + short;
  }

  // ---- Fields

  /**
   * @param {{id: string, label: string, hint?: string, value: string, kind: "line" | "text" | "date" | "choice",
   *   choices?: [string, string][], onSet: (value: string) => void, after?: (value: string) => void}} asked
   * @returns {HTMLElement}
   */
  function field(asked) {
    const hint = asked.hint || (asked.kind === "date" ? said("date_hint") : "");
    /** @type {Record<string, string>} */
    const attributes = { id: asked.id };
    if (hint) attributes["aria-describedby"] = asked.id + "-hint";
    let input;
    if (asked.kind === "choice") {
      const options = (asked.choices || []).map((choice) => make("option", { value: choice[0] }, [choice[1]]));
      input = make("select", attributes, options);
    } else {
      attributes.maxlength = String(S.LONGEST_TEXT);
      attributes.autocomplete = "off";
      if (asked.kind === "text") input = make("textarea", Object.assign(attributes, { rows: "2" }));
      else input = make("input", Object.assign(attributes, { type: "text" }));
    }
    input.value = asked.value;
    const small = hint ? make("small", { id: asked.id + "-hint" }, [hint]) : null;
    const judge = function () {
      if (asked.kind !== "date") return;
      const isWrong = S.dateIn(input.value) === null;
      if (isWrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      small.textContent = isWrong ? said("no_date") + " " + hint : hint;
    };
    input.addEventListener("input", () => asked.onSet(input.value));
    input.addEventListener("change", function () {
      if (asked.kind !== "choice") {
        const date = asked.kind === "date" ? S.dateIn(input.value) : null;
        const right = date !== null ? date : S.legible(input.value);
        if (right !== input.value) {
          const isCleaned = date === null && right.length < input.value.length;
          input.value = right;
          asked.onSet(right);
          if (isCleaned) tell(said("cleaned"));
        }
      }
      judge();
      if (asked.after) asked.after(input.value);
    });
    judge();
    return make("div", { class: "field field--" + asked.kind }, [
      make("label", { for: asked.id }, [asked.label]),
      input,
      small,
    ]);
  }

  // ---- An indicator

  /** @param {string} code @param {string} name */
  const idOf = (code, name) => "sheet-" + code + "-" + name;

  /** @type {Map<string, SheetIndicator>} */
  let indicators = new Map();
  /** @type {Map<string, {item: HTMLElement, more: HTMLDetailsElement, body: HTMLElement | null, refresh: () => void}>} */
  let items = new Map();

  /** @param {SheetIndicator} indicator @returns {SheetCase[]} */
  function elsewhere(indicator) {
    const here = cityCode();
    return indicator.cases.filter((each) => each.city !== here).slice(0, SHOWN);
  }

  /** @param {SheetCase} each @returns {HTMLElement} */
  function caseLine(each) {
    return make("li", {}, [
      make("a", Object.assign({ href: R.href(each.href) }, langOf(each.title)), [plain(each.title)]),
      " ",
      make("span", { class: "count" }, [each.place + " " + each.grade]),
    ]);
  }

  /**
   * @param {SheetIndicator} indicator
   * @param {string} id
   * @returns {SheetCase | undefined}
   */
  const caseOf = (indicator, id) => indicator.cases.find((each) => each.id === id);

  /** @param {HTMLSelectElement} select @param {string} code */
  function fillSources(select, code) {
    select.textContent = "";
    select.appendChild(make("option", { value: "" }, [said("source_none")]));
    sheet.sources.forEach(function (source) {
      select.appendChild(make("option", { value: source.id }, [sourceLabel(source)]));
    });
    if (sheet.sources.length < S.MOST_SOURCES) {
      select.appendChild(make("option", { value: "+" }, [said("source_new")]));
    }
    select.value = answerOf(code).source || "";
  }

  /** The one place a source is written in, wherever it is. @type {HTMLElement | null} */
  let editor = null;

  function closeEditor() {
    if (editor && editor.parentNode) editor.parentNode.removeChild(editor);
    editor = null;
  }

  function refreshSources() {
    items.forEach(function (each, code) {
      const select = /** @type {HTMLSelectElement | null} */ (part(idOf(code, "source")));
      if (select) fillSources(select, code);
      each.refresh();
    });
  }

  /**
   * @param {string} code
   * @param {string} id
   */
  function openEditor(code, id) {
    const source = sourceOf(id);
    const line = part(idOf(code, "source")).parentNode;
    if (!source) return;
    closeEditor();
    const start = "sheet-source-";
    /** @param {keyof SheetSource} name */
    const asked = (name) => ({
      id: start + name,
      label: said(name),
      value: source[name] || "",
      onSet: function (/** @type {string} */ value) {
        if (name !== "id" && value === "") delete source[name];
        else source[name] = value;
        changed();
      },
      after: refreshSources,
    });
    /** @type {[string, string][]} */
    const types = [["", said("choose")]];
    S.TYPES.forEach((type) => types.push([type, said("type." + type)]));
    const uses = Object.keys(sheet.answers).filter((other) => sheet.answers[other].source === id);
    const remove = make("button", { type: "button", class: "link" }, [said("source_remove")]);
    const others = uses.filter((other) => other !== code).length;
    if (others) remove.disabled = true;
    remove.addEventListener("click", function () {
      sheet.sources = sheet.sources.filter((other) => other !== source);
      setAnswer(code, "source", "");
      closeEditor();
      refreshSources();
      part(idOf(code, "source")).focus();
    });
    const close = make("button", { type: "button", class: "button" }, [said("source_done")]);
    close.addEventListener("click", function () {
      closeEditor();
      part(idOf(code, "source")).focus();
    });
    editor = make("fieldset", { class: "sheet__source", "data-source": id }, [
      make("legend", {}, [said("source_legend", { id: id })]),
      field(Object.assign(asked("title"), { kind: /** @type {"line"} */ ("line"), hint: said("title_hint") })),
      field(Object.assign(asked("publisher"), { kind: /** @type {"line"} */ ("line") })),
      field(Object.assign(asked("type"), { kind: /** @type {"choice"} */ ("choice"), choices: types })),
      field(
        Object.assign(asked("copy"), {
          kind: /** @type {"choice"} */ ("choice"),
          value: source.copy || "original",
          choices: /** @type {[string, string][]} */ (S.COPIES.map((copy) => [copy, said("copy_" + copy)])),
        })
      ),
      field(Object.assign(asked("url"), { kind: /** @type {"line"} */ ("line") })),
      field(Object.assign(asked("published"), { kind: /** @type {"date"} */ ("date") })),
      field(Object.assign(asked("accessed"), { kind: /** @type {"date"} */ ("date") })),
      field(
        Object.assign(asked("language"), {
          kind: /** @type {"choice"} */ ("choice"),
          value: source.language || "zh",
          choices: /** @type {[string, string][]} */ ([
            ["zh", said("in_zh")],
            ["en", said("in_en")],
          ]),
        })
      ),
      make("p", { class: "sheet__buttons" }, [
        close,
        " ",
        remove,
        others ? make("small", {}, [" " + said("source_in_use", { n: others })]) : null,
      ]),
    ]);
    line.parentNode.insertBefore(editor, line.nextSibling);
  }

  /** @param {string} code */
  function newSource(code) {
    let number = 1;
    const isTaken = () => sheet.sources.some((source) => source.id === "s" + number);
    while (isTaken()) number += 1;
    sheet.sources.push({ id: "s" + number, language: sheet.language });
    setAnswer(code, "source", "s" + number);
    refreshSources();
    openEditor(code, "s" + number);
    part("sheet-source-title").focus();
  }

  /**
   * What stands behind an indicator's answer: evidence and source, problem and remedy.
   * @param {SheetIndicator} indicator
   * @returns {{body: HTMLElement, refresh: () => void}}
   */
  function drawMore(indicator) {
    const code = indicator.code;
    /**
     * @param {keyof SheetAnswer} name
     * @param {"line" | "text" | "date" | "choice"} kind
     * @param {{hint?: string, choices?: [string, string][]}} [more]
     */
    const ask = (name, kind, more) =>
      field(
        Object.assign(
          {
            id: idOf(code, name),
            label: said(name),
            kind: kind,
            value: answerOf(code)[name] || "",
            onSet: (/** @type {string} */ value) => setAnswer(code, name, value),
            after: () => refreshItem(code),
          },
          more
        )
      );
    /** @param {string} start @param {string[]} values @returns {[string, string][]} */
    const choices = (start, values) => {
      /** @type {[string, string][]} */
      const list = [["", said("choose")]];
      values.forEach((value) => list.push([value, said(start + value)]));
      return list;
    };

    const select = make("select", { id: idOf(code, "source") });
    const edit = make("button", { type: "button", class: "link" }, [said("source_edit")]);
    fillSources(select, code);
    select.addEventListener("change", function () {
      closeEditor();
      if (select.value === "+") return newSource(code);
      setAnswer(code, "source", select.value);
      refreshItem(code);
    });
    edit.addEventListener("click", function () {
      openEditor(code, answerOf(code).source || "");
      part("sheet-source-title").focus();
    });
    const source = make("div", { class: "field field--choice" }, [
      make("label", { for: idOf(code, "source") }, [said("source")]),
      select,
      edit,
    ]);

    const limit = data.limits.sentence[sheet.language];
    const done = {
      measure: ask("measure", "text", { hint: said("problem_hint", { n: limit }) }),
      closed_on: ask("closed_on", "date"),
      verified_by: ask("verified_by", "line"),
    };
    const record = make("div", { class: "sheet__known" });
    const learn = make("div", { class: "sheet__cases" });
    const lent = make("div");
    const gap = make("fieldset", { class: "sheet__gap" }, [
      make("legend", {}, [said("gap_legend")]),
      record,
      ask("problem", "text", { hint: said("problem_hint", { n: limit }) }),
      ask("found_by", "choice", { choices: choices("found.", S.FOUND_BY), hint: said("found_by_hint") }),
      ask("found_on", "date"),
      ask("status", "choice", { choices: choices("status.", S.STATUS) }),
      done.measure,
      done.closed_on,
      done.verified_by,
      ask("responsible", "line"),
      ask("due", "date"),
      ask("step", "text", { hint: said("step_hint") }),
      lent,
    ]);
    const body = make("div", { class: "sheet__body" }, [
      ask("evidence", "text", { hint: said("evidence_hint") }),
      source,
      gap,
      learn,
    ]);

    function refresh() {
      const answer = answerOf(code);
      edit.hidden = !answer.source;
      gap.hidden = !S.isGap(answer) && !answer.problem;
      const isDone = !S.isOpen(answer);
      done.measure.hidden = !isDone && answer.status !== "in-progress" && answer.status !== "recurred";
      done.closed_on.hidden = !isDone;
      done.verified_by.hidden = answer.status !== "verified";

      record.textContent = "";
      const had = known ? known.items.filter((item) => item.indicator === code) : [];
      if (had.length) {
        record.appendChild(make("p", { class: "small" }, [said("known")]));
        record.appendChild(
          make(
            "ul",
            {},
            had.slice(0, SHOWN).map(function (item) {
              const language = document.documentElement.lang.slice(0, 2);
              const issue = item.issue || "";
              const text =
                typeof issue === "string" ? issue : issue[language] || issue.zh || issue.en || "";
              return make("li", {}, [text + " ", make("small", {}, [said("status." + item.status)])]);
            })
          )
        );
        if (had.length > SHOWN) {
          record.appendChild(make("p", { class: "small" }, [said("known_more", { n: had.length - SHOWN })]));
        }
      }

      const cases = elsewhere(indicator);
      learn.textContent = "";
      learn.appendChild(make("p", { class: "small" }, [said(cases.length ? "learn" : "learn_none")]));
      if (cases.length) learn.appendChild(make("ul", {}, cases.map(caseLine)));
      if (indicator.all > cases.length) {
        learn.appendChild(
          make("p", { class: "small" }, [
            make("a", { href: R.href(indicator.href) }, [said("learn_all", { n: indicator.all })]),
          ])
        );
      }
      const isHere = lent.contains(document.activeElement);
      lent.textContent = "";
      const chosen = answer.case ? caseOf(indicator, answer.case) : undefined;
      /** @type {[string, string][]} */
      const offered = [["", said("case_none")]];
      cases.forEach((each) => offered.push([each.id, plain(each.title)]));
      if (answer.case && !cases.some((each) => each.id === answer.case)) {
        offered.push([answer.case, chosen ? plain(chosen.title) : answer.case]);
      }
      if (offered.length > 1) lent.appendChild(ask("case", "choice", { choices: offered, hint: said("case_hint") }));
      if (isHere && lent.querySelector("select")) lent.querySelector("select").focus();
    }
    refresh();
    return { body: body, refresh: refresh };
  }

  /**
   * @param {SheetIndicator} indicator
   * @returns {HTMLElement}
   */
  function drawItem(indicator) {
    const code = indicator.code;
    const isNegative = !!indicator.negative;
    /** @type {HTMLInputElement[]} */
    const radios = [];
    const states = S.STATES.map(function (state) {
      const name = isNegative && state !== "none" ? "negative_" + state : state;
      const radio = make("input", { type: "radio", name: idOf(code, "state"), value: state });
      radio.id = idOf(code, state === "met" ? "state" : "state-" + state);
      radios.push(radio);
      radio.addEventListener("change", function () {
        setAnswer(code, "state", state);
        const each = items.get(code);
        if (each && (state === "partly" || state === "not")) each.more.open = true;
        refreshItem(code);
        showProgress(true);
      });
      return make("label", { class: "sheet__state" }, [radio, make("span", {}, [said("state." + name)])]);
    });
    const undo = make("button", { type: "button", class: "link" }, [
      said("undo"),
      make("span", { class: "visually-hidden" }, [said("colon") + plain(indicator.title)]),
    ]);
    undo.addEventListener("click", function () {
      setAnswer(code, "state", "");
      refreshItem(code);
      showProgress(true);
      radios[0].focus();
    });
    states.push(undo);

    const score = indicator.full ? make("input", { id: idOf(code, "score"), type: "text", inputmode: "decimal" }) : null;
    const scoreHint = make("small", { id: idOf(code, "score-hint") });
    const judge = function () {
      const text = score.value.trim();
      const isWrong = text !== "" && !S.isScore(text, indicator.full || "0");
      if (isWrong) score.setAttribute("aria-invalid", "true");
      else score.removeAttribute("aria-invalid");
      scoreHint.textContent = said(isWrong ? "score_wrong" : "score_of", { n: indicator.full || "" });
    };
    if (score) {
      score.setAttribute("aria-describedby", scoreHint.id);
      score.setAttribute("autocomplete", "off");
      score.maxLength = 12;
      score.value = answerOf(code).score || "";
      score.addEventListener("input", function () {
        setAnswer(code, "score", score.value.trim());
        judge();
      });
      judge();
    }

    const note = make("span", { class: "count" });
    const more = make("details", { class: "sheet__more" }, [
      make("summary", {}, [
        said("more"),
        make("span", { class: "visually-hidden" }, [said("colon") + plain(indicator.title)]),
        " ",
        note,
      ]),
    ]);
    const item = make("fieldset", { class: "sheet__item", "data-code": code }, [
      make("legend", {}, [
        make("span", langOf(indicator.title), [plain(indicator.title)]),
        " ",
        make("small", {}, [code]),
        isNegative ? make("span", { class: "tag" }, [said("negative")]) : null,
      ]),
      make("div", { class: "sheet__states" }, states),
      score
        ? make("div", { class: "field sheet__score" }, [
            make("label", { for: score.id }, [said(isNegative ? "score_off" : "score")]),
            score,
            scoreHint,
          ])
        : null,
      more,
    ]);

    /** @type {{item: HTMLElement, more: HTMLDetailsElement, body: HTMLElement | null, refresh: () => void}} */
    const entry = { item: item, more: more, body: null, refresh: refresh };
    /** @type {(() => void) | null} */
    let refreshMore = null;
    function refresh() {
      const answer = answerOf(code);
      radios.forEach((radio) => (radio.checked = radio.value === answer.state));
      undo.hidden = !answer.state;
      const parts = [];
      if (answer.evidence) parts.push(said("has_evidence"));
      if (answer.source) parts.push(said("has_source"));
      if (answer.problem && S.isGap(answer)) parts.push(said("has_problem"));
      note.textContent = parts.join(said("list"));
      if (more.open && !entry.body) {
        const drawn = drawMore(indicator);
        entry.body = drawn.body;
        refreshMore = drawn.refresh;
        more.appendChild(drawn.body);
      } else if (refreshMore) refreshMore();
    }
    more.addEventListener("toggle", refresh);
    items.set(code, entry);
    refresh();
    return item;
  }

  /** @param {string} code */
  function refreshItem(code) {
    const each = items.get(code);
    if (each) each.refresh();
  }

  function refreshItems() {
    items.forEach((each) => each.refresh());
  }

  /** Draw every indicator anew, folded. */
  function drawForm() {
    const form = part("sheet-form");
    // On a phone one group is long enough; the others open one by one.
    const isWide = matchMedia("(min-width: 821px)").matches;
    closeEditor();
    form.textContent = "";
    indicators = new Map();
    items = new Map();
    S.indicatorsOf(data).forEach((each) => indicators.set(each.code, each));
    data.groups.forEach(function (group) {
      const count = make("span", { class: "count", "data-count": group.code });
      const within = make("div");
      let under = "";
      group.items.forEach(function (indicator) {
        if (indicator.under && indicator.under !== under) {
          within.appendChild(make("p", { class: "label" }, [indicator.under]));
        }
        under = indicator.under || "";
        within.appendChild(drawItem(indicator));
      });
      const fold = make("details", { class: "sheet__group" }, [
        make("summary", {}, [make("h3", langOf(group.title), [plain(group.title)]), " ", count]),
        within,
      ]);
      fold.open = isWide || form.children.length === 0;
      form.appendChild(fold);
    });
  }

  // ---- What comes of it

  /** @type {any} */
  let telling = null;

  /** @param {boolean} isTold */
  function showProgress(isTold) {
    const all = S.indicatorsOf(data);
    const how = S.progress(sheet, all);
    const line = said("progress", { n: how.answered, all: how.all });
    part("sheet-progress").textContent = line;
    part("sheet-bar").max = how.all;
    part("sheet-bar").value = how.answered;
    const rest = [
      said("progress_states", /** @type {Record<string, number>} */ (how.states)),
      how.scored ? said("progress_score", { n: how.scored, score: how.score, full: how.full }) : "",
    ];
    part("sheet-states").textContent = how.answered ? rest.join("") : "";
    data.groups.forEach(function (group) {
      const count = holder.querySelector('[data-count="' + group.code + '"]');
      const here = S.progress(sheet, group.items);
      if (count) count.textContent = said("count", { n: here.answered, all: here.all });
    });
    if (!isTold) return;
    clearTimeout(telling);
    telling = setTimeout(() => tell(line), 1000);
  }

  /** @param {SheetText} text */
  const titled = (text) => make("span", langOf(text), [plain(text)]);

  /** @param {RoadMapItem} item */
  function roadItem(item) {
    const answer = item.answer;
    const borrowed = answer.case ? caseOf(item.indicator, answer.case) : undefined;
    const offered = borrowed || elsewhere(item.indicator)[0];
    /** @param {string} label @param {string | undefined} text @param {string} unknown */
    const fact = (label, text, unknown) =>
      make("div", {}, [
        make("dt", {}, [said(label)]),
        make("dd", text ? {} : { class: "unknown" }, [S.oneLine(text || "") || said(unknown)]),
      ]);
    return make("li", {}, [
      make("p", { class: "road__indicator" }, [titled(item.indicator.title)]),
      make("p", { class: "road__problem" }, [S.oneLine(answer.problem || "") || said("no_problem")]),
      make("dl", {}, [
        make("div", {}, [
          make("dt", {}, [said("due")]),
          make("dd", item.due ? {} : { class: "unknown" }, [
            item.due || said("no_due"),
            item.isLate ? make("b", { class: "stop" }, [" " + said("late")]) : null,
          ]),
        ]),
        fact("responsible", answer.responsible, "no_responsible"),
        fact("road_step", answer.step, "no_step"),
        offered
          ? make("div", {}, [
              make("dt", {}, [said(borrowed ? "borrow" : "borrow_may")]),
              make("dd", {}, [
                make("a", Object.assign({ href: R.href(offered.href) }, langOf(offered.title)), [
                  plain(offered.title),
                ]),
                make("small", {}, [" " + offered.place + " " + offered.grade]),
              ]),
            ])
          : null,
      ]),
    ]);
  }

  /** @param {RoadMap} map @returns {string[]} */
  const roadHeads = (map) =>
    map.ends
      .map((end, index) => said("within", { n: [3, 6, 12][index], date: end }))
      .concat(said("after"));

  function showRoad() {
    const map = S.roadMap(sheet, data);
    const road = part("sheet-road");
    const heads = roadHeads(map);
    road.textContent = "";
    part("sheet-road-none").hidden = map.count > 0;
    part("sheet-road-tools").hidden = map.count === 0;
    if (!map.count) return;
    map.columns.forEach(function (column, index) {
      road.appendChild(
        make("section", { class: "road__term" }, [
          make("h3", {}, [heads[index] + " ", make("span", { class: "count" }, [String(column.length)])]),
          column.length ? make("ul", {}, column.map(roadItem)) : make("p", { class: "small" }, [said("term_none")]),
        ])
      );
    });
  }

  /** @returns {Lack[]} */
  function lacks() {
    const all = S.lacking(sheet, data, known, today());
    const slug = citySlug();
    if (!sheet.place.code) all.unshift({ field: "place", rule: "CASE111", word: "need_place", count: 0 });
    else if (!slug) all.unshift({ field: "place", rule: "CASE412", word: "not_here", count: 0 });
    else if (!isKnown) all.unshift({ field: "", rule: "", word: "not_known", count: 0 });
    if (!part("sheet-confirm").checked) {
      all.push({ field: "confirm", rule: "CASE111", word: "need_confirm", count: 0 });
    }
    return all;
  }

  /**
   * Go to where something is missing.
   * @param {Lack} lack
   */
  function goTo(lack) {
    let code = lack.code || "";
    if (lack.source) {
      code =
        Object.keys(sheet.answers).find(
          (each) => items.has(each) && sheet.answers[each].source === lack.source && S.isGap(sheet.answers[each])
        ) || "";
    }
    const each = items.get(code);
    if (each) {
      const group = /** @type {HTMLDetailsElement | null} */ (each.item.closest(".sheet__group"));
      if (group) group.open = true;
      each.more.open = true;
      each.refresh();
      if (lack.source) openEditor(code, lack.source);
    }
    const goal = lack.source
      ? part("sheet-source-" + lack.field)
      : part(code ? idOf(code, lack.field) : "sheet-" + lack.field);
    if (goal) {
      goal.scrollIntoView({ block: "center" });
      goal.focus();
    }
  }

  function showLacks() {
    const all = lacks();
    const list = part("sheet-lacks");
    list.textContent = "";
    const slug = citySlug();
    const has = known ? known.items.length : 0;
    part("sheet-file").textContent = slug
      ? said(has ? "file_has" : "file_new", { file: "cases/gaps/" + slug + ".yml", n: has })
      : "";
    if (!isAsked) {
      part("sheet-ready").textContent = "";
      return all;
    }
    part("sheet-ready").textContent = all.length
      ? said("lack", { n: all.length })
      : said("ready", { n: S.indicatorsOf(data).filter((i) => S.isGap(answerOf(i.code))).length });
    all.slice(0, LACKS).forEach(function (lack) {
      const indicator = lack.code ? indicators.get(lack.code) : undefined;
      const source = lack.source ? sourceOf(lack.source) : undefined;
      const where = indicator ? titled(indicator.title) : source ? sourceLabel(source) : "";
      // What is needed says itself which field it is.
      const isNamed = /^(?:need_|met_)/.test(lack.word);
      const name = !isNamed && data.words[lack.field] ? said(lack.field) : "";
      const start = where ? [where, name ? said("dash") + name : "", said("colon")] : [];
      const words = said(lack.word, { n: lack.count });
      const rule = data.rules[lack.rule];
      const button = make("button", { type: "button", class: "link" }, [...start, words]);
      button.addEventListener("click", () => goTo(lack));
      list.appendChild(
        make("li", {}, [
          lack.field ? button : make("span", {}, [words]),
          rule ? make("small", {}, [" ", make("a", { href: R.href(rule[1]) }, [lack.rule]), " " + rule[0]]) : null,
        ])
      );
    });
    if (all.length > LACKS) list.appendChild(make("li", {}, [said("lack_more", { n: all.length - LACKS })]));
    return all;
  }

  function showResults() {
    showProgress(false);
    showRoad();
    showLacks();
  }

  // ---- On paper

  function drawPrint() {
    const place = sheet.place.name || sheet.place.code;
    part("sheet-print-facts").textContent = [
      place,
      sheet.unit,
      said("year_of", { year: sheet.year }),
      sheet.date,
      data.title,
    ]
      .filter((each) => each)
      .join(said("gap"));
    const table = part("sheet-print-table");
    table.textContent = "";
    data.groups.forEach(function (group) {
      table.appendChild(
        make("tr", { class: "print__group" }, [make("th", { colspan: "4", scope: "rowgroup" }, [titled(group.title)])])
      );
      group.items.forEach(function (indicator) {
        const answer = answerOf(indicator.code);
        const isNegative = indicator.negative && answer.state !== "none";
        const state = answer.state ? said("state." + (isNegative ? "negative_" : "") + answer.state) : said("unanswered");
        const source = answer.source ? sourceOf(answer.source) : undefined;
        const cited = source
          ? [source.title, source.publisher, source.published, source.url].filter((each) => each).join(said("comma"))
          : "";
        const isGap = S.isGap(answer);
        const remedy = isGap
          ? [
              answer.status ? said("status." + answer.status) : "",
              answer.measure,
              answer.responsible,
              answer.due ? said("due") + said("colon") + answer.due : "",
              answer.step ? said("step") + said("colon") + S.oneLine(answer.step) : "",
            ]
          : [];
        table.appendChild(
          make("tr", {}, [
            make("th", { scope: "row" }, [titled(indicator.title), make("small", {}, [indicator.code])]),
            make("td", {}, [
              state,
              indicator.full && answer.score ? make("small", {}, [answer.score + " / " + indicator.full]) : null,
            ]),
            make("td", {}, [answer.evidence || "", cited ? make("small", {}, [cited]) : null]),
            make("td", {}, [
              isGap ? S.oneLine(answer.problem || "") : "",
              make("small", {}, [remedy.filter((each) => each).join(said("semicolon"))]),
            ]),
          ])
        );
      });
    });
  }

  /** @param {string} which */
  function print(which) {
    const root = document.documentElement;
    PRINTED.forEach((name) => root.classList.toggle(name, name === which));
    drawPrint();
    window.print();
  }

  // ---- The file

  function toFile() {
    keep();
    download("self-assessment-" + fileName() + "-" + sheet.date + ".json", S.write(sheet), "application/json");
    isUnsaved = false;
    show(said("to_file"));
  }

  /** What is asked before anything is replaced. @type {(() => void) | null} */
  let agreed = null;
  /** @type {HTMLElement | null} */
  let asker = null;

  /**
   * @param {string} question
   * @param {string} yes
   * @param {HTMLElement} from
   * @param {() => void} act
   */
  function ask(question, yes, from, act) {
    agreed = act;
    asker = from;
    part("sheet-ask-text").textContent = question;
    part("sheet-ask-yes").textContent = yes;
    part("sheet-ask").hidden = false;
    part("sheet-ask-no").focus();
  }

  /** @param {boolean} isAgreed */
  function answered(isAgreed) {
    const act = agreed;
    part("sheet-ask").hidden = true;
    agreed = null;
    if (asker) asker.focus();
    if (isAgreed && act) act();
    else show(said("unchanged"));
  }

  /**
   * The option of the scheme a sheet is about: of that year, or else of another.
   * @param {Sheet} given
   * @returns {HTMLOptionElement | undefined}
   */
  function schemeOption(given) {
    /** @type {HTMLOptionElement[]} */
    const options = Array.from(part("sheet-scheme").options);
    const id = given.scheme.id;
    const names = options.map((option) => option.getAttribute("data-scheme") || "");
    const exact = names.indexOf(id + "-" + given.scheme.year);
    const near = names.findIndex((name) => name.replace(/-[0-9]{4}$/, "") === id);
    return options[exact >= 0 ? exact : near];
  }

  /**
   * @param {Sheet} given
   * @returns {Promise<void>}
   */
  function take(given) {
    const option = schemeOption(given);
    if (!option) return Promise.reject(new Error("scheme"));
    return R.load("self-assessment/" + option.value, holder.dataset.version).then(function (
      /** @type {SheetData} */ arrived
    ) {
      data = arrived;
      sheet = given;
      sheet.scheme = { id: data.scheme.id, year: data.scheme.year };
      part("sheet-scheme").value = option.value;
      fillHead();
      drawForm();
      meetCity();
      showResults();
    });
  }

  /** @param {string} name @param {string} text @param {HTMLElement} from */
  function opened(name, text, from) {
    const arrived = S.read(text);
    const given = arrived.sheet;
    if (!given) return show(said("trouble_" + arrived.trouble, { name: name, at: arrived.at || "" }));
    if (!schemeOption(given)) {
      return show(said("trouble_scheme", { name: name, id: given.scheme.id, year: given.scheme.year }));
    }
    const act = function () {
      take(given).then(
        function () {
          keep();
          isUnsaved = false;
          const left = Object.keys(sheet.answers).filter((code) => !indicators.has(code)).length;
          show(said("opened", { name: name }) + (left ? said("opened_left", { n: left }) : ""));
        },
        () => show(said("not_loaded"))
      );
    };
    if (S.isEmpty(sheet)) act();
    else ask(said(isUnsaved ? "ask_open_unsaved" : "ask_open", { name: name }), said("yes_open"), from, act);
  }

  /** @param {HTMLInputElement} input */
  function openFile(input) {
    const file = input.files && input.files[0];
    if (!file) return;
    const name = file.name;
    // The same file may be chosen again.
    const clear = () => (input.value = "");
    if (file.size > S.LONGEST_FILE * 4) {
      clear();
      return show(said("trouble_too_large", { name: name }));
    }
    const reader = new window.FileReader();
    reader.onload = function () {
      clear();
      opened(name, String(reader.result), input);
    };
    reader.onerror = function () {
      clear();
      show(said("trouble_unread", { name: name }));
    };
    reader.readAsText(file, "utf-8");
  }

  function wipe() {
    clearTimeout(waiting);
    try {
      localStorage.removeItem(KEPT);
    } catch (refused) {
      isRefused = true;
    }
    sheet = S.empty(data.scheme, today(), document.documentElement.lang.slice(0, 2));
    isUnsaved = false;
    isAsked = false;
    part("sheet-confirm").checked = false;
    fillHead();
    drawForm();
    meetCity();
    showResults();
    part("sheet-kept").textContent = "";
    show(said("wiped"));
  }

  function toYaml() {
    isAsked = true;
    const all = showLacks();
    if (all.length) {
      tell(said("lack", { n: all.length }));
      part("sheet-ready").focus();
      return;
    }
    const slug = citySlug();
    const made = S.gaps(sheet, data, slug, known, today());
    download(slug + ".yml", S.yaml(made.record), "text/yaml");
    const words = said("written", { file: slug + ".yml", added: made.added, changed: made.changed });
    part("sheet-ready").textContent = words;
    tell(words);
  }

  function toCsv() {
    const map = S.roadMap(sheet, data);
    const heads = roadHeads(map);
    const rows = [["term", "indicator", "csv_code", "problem", "responsible", "due", "step", "status", "borrow", "csv_address"].map((name) => said(name))];
    map.columns.forEach(function (column, index) {
      column.forEach(function (item) {
        const answer = item.answer;
        const borrowed = (answer.case && caseOf(item.indicator, answer.case)) || elsewhere(item.indicator)[0];
        rows.push([
          heads[index],
          plain(item.indicator.title),
          item.indicator.code,
          ...[answer.problem, answer.responsible].map((each) => S.oneLine(each || "")),
          item.due + (item.isLate ? " " + said("late") : ""),
          S.oneLine(answer.step || ""),
          answer.status ? said("status." + answer.status) : "",
          borrowed ? plain(borrowed.title) : "",
          borrowed ? borrowed.href : "",
        ]);
      });
    });
    download("road-map-" + fileName() + "-" + sheet.date + ".csv", S.csv(rows), "text/csv");
  }

  // ---- The head of the sheet

  function fillHead() {
    const place = part("sheet-place");
    const code = sheet.place.code;
    const isListed = Array.from(place.options).some((/** @type {any} */ option) => option.value === code);
    place.value = code === "" ? "" : isListed ? code : "other";
    part("sheet-elsewhere").hidden = place.value !== "other";
    part("sheet-code").value = isListed ? "" : code;
    part("sheet-name").value = isListed ? "" : sheet.place.name;
    part("sheet-unit").value = sheet.unit;
    part("sheet-year").value = sheet.year;
    part("sheet-date").value = sheet.date;
    part("sheet-language").value = sheet.language;
    part("sheet-checked_by").value = sheet.checked_by;
  }

  function startHead() {
    const place = part("sheet-place");
    const elsewhereCode = part("sheet-code");
    const elsewhereName = part("sheet-name");
    const setOther = function () {
      const code = elsewhereCode.value
        .replace(/[\uff10-\uff19]/g, (/** @type {string} */ each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0))
        .trim();
      const isWrong = code !== "" && !S.PLACE.test(code);
      if (isWrong) elsewhereCode.setAttribute("aria-invalid", "true");
      else elsewhereCode.removeAttribute("aria-invalid");
      sheet.place = { code: code, name: elsewhereName.value };
      changed();
      meetCity();
    };
    place.addEventListener("change", function () {
      const isOther = place.value === "other";
      part("sheet-elsewhere").hidden = !isOther;
      if (isOther) return setOther();
      const option = place.options[place.selectedIndex];
      sheet.place = { code: place.value, name: place.value ? option.text.trim() : "" };
      changed();
      meetCity();
    });
    elsewhereCode.addEventListener("change", setOther);
    elsewhereName.addEventListener("change", setOther);
    /** @param {"unit" | "year" | "date" | "checked_by"} name */
    const bind = function (name) {
      part("sheet-" + name).addEventListener("input", function (/** @type {any} */ event) {
        const value = event.target.value;
        // A day half typed is no day; the road map counts from the last whole one.
        if (name === "date" && !(value.length === 10 && S.dateIn(value) === value)) return;
        sheet[name] = value;
        changed();
      });
    };
    /** @type {("unit" | "year" | "date" | "checked_by")[]} */
    const names = ["unit", "year", "date", "checked_by"];
    names.forEach(bind);
    part("sheet-language").addEventListener("change", function (/** @type {any} */ event) {
      sheet.language = event.target.value === "en" ? "en" : "zh";
      changed();
      drawForm();
      showResults();
    });
    part("sheet-scheme").addEventListener("change", function (/** @type {any} */ event) {
      const option = event.target.options[event.target.selectedIndex];
      const name = option.getAttribute("data-scheme") || "";
      const next = Object.assign({}, sheet, {
        scheme: { id: name.replace(/-[0-9]{4}$/, ""), year: name.slice(-4) },
      });
      take(next).then(changed, () => show(said("not_loaded")));
    });
  }

  function startButtons() {
    /** @param {string} name @param {(event: any) => void} act */
    const on = (name, act) => part("sheet-" + name).addEventListener("click", act);
    on("save", toFile);
    on("ask-yes", () => answered(true));
    on("ask-no", () => answered(false));
    on("wipe", (event) => ask(said("ask_wipe"), said("yes_wipe"), event.currentTarget, wipe));
    on("write", toYaml);
    on("csv", toCsv);
    on("print-road", () => print("print-road"));
    on("print", () => print(""));
    on("print-blank", () => print("print-blank"));
    part("sheet-open").addEventListener("change", (/** @type {any} */ event) => openFile(event.target));
    part("sheet-ask").addEventListener("keydown", function (/** @type {KeyboardEvent} */ event) {
      if (event.key === "Escape") answered(false);
    });
    part("sheet-confirm").addEventListener("change", showLacks);
    window.addEventListener("beforeprint", drawPrint);
    window.addEventListener("afterprint", function () {
      PRINTED.forEach((name) => document.documentElement.classList.remove(name));
    });
    // What was typed last is kept whichever way the page is left.
    window.addEventListener("pagehide", () => waiting && keep());
    document.addEventListener("visibilitychange", () => waiting && document.hidden && keep());
    // Another window of the page went on: this one follows, or it would undo that.
    window.addEventListener("storage", function (event) {
      if (event.key !== KEPT || waiting) return;
      const other = recalled();
      if (other) take(other).then(() => show(said("elsewhere")));
    });
  }

  /** Whoever comes from the page of a city begins with it. */
  function presetPlace() {
    const code = new URLSearchParams(location.search).get("place") || "";
    if (sheet.place.code || !S.PLACE.test(code)) return;
    const option = part("sheet-place").querySelector('option[value="' + code + '"]');
    if (option) sheet.place = { code: code, name: option.text.trim() };
  }

  function start() {
    const scheme = part("sheet-scheme");
    const first = scheme.options[0];
    const kept = recalled();
    const former = keptText();
    const wanted = (kept && schemeOption(kept)) || first;
    R.load("self-assessment/" + wanted.value, holder.dataset.version).then(
      function (/** @type {SheetData} */ arrived) {
        data = arrived;
        const mine = kept && schemeOption(kept) ? kept : null;
        sheet = mine || S.empty(data.scheme, today(), document.documentElement.lang.slice(0, 2));
        scheme.value = wanted.value;
        presetPlace();
        fillHead();
        drawForm();
        startHead();
        startButtons();
        meetCity();
        showResults();
        document.documentElement.classList.add("has-sheet");
        part("sheet-work").hidden = false;
        holder.querySelectorAll("[data-without-script]").forEach((each) => each.remove());
        if (former && !mine) offerFormer(former);
        part("sheet-kept").textContent = isRefused ? said("refused") : mine ? said("recalled") : "";
      },
      () => (part("sheet-failed").hidden = false)
    );
  }
  start();
})();
