// The self-assessment sheet without its page: what it holds, its file, the gaps and the road map
// that come of it. Nothing here touches a document.
//
// Replicase.sheet.empty(scheme, today, language)  → a sheet nothing is filled in on
// Replicase.sheet.read(text)        → {sheet}, or {trouble, at} when a file is not one of ours
// Replicase.sheet.write(sheet)      → the text of its file, which `read` reads
// Replicase.sheet.lacking(sheet, data, today)  → what keeps the gaps from passing the check
// Replicase.sheet.gaps(sheet, data, known, today)  → the record of a city's gaps, for `yaml`
// Replicase.sheet.yaml(record)      → the record as YAML; `quoted(text)` is one text of it
// Replicase.sheet.roadMap(sheet, data)  → open gaps by when they are due
// Replicase.sheet.csv(rows)         → a table for a spreadsheet
// Replicase.sheet.progress(sheet, data) → how much is answered, and the score
(function () {
  "use strict";

  const R = (window.Replicase = window.Replicase || {});

  const FORMAT = "replicase-self-assessment";
  const VERSION = 1;
  const LONGEST_FILE = 2000000;
  const LONGEST_TEXT = 4000;
  const MOST_SOURCES = 400;
  const MOST_ANSWERS = 2000;

  const STATES = ["met", "partly", "not", "none"];
  const FOUND_BY = [
    ...["self-examination", "self-evaluation", "spot-check", "negative-list", "audit"],
    ...["petition", "court", "research", "media"],
  ];
  const STATUS = ["reported", "open", "in-progress", "closed", "verified", "recurred"];
  const TYPES = ["official", "statistics", "media", "academic", "court-audit", "other"];
  const COPIES = ["original", "republished"];
  const LANGUAGES = ["zh", "en"];
  /** Ways of finding that are acts of an office: they need one of these sources. */
  const OF_AN_OFFICE = [
    ...["self-examination", "self-evaluation", "spot-check", "negative-list", "audit", "court"],
  ];
  const SUPPORT = ["official", "statistics", "court-audit"];

  const CODE = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;
  const MARK = /^[a-z][a-z0-9-]{0,31}$/;
  const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const PLACE = /^[0-9]{6}$/;
  const YEAR = /^[12][0-9]{3}$/;
  const URL_FORM = /^https?:\/\/[^\s<>"'`\\^{|}\0-\x20]+$/;
  const SCORE = /^(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,3})?$/;

  // ---- Texts

  // What the check of a library refuses as unseen or as changing the direction of text; a line break
  // and a tab stay.
  const ALSO_UNSEEN =
    "\\u034f|\\u17b4|\\u17b5|[\\u115f\\u1160\\u3164\\uffa0\\u2800]|[\\ufe00-\\ufe0f]|[\\u{e0100}-\\u{e01ef}]";
  // Not what is unassigned: an older browser knows fewer characters, and some stand in names.
  const UNSEEN = new RegExp(
    "(?![\\t\\n])[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]|" + ALSO_UNSEEN,
    "gu"
  );
  const SHAPE = /^[\u{e0100}-\u{e01ef}]$/u;
  const HAN_BEFORE = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]$/u;
  const BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;

  /**
   * A text as a reader sees it: every line break is one, and what cannot be seen is gone.
   * @param {string} text
   * @returns {string}
   */
  function legible(text) {
    const seen = text.replace(BREAKS, "\n").replace(UNSEEN, function (each, at, whole) {
      // How a character of a name is drawn.
      return SHAPE.test(each) && HAN_BEFORE.test(whole.slice(0, at)) ? each : "";
    });
    return seen.normalize("NFC");
  }

  /**
   * The same on one line, as names and sentences of a record are.
   * @param {string} text
   * @returns {string}
   */
  function oneLine(text) {
    return legible(text).replace(/\s+/g, " ").trim();
  }

  // ---- Dates

  /**
   * @param {number} year
   * @param {number} month
   * @returns {number}
   */
  function daysIn(year, month) {
    return new Date(Date.UTC(year, month, 0)).getUTCDate();
  }

  /** @param {number} number */
  const two = (number) => (number < 10 ? "0" : "") + number;

  /**
   * A date as people write it, as a record does: `2026-06-30`, `2026-06`, `2026`; "" for no date,
   * null for what is none.
   * @param {string} text
   * @returns {string | null}
   */
  function dateIn(text) {
    const narrow = text
      .replace(/[\uff10-\uff19]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0))
      .replace(/\s/g, "");
    if (narrow === "") return "";
    const found =
      /^([12][0-9]{3})(?:年|[-./－—]|$)(?:([0-9]{1,2})(?:月|[-./－—]|$)(?:([0-9]{1,2})[日号]?)?)?$/.exec(
        narrow
      );
    if (!found) return null;
    const year = Number(found[1]);
    if (found[2] === undefined) return /[-./－—]$/.test(narrow) ? null : String(year);
    const month = Number(found[2]);
    if (month < 1 || month > 12) return null;
    if (found[3] === undefined) return /[-./－—]$/.test(narrow) ? null : year + "-" + two(month);
    const day = Number(found[3]);
    if (day < 1 || day > daysIn(year, month)) return null;
    return year + "-" + two(month) + "-" + two(day);
  }

  /** The first day a date can mean. @param {string} date */
  function firstDay(date) {
    return (date + "-01-01").slice(0, 10);
  }

  /** The last day a date can mean. @param {string} date */
  function lastDay(date) {
    if (date.length === 10) return date;
    const month = date.length === 7 ? Number(date.slice(5)) : 12;
    const year = date.slice(0, 4);
    return year + "-" + two(month) + "-" + two(daysIn(Number(year), month));
  }

  /** Whether a date is before another however the two are read. @param {string} a @param {string} b */
  function isBefore(a, b) {
    return lastDay(a) < firstDay(b);
  }

  /**
   * The same day so many months later, or the last of a shorter month.
   * @param {string} day
   * @param {number} months
   * @returns {string}
   */
  function later(day, months) {
    const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
    const year = Math.floor(count / 12);
    const month = (count % 12) + 1;
    return year + "-" + two(month) + "-" + two(Math.min(Number(day.slice(8)), daysIn(year, month)));
  }

  // ---- The sheet and its file

  const FIELDS = /** @type {(keyof SheetAnswer)[]} */ ([
    ...["state", "score", "evidence", "source", "problem", "found_by", "found_on", "status"],
    ...["measure", "closed_on", "verified_by", "responsible", "due", "step", "case"],
  ]);
  const OF_A_SOURCE = /** @type {(keyof SheetSource)[]} */ ([
    ...["id", "title", "publisher", "type", "copy", "url", "published", "accessed", "language"],
  ]);

  /**
   * @param {{id: string, year: string}} scheme
   * @param {string} today
   * @param {string} language
   * @returns {Sheet}
   */
  function empty(scheme, today, language) {
    return {
      scheme: { id: scheme.id, year: scheme.year },
      place: { code: "", name: "" },
      unit: "",
      year: today.slice(0, 4),
      date: today,
      language: language === "en" ? "en" : "zh",
      checked_by: "",
      sources: [],
      answers: {},
    };
  }

  /**
   * @param {Sheet} sheet
   * @param {string} code
   * @returns {SheetAnswer}
   */
  function answerOf(sheet, code) {
    const has = Object.prototype.hasOwnProperty.call(sheet.answers, code);
    return has ? sheet.answers[code] : {};
  }

  /**
   * Whether nothing is on it but a place, which is chosen again in a moment.
   * @param {Sheet} sheet
   * @returns {boolean}
   */
  function isEmpty(sheet) {
    return (
      !sheet.sources.length &&
      !sheet.unit &&
      Object.keys(sheet.answers).every((code) => !Object.keys(sheet.answers[code]).length)
    );
  }

  /**
   * @param {Sheet} sheet
   * @returns {string}
   */
  function write(sheet) {
    const file = Object.assign({ format: FORMAT, version: VERSION }, sheet);
    return JSON.stringify(file, null, 1) + "\n";
  }

  /** What is wrong with a file: a word of the page, and where. */
  class Trouble extends Error {
    /** @param {string} trouble @param {string} [at] */
    constructor(trouble, at) {
      super(trouble);
      this.trouble = trouble;
      this.at = at || "";
    }
  }

  /**
   * @param {unknown} value
   * @param {string} at
   * @param {readonly string[]} keys
   * @returns {Record<string, unknown>}
   */
  function mappingOf(value, at, keys) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new Trouble("damaged", at);
    }
    const found = /** @type {Record<string, unknown>} */ (value);
    Object.keys(found).forEach(function (key) {
      if (keys.indexOf(key) < 0) throw new Trouble("damaged", at ? at + "." + key : key);
    });
    return found;
  }

  /**
   * @param {unknown} value
   * @param {string} at
   * @param {((text: string) => boolean)} [isRight]
   * @returns {string}
   */
  function textOf(value, at, isRight) {
    if (value === undefined) return "";
    if (typeof value !== "string" || value.length > LONGEST_TEXT) throw new Trouble("damaged", at);
    if (value !== "" && isRight && !isRight(value)) throw new Trouble("damaged", at);
    return value;
  }

  /** @param {RegExp} form @returns {(text: string) => boolean} */
  const like = (form) => (text) => form.test(text);
  /** @param {readonly string[]} list @returns {(text: string) => boolean} */
  const oneOf = (list) => (text) => list.indexOf(text) >= 0;
  /** @param {string} text */
  const isDay = (text) => text.length === 10 && dateIn(text) === text;

  /** @type {Partial<Record<keyof SheetAnswer, (text: string) => boolean>>} */
  const OF_AN_ANSWER = {
    state: oneOf(STATES),
    source: like(MARK),
    found_by: oneOf(FOUND_BY),
    status: oneOf(STATUS),
    case: (text) => text.length <= 100 && SLUG.test(text.replace("--", "-")),
  };
  /** @type {Partial<Record<keyof SheetSource, (text: string) => boolean>>} */
  const RIGHT_OF_A_SOURCE = {
    id: like(MARK),
    type: oneOf(TYPES),
    copy: oneOf(COPIES),
    language: oneOf(LANGUAGES),
  };

  /**
   * @template {string} K
   * @param {unknown} value
   * @param {string} at
   * @param {readonly K[]} fields
   * @param {Partial<Record<K, (text: string) => boolean>>} right
   * @returns {Partial<Record<K, string>>}
   */
  function partOf(value, at, fields, right) {
    const found = mappingOf(value, at, fields);
    /** @type {Partial<Record<K, string>>} */
    const part = {};
    fields.forEach(function (name) {
      const text = textOf(found[name], at + "." + name, right[name]);
      if (text !== "") part[name] = text;
    });
    return part;
  }

  /**
   * @param {unknown} value
   * @returns {Sheet}
   */
  function sheetOf(value) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new Trouble("not_ours");
    }
    const any = /** @type {Record<string, unknown>} */ (value);
    if (any.format !== FORMAT) throw new Trouble("not_ours");
    if (typeof any.version !== "number") throw new Trouble("damaged", "version");
    if (any.version > VERSION) throw new Trouble("newer");
    if (any.version !== VERSION) throw new Trouble("damaged", "version");
    const file = mappingOf(value, "", [
      ...["format", "version", "scheme", "place", "unit", "year", "date", "language"],
      ...["checked_by", "sources", "answers"],
    ]);
    const scheme = mappingOf(file.scheme, "scheme", ["id", "year"]);
    const place = mappingOf(file.place, "place", ["code", "name"]);
    /** @type {Sheet} */
    const sheet = {
      scheme: {
        id: textOf(scheme.id, "scheme.id", like(SLUG)),
        year: textOf(scheme.year, "scheme.year", like(YEAR)),
      },
      place: {
        code: textOf(place.code, "place.code"),
        name: textOf(place.name, "place.name"),
      },
      unit: textOf(file.unit, "unit"),
      year: textOf(file.year, "year"),
      date: textOf(file.date, "date", isDay),
      language: textOf(file.language, "language", oneOf(LANGUAGES)) === "en" ? "en" : "zh",
      checked_by: textOf(file.checked_by, "checked_by"),
      sources: [],
      answers: {},
    };
    if (!sheet.scheme.id || !sheet.date) throw new Trouble("damaged", "scheme");
    if (!Array.isArray(file.sources) || file.sources.length > MOST_SOURCES) {
      throw new Trouble("damaged", "sources");
    }
    const ids = new Set();
    file.sources.forEach(function (given, index) {
      const at = "sources." + (index + 1);
      const source = partOf(given, at, OF_A_SOURCE, RIGHT_OF_A_SOURCE);
      if (!source.id || ids.has(source.id)) throw new Trouble("damaged", at + ".id");
      ids.add(source.id);
      sheet.sources.push(Object.assign(source, { id: source.id }));
    });
    const answers = /** @type {Record<string, unknown>} */ (file.answers);
    if (typeof answers !== "object" || answers === null || Array.isArray(answers)) {
      throw new Trouble("damaged", "answers");
    }
    const codes = Object.keys(answers);
    if (codes.length > MOST_ANSWERS) throw new Trouble("damaged", "answers");
    codes.forEach(function (code) {
      if (!CODE.test(code) || code.length > 60) throw new Trouble("damaged", "answers");
      const answer = partOf(answers[code], "answers." + code, FIELDS, OF_AN_ANSWER);
      if (answer.source && !ids.has(answer.source)) {
        throw new Trouble("damaged", "answers." + code + ".source");
      }
      if (Object.keys(answer).length) sheet.answers[code] = answer;
    });
    return sheet;
  }

  /**
   * @param {string} text
   * @returns {{sheet?: Sheet, trouble?: string, at?: string}}
   */
  function read(text) {
    if (text.length > LONGEST_FILE) return { trouble: "too_large" };
    let value;
    try {
      value = JSON.parse(text.replace(/^\ufeff/, ""));
    } catch (broken) {
      return { trouble: "no_json" };
    }
    try {
      return { sheet: sheetOf(value) };
    } catch (found) {
      if (found instanceof Trouble) return { trouble: found.trouble, at: found.at };
      throw found;
    }
  }

  // ---- What is answered

  /**
   * @param {SheetData} data
   * @returns {SheetIndicator[]}
   */
  function indicatorsOf(data) {
    /** @type {SheetIndicator[]} */
    const all = [];
    data.groups.forEach((group) => group.items.forEach((each) => all.push(each)));
    return all;
  }

  /** Whether a score is one the indicator can have. @param {string} text @param {string} full */
  function isScore(text, full) {
    return SCORE.test(text) && Number(text) <= Number(full);
  }

  /**
   * Added in thousandths, so that 0.1 and 0.2 make 0.3.
   * @param {string[]} numbers
   * @returns {string}
   */
  function added(numbers) {
    return String(numbers.reduce((sum, each) => sum + Math.round(Number(each) * 1000), 0) / 1000);
  }

  /**
   * @param {Sheet} sheet
   * @param {SheetIndicator[]} indicators
   * @returns {SheetProgress}
   */
  function progress(sheet, indicators) {
    /** @type {SheetProgress} */
    const found = { all: indicators.length, answered: 0, states: {}, score: "", full: "", scored: 0 };
    /** @type {string[]} */
    const scores = [];
    /** @type {string[]} */
    const fulls = [];
    STATES.forEach((state) => (found.states[state] = 0));
    indicators.forEach(function (each) {
      const answer = answerOf(sheet, each.code);
      if (answer.state) {
        found.answered += 1;
        found.states[answer.state] += 1;
      }
      // What takes marks away is no part of the full mark.
      if (!each.full || each.negative || answer.state === "none") return;
      if (answer.score && isScore(answer.score, each.full)) {
        scores.push(answer.score);
        fulls.push(each.full);
      }
    });
    found.scored = scores.length;
    if (scores.length) {
      found.score = added(scores);
      found.full = added(fulls);
    }
    return found;
  }

  /**
   * Whether something was found wanting, and is to be told.
   * @param {SheetAnswer} answer
   * @returns {boolean}
   */
  function isGap(answer) {
    if (answer.state === "none") return false;
    return answer.state === "partly" || answer.state === "not" || !!oneLine(answer.problem || "");
  }

  /**
   * Whether nobody has put it right, or it came back.
   * @param {SheetAnswer} answer
   * @returns {boolean}
   */
  function isOpen(answer) {
    return answer.status !== "closed" && answer.status !== "verified";
  }

  // ---- Sources: an address is one source, whoever wrote it down

  /** @param {string} address */
  function plainAddress(address) {
    const rest = address.replace(/^https?:\/{1,2}(?:www\.)?/i, "");
    const cut = rest.indexOf("/");
    const host = cut < 0 ? rest : rest.slice(0, cut);
    let path = cut < 0 ? "" : rest.slice(cut);
    try {
      path = decodeURIComponent(path);
    } catch (broken) {
      // An escape that is none stays as it is.
    }
    return (host.toLowerCase() + path).replace(/\/+$/, "").normalize("NFC");
  }

  /**
   * @param {{url?: string, title?: string, publisher?: string, published?: string}} source
   * @returns {string}
   */
  function nameOf(source) {
    if (source.url) return "u " + plainAddress(source.url);
    const parts = [source.title, source.publisher, source.published];
    return "t " + parts.map((part) => oneLine(part || "")).join("\n");
  }

  /**
   * Each source of a sheet under its own id, as it is written: the one the library has already, else
   * the first of the sheet with that address.
   * @param {Sheet} sheet
   * @param {GapRecord | null} known
   * @returns {Map<string, RecordSource>}
   */
  function sourcesOf(sheet, known) {
    /** @type {Map<string, RecordSource>} */
    const byName = new Map();
    const theirs = known ? known.sources : [];
    theirs.forEach((source) => byName.set(nameOf(source), source));
    let last = lastNumber(theirs, "s");
    /** @type {Map<string, RecordSource>} */
    const found = new Map();
    sheet.sources.forEach(function (source) {
      /** @type {RecordSource} */
      const written = { id: "" };
      OF_A_SOURCE.forEach(function (name) {
        const text = oneLine(source[name] || "");
        if (name === "published" || name === "accessed") {
          const date = dateIn(text);
          if (date) written[name] = date;
        } else if (text && !(name === "copy" && text === "original")) written[name] = text;
      });
      const same = byName.get(nameOf(written));
      if (!same) {
        last += 1;
        written.id = "s" + last;
        byName.set(nameOf(written), written);
      }
      found.set(source.id, same || written);
    });
    return found;
  }

  /**
   * The largest number behind a letter among the ids.
   * @param {{id: string}[]} parts
   * @param {string} letter
   * @returns {number}
   */
  function lastNumber(parts, letter) {
    return parts.reduce(function (most, part) {
      const found = /^[a-z]([0-9]{1,6})$/.exec(part.id);
      return found && part.id[0] === letter ? Math.max(most, Number(found[1])) : most;
    }, 0);
  }

  // ---- What the check would say

  const OFFICIAL_WORDING = /(?:问题|负面|整改|督办)清单|\b(?:list of problems|negative list)\b/i;
  const TAG = /<[A-Za-z/!?]/;

  /**
   * @param {Sheet} sheet
   * @param {SheetData} data
   * @param {GapRecord | null} known
   * @param {string} today
   * @returns {Lack[]}
   */
  function lacking(sheet, data, known, today) {
    /** @type {Lack[]} */
    const found = [];
    const sources = sourcesOf(sheet, known);
    const cited = new Set();
    let gaps = 0;

    indicatorsOf(data).forEach(function (indicator) {
      const answer = answerOf(sheet, indicator.code);
      if (!isGap(answer)) return;
      gaps += 1;

      /**
       * @param {string} field
       * @param {string} rule
       * @param {string} word
       * @param {number} [count]
       */
      const tell = function (field, rule, word, count) {
        found.push({ code: indicator.code, field: field, rule: rule, word: word, count: count || 0 });
      };
      /** @param {keyof SheetAnswer} field @param {"sentence" | "line"} kind @param {boolean} isNeeded */
      const judgeText = function (field, kind, isNeeded) {
        const text = oneLine(answer[field] || "");
        const limit = data.limits[kind][sheet.language];
        if (!text) {
          if (isNeeded) tell(field, "CASE111", "need_" + field);
        } else if (Array.from(text).length > limit) tell(field, "CASE116", "too_long", limit);
        else if (TAG.test(text)) tell(field, "CASE306", "has_tag");
        return text;
      };
      /** @param {keyof SheetAnswer} field @param {boolean} isNeeded */
      const judgeDate = function (field, isNeeded) {
        const date = dateIn(answer[field] || "");
        if (date === null) tell(field, "CASE114", "no_date");
        else if (!date && isNeeded) tell(field, "CASE111", "need_" + field);
        return date || "";
      };

      const isDone = !isOpen(answer);
      const problem = judgeText("problem", "sentence", true);
      if (answer.state === "met" && answer.status && !isDone) tell("state", "", "met_but_open");
      if (!answer.found_by) tell("found_by", "CASE111", "need_found_by");
      const foundOn = judgeDate("found_on", true);
      if (foundOn && firstDay(foundOn) > today) tell("found_on", "CASE235", "in_future");
      if (!answer.status) tell("status", "CASE111", "need_status");
      const measure =
        isDone || answer.status === "in-progress" || answer.status === "recurred"
          ? judgeText("measure", "sentence", false)
          : "";
      if (isDone && !measure) tell("measure", "CASE218", "need_measure");
      if (isDone) {
        const closedOn = judgeDate("closed_on", false);
        if (!answer.closed_on) tell("closed_on", "CASE218", "need_closed_on");
        else if (closedOn && foundOn && isBefore(closedOn, foundOn)) {
          tell("closed_on", "CASE201", "before_found");
        } else if (closedOn && firstDay(closedOn) > today) tell("closed_on", "CASE235", "in_future");
      }
      if (answer.status === "verified" && !judgeText("verified_by", "line", false)) {
        tell("verified_by", "CASE218", "need_verified_by");
      }
      judgeText("responsible", "line", false);
      const due = judgeDate("due", false);
      if (due && foundOn && isBefore(due, foundOn)) tell("due", "CASE201", "before_found");

      const source = answer.source ? sources.get(answer.source) : undefined;
      if (!source) tell("source", "CASE111", "need_source");
      else {
        cited.add(answer.source);
        if (source.type && SUPPORT.indexOf(source.type) < 0) {
          if (answer.found_by && OF_AN_OFFICE.indexOf(answer.found_by) >= 0) {
            tell("source", "CASE221", "need_official");
          } else if (OFFICIAL_WORDING.test(problem + "\n" + measure)) {
            tell("problem", "CASE221", "office_words");
          }
        }
      }
    });

    sheet.sources.forEach(function (source) {
      if (!cited.has(source.id)) return;
      /** @param {string} field @param {string} rule @param {string} word @param {number} [count] */
      const tell = function (field, rule, word, count) {
        found.push({ source: source.id, field: field, rule: rule, word: word, count: count || 0 });
      };
      /** @type {(keyof SheetSource)[]} */
      const texts = ["title", "publisher"];
      texts.forEach(function (name) {
        const text = oneLine(source[name] || "");
        const limit = data.limits.words[sheet.language];
        if (!text) tell(name, "CASE111", "need_" + name);
        else if (Array.from(text).length > limit) tell(name, "CASE116", "too_long", limit);
        else if (TAG.test(text)) tell(name, "CASE306", "has_tag");
      });
      if (!source.type) tell("type", "CASE111", "need_type");
      const url = oneLine(source.url || "");
      if (url && (!URL_FORM.test(url) || url.length > 2000)) tell("url", "CASE115", "no_url");
      const published = dateIn(source.published || "");
      const accessed = dateIn(source.accessed || "");
      if (published === null) tell("published", "CASE114", "no_date");
      else if (published && firstDay(published) > today) tell("published", "CASE235", "in_future");
      if (accessed === null) tell("accessed", "CASE114", "no_date");
      else if (accessed && firstDay(accessed) > today) tell("accessed", "CASE235", "in_future");
      else if (published && accessed && isBefore(accessed, published)) {
        tell("accessed", "CASE236", "read_before");
      }
    });

    if (!gaps) found.unshift({ field: "", rule: "", word: "no_gap", count: 0 });
    const by = sheet.checked_by.trim();
    if (!by) found.push({ field: "checked_by", rule: "CASE111", word: "need_checked_by", count: 0 });
    else if (!SLUG.test(by) || by.length > 100) {
      found.push({ field: "checked_by", rule: "CASE112", word: "no_slug", count: 0 });
    }
    return found;
  }

  // ---- The record of a city's gaps

  /**
   * A text of a record by language.
   * @param {string | Record<string, string> | undefined} text
   * @param {string} first
   * @returns {Record<string, string>}
   */
  function inLanguages(text, first) {
    return typeof text === "string" ? { [first]: text } : text || {};
  }

  /**
   * A text of one language, beside what the library has of it in the other.
   * @param {string} text
   * @param {"zh" | "en"} language
   * @param {string | Record<string, string> | undefined} before
   * @param {string} first
   * @returns {Record<string, string>}
   */
  function textIn(text, language, before, first) {
    const had = inLanguages(before, first);
    return had[language] === text ? had : { [language]: text };
  }

  /**
   * The gaps of a city: those the library has, then those of the sheet. One that the library has
   * already, by indicator and words, is brought up to date and keeps its id.
   * @param {Sheet} sheet
   * @param {SheetData} data
   * @param {string} city
   * @param {GapRecord | null} known
   * @param {string} today
   * @returns {{record: GapRecord, added: number, changed: number}}
   */
  function gaps(sheet, data, city, known, today) {
    const sources = sourcesOf(sheet, known);
    const items = known ? known.items.slice() : [];
    const language = sheet.language;
    let last = lastNumber(items, "g");
    let added = 0;
    let changed = 0;
    /** @type {RecordSource[]} */
    const cited = [];

    indicatorsOf(data).forEach(function (indicator) {
      const answer = answerOf(sheet, indicator.code);
      if (!isGap(answer)) return;
      const issue = oneLine(answer.problem || "");
      const at = items.findIndex(
        (item) =>
          item.indicator === indicator.code && inLanguages(item.issue, data.first)[language] === issue
      );
      /** @type {Partial<RecordGap>} */
      const before = at < 0 ? {} : items[at];
      /** @param {string | undefined} text @param {string | Record<string, string> | undefined} had */
      const told = function (text, had) {
        const line = oneLine(text || "");
        return line ? textIn(line, language, had, data.first) : undefined;
      };
      const isDone = !isOpen(answer);
      const isUnderWay = answer.status === "in-progress" || answer.status === "recurred";
      const source = answer.source ? sources.get(answer.source) : undefined;
      if (source && cited.indexOf(source) < 0) cited.push(source);
      const helped = isDone && answer.case ? [answer.case] : [];
      const cases = (before.cases || []).concat(
        helped.filter((id) => (before.cases || []).indexOf(id) < 0)
      );
      /** @type {RecordGap} */
      const gap = {
        id: before.id || "g" + (last += 1),
        indicator: indicator.code,
        issue: told(issue, before.issue),
        found_by: answer.found_by,
        found_on: dateIn(answer.found_on || "") || undefined,
        measure: isDone || isUnderWay ? told(answer.measure, before.measure) : undefined,
        responsible: told(answer.responsible, before.responsible),
        due: dateIn(answer.due || "") || undefined,
        status: answer.status,
        closed_on: isDone ? dateIn(answer.closed_on || "") || undefined : undefined,
        verified_by:
          answer.status === "verified" ? told(answer.verified_by, before.verified_by) : undefined,
        cases: cases.length ? cases : undefined,
        source: source ? source.id : undefined,
      };
      if (at < 0) {
        items.push(gap);
        added += 1;
      } else {
        items[at] = gap;
        changed += 1;
      }
    });

    const theirs = known ? known.sources : [];
    const inUse = new Set();
    items.forEach((item) => [].concat(/** @type {any} */ (item.source)).forEach((id) => inUse.add(id)));
    // A source of the library that only a changed gap named has nothing left to support.
    const kept = theirs.filter((source) => inUse.has(source.id));
    const record = {
      schema: (known && known.schema) || "1",
      city: city,
      items: items,
      sources: kept.concat(cited.filter((source) => kept.indexOf(source) < 0)),
      disclosure: { checked_by: sheet.checked_by.trim(), date: today },
    };
    return { record: record, added: added, changed: changed };
  }

  // ---- YAML

  const NAMED = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r" };
  // Controls, what ends a line elsewhere, halves of a pair, marks of order, what cannot be seen.
  const ESCAPED = new RegExp('["\\\\]|[^\\P{C}]|[\\p{Z}]|' + ALSO_UNSEEN, "gu");

  /**
   * A text between quotation marks, on one line, whatever is in it.
   * @param {string} text
   * @returns {string}
   */
  function quoted(text) {
    const within = text.replace(ESCAPED, function (each) {
      if (each === " " || each === "\u3000") return each;
      if (Object.prototype.hasOwnProperty.call(NAMED, each)) {
        return NAMED[/** @type {keyof typeof NAMED} */ (each)];
      }
      const code = /** @type {number} */ (each.codePointAt(0));
      const hex = code.toString(16);
      return code < 0x10000 ? "\\u" + ("000" + hex).slice(-4) : "\\U" + ("0000000" + hex).slice(-8);
    });
    return '"' + within + '"';
  }

  const NAMES_AND_DATES = /^(?:[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*(?:--[a-z0-9-]+)?|[0-9]{4}(?:-[0-9]{2}){0,2}|1)$/;
  const OTHER_MEANING = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
  const NAMING = [
    ...["schema", "city", "id", "indicator", "found_by", "found_on", "due", "status", "closed_on"],
    ...["cases", "source", "type", "copy", "published", "accessed", "language", "checked_by", "date"],
  ];

  /**
   * @param {string} key
   * @param {string} text
   * @returns {string}
   */
  function scalar(key, text) {
    const isName = NAMING.indexOf(key) >= 0 && NAMES_AND_DATES.test(text);
    return isName && OTHER_MEANING.indexOf(text) < 0 ? text : quoted(text);
  }

  /**
   * @param {string} key
   * @param {unknown} value
   * @param {string} indent
   * @returns {string}
   */
  function below(key, value, indent) {
    if (typeof value === "string") return " " + scalar(key, value) + "\n";
    if (Array.isArray(value)) {
      if (value.every((each) => typeof each === "string")) {
        return " [" + value.map((each) => scalar(key, each)).join(", ") + "]\n";
      }
      return "\n" + value.map((each) => indent + "  - " + block(each, indent + "    ").slice(indent.length + 4)).join("");
    }
    return "\n" + block(value, indent + "  ");
  }

  /**
   * @param {unknown} value
   * @param {string} indent
   * @returns {string}
   */
  function block(value, indent) {
    const mapping = /** @type {Record<string, unknown>} */ (value);
    return Object.keys(mapping)
      .filter((key) => mapping[key] !== undefined)
      .map((key) => indent + key + ":" + below(key, mapping[key], indent))
      .join("");
  }

  /**
   * @param {GapRecord} record
   * @returns {string}
   */
  function yaml(record) {
    return block(record, "");
  }

  // ---- The road map

  /** Months from the day of the sheet to the end of each column. */
  const TERMS = [3, 6, 12];

  /**
   * Open gaps by when they are due: within 3, 6 and 12 months of the day of the sheet, then later or
   * without a date.
   * @param {Sheet} sheet
   * @param {SheetData} data
   * @returns {RoadMap}
   */
  function roadMap(sheet, data) {
    const ends = TERMS.map((months) => later(sheet.date, months));
    /** @type {RoadMap} */
    const map = { ends: ends, columns: ends.map(() => []).concat([[]]), count: 0 };
    indicatorsOf(data).forEach(function (indicator) {
      const answer = answerOf(sheet, indicator.code);
      if (!isGap(answer) || !isOpen(answer)) return;
      const due = dateIn(answer.due || "") || "";
      const last = due ? lastDay(due) : "";
      let at = due ? ends.findIndex((end) => last <= end) : -1;
      if (at < 0) at = ends.length;
      map.columns[at].push({
        indicator: indicator,
        answer: answer,
        due: due,
        isLate: due !== "" && last < sheet.date,
      });
      map.count += 1;
    });
    map.columns.forEach(function (column) {
      // Without a date last; those of one day stay in the order of the scheme.
      const key = (/** @type {RoadMapItem} */ item) => (item.due ? lastDay(item.due) : "9");
      const order = column.map((item, index) => ({ item: item, index: index }));
      order.sort(function (a, b) {
        const one = key(a.item);
        const other = key(b.item);
        return one < other ? -1 : one > other ? 1 : a.index - b.index;
      });
      order.forEach((each, index) => (column[index] = each.item));
    });
    return map;
  }

  // ---- CSV

  const FORMULA = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"];

  /**
   * A table for a spreadsheet: it begins with the mark Excel looks for, and no text in it is a formula.
   * @param {string[][]} rows
   * @returns {string}
   */
  function csv(rows) {
    const lines = rows.map((row) =>
      row
        .map(function (cell) {
          const inert = FORMULA.indexOf(cell.replace(/^\s+/, "").slice(0, 1)) >= 0 ? "'" + cell : cell;
          return /[",\r\n]/.test(inert) ? '"' + inert.replace(/"/g, '""') + '"' : inert;
        })
        .join(",")
    );
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  }

  R.sheet = {
    STATES: STATES,
    FOUND_BY: FOUND_BY,
    STATUS: STATUS,
    TYPES: TYPES,
    COPIES: COPIES,
    LONGEST_TEXT: LONGEST_TEXT,
    LONGEST_FILE: LONGEST_FILE,
    MOST_SOURCES: MOST_SOURCES,
    PLACE: PLACE,
    YEAR: YEAR,
    legible: legible,
    oneLine: oneLine,
    dateIn: dateIn,
    isBefore: isBefore,
    later: later,
    isScore: isScore,
    empty: empty,
    isEmpty: isEmpty,
    answerOf: answerOf,
    write: write,
    read: read,
    indicatorsOf: indicatorsOf,
    progress: progress,
    isGap: isGap,
    isOpen: isOpen,
    lacking: lacking,
    gaps: gaps,
    quoted: quoted,
    yaml: yaml,
    roadMap: roadMap,
    csv: csv,
  };
})();
