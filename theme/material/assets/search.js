// Search: reads the index that `replicase.search` describes, and shows results while one types.
//
// Replicase.search(query)  → Promise of [{id, number, pieces}], best first; [] for an empty query
// Replicase.find(query)    → the same without ids, which need a larger file; null for an empty query
// Replicase.card(number)   → Promise of the fields of a case's card in the page's language
// Replicase.runs(text)     → how text is cut, as `replicase.search.segment` cuts it
// Replicase.mark(element, text, pieces)  shows text with the pieces found in it marked
// Replicase.suggest(input, choose)  lists cases below a box as one types, and gives the chosen one's card
// Replicase.load(name), Replicase.data(name, value)  data as classic scripts, on demand
(function () {
  "use strict";

  const R = (window.Replicase = window.Replicase || /** @type {Replicase} */ ({}));
  const LANGUAGE = document.documentElement.lang.slice(0, 2) === "en" ? "en" : "zh";

  // ---- Data: classic scripts, which load from a folder too

  if (R.base === undefined) {
    /** @type {HTMLMetaElement | null} */
    const meta = document.querySelector('meta[name="replicase:base"]');
    R.base = meta ? meta.content : ".";
  }
  R.href =
    R.href ||
    function (address) {
      const parts = /** @type {RegExpExecArray} */ (/^([^?#]*)(.*)$/.exec(address));
      const folder = parts[1] === "" || parts[1].slice(-1) === "/";
      const file = folder && location.protocol === "file:" ? "index.html" : "";
      return R.base + "/" + parts[1] + file + parts[2];
    };

  /** @type {Map<string, any>} */
  const arrived = new Map();
  /** @type {Map<string, Promise<any>>} */
  const loads = new Map();

  R.data = function (name, value) {
    arrived.set(name, value);
  };

  R.load = function (name, version) {
    if (!loads.has(name)) {
      loads.set(
        name,
        new Promise(function (resolve, reject) {
          const script = document.createElement("script");
          const failed = function () {
            loads.delete(name);
            reject(new Error(name + " did not load"));
          };
          // The page for lost addresses has "/", and "//search" would be another host.
          script.src = R.base.replace(/\/?$/, "/") + name + ".js" + (version ? "?v=" + version : "");
          script.onload = function () {
            script.remove();
            if (arrived.has(name)) resolve(arrived.get(name));
            else failed();
          };
          script.onerror = failed;
          document.head.appendChild(script);
        })
      );
    }
    return /** @type {Promise<any>} */ (loads.get(name));
  };

  // ---- Text: the same two steps as replicase.search.segment

  const HAN =
    "[\\u3005-\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
  const RUN = new RegExp("(" + HAN + "+)|(?:(?!" + HAN + ")[\\p{L}\\p{N}])+", "gu");

  /** @param {string} text */
  function fold(text) {
    return text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f\u{e0100}-\u{e01ef}]+/gu, "")
      .toLowerCase()
      .replace(/([a-z])['\u2019](?=[a-z])/g, "$1");
  }

  /** @param {string} folded */
  function cut(folded) {
    /** @type {Run[]} */
    const found = [];
    let match;
    RUN.lastIndex = 0;
    while ((match = RUN.exec(folded))) {
      const last = found[found.length - 1];
      const end = match.index + match[0].length;
      if (match[1] && last && last.end === match.index) last.beforeHan = true;
      const between = last ? folded.slice(last.end, match.index) : "";
      found.push({
        kind: match[1] ? "han" : "word",
        text: match[0],
        end: end,
        beforeHan: false,
        afterSpace: between !== "" && !between.trim(),
      });
    }
    return found;
  }

  R.runs = function (text) {
    return cut(fold(text));
  };

  /**
   * Without spaces that are probably slips: beside a single character (河 长 制), between
   * syllables or initials (he zhang zhi, h z z).
   * @param {Run[]} runs
   */
  function withoutSlips(runs) {
    /** @type {Run[]} */
    const found = [];
    /** @type {Run[]} */
    let stretch = [];
    const close = function () {
      const isOne =
        stretch.length > 1 &&
        (stretch[0].kind === "han"
          ? stretch.some((run) => Array.from(run.text).length === 1)
          : stretch.every((run) => BEGINNINGS.has(run.text)));
      if (!isOne) found.push.apply(found, stretch);
      else {
        const text = stretch.map((run) => run.text).join("");
        found.push(Object.assign({}, stretch[stretch.length - 1], { text: text }));
      }
      stretch = [];
    };
    runs.forEach(function (run) {
      if (stretch.length && !(run.afterSpace && run.kind === stretch[0].kind)) close();
      stretch.push(run);
    });
    close();
    return found;
  }

  // ---- Lists of cases: an array of marks, the bits of where a case has a key

  const ANYWHERE = 1;
  const HEAD = 3;
  const TITLE = 7;

  /** @type {Map<number, number>} */
  const DIGITS = new Map();
  for (let code = 0x20; code < 0x80; code++) {
    if ('"\\<,!#'.indexOf(String.fromCharCode(code)) < 0) DIGITS.set(code, DIGITS.size);
  }

  /** @param {string} digit */
  function readDigit(digit) {
    const code = /** @type {number} */ (digit.codePointAt(0));
    if (code < 0x80) return /** @type {number} */ (DIGITS.get(code));
    return (code < 0xe000 ? code : code - 0x800) - 0x80 + DIGITS.size;
  }

  /** @param {string} list */
  function readNumbers(list) {
    /** @type {number[]} */
    const numbers = [];
    if (list[0] === "#") {
      for (let at = 1; at < list.length; at++) {
        const six = readDigit(list[at]);
        for (let bit = 0; bit < 6; bit++) if ((six >> bit) & 1) numbers.push((at - 1) * 6 + bit);
      }
      return numbers;
    }
    let number = -1;
    for (const digit of list) {
      number += readDigit(digit) + 1;
      numbers.push(number);
    }
    return numbers;
  }

  /**
   * @param {string} list
   * @param {Uint8Array} marks
   */
  function addList(list, marks) {
    /** @type {number[]} */
    let cases = [];
    list.split("!").forEach(function (part, at) {
      const before = cases;
      // A part left empty is the same as the one before it; else it counts within that.
      if (at === 0) cases = readNumbers(part);
      else if (part) cases = readNumbers(part).map((place) => before[place]);
      const mark = [ANYWHERE, HEAD, TITLE][at];
      cases.forEach(function (number) {
        marks[number] |= mark;
      });
    });
  }

  /**
   * How far from the title something stands; nothing else is added for a piece in the title.
   * @param {number} mark
   */
  function distance(mark) {
    return mark === TITLE ? 0 : mark === HEAD ? 1 : 2;
  }

  /** @param {Uint8Array[]} lists */
  function every(lists) {
    return lists.reduce(function (a, b) {
      return a.map((mark, number) => mark & b[number]);
    });
  }

  /** @param {Uint8Array[]} lists */
  function any(lists) {
    return lists.reduce(function (a, b) {
      return a.map((mark, number) => mark | b[number]);
    });
  }

  // ---- The index: shards of sorted keys

  /** @type {Manifest} */
  let manifest;

  function ready() {
    return R.load("search/index").then(function (/** @type {WrittenManifest} */ value) {
      if (!manifest) {
        /** @type {Map<string, string>} */
        const simplified = new Map();
        const pairs = Array.from(value.simplified);
        for (let at = 0; at < pairs.length; at += 2) simplified.set(pairs[at], pairs[at + 1]);
        manifest = Object.assign({}, value, {
          starts: value.starts.split(","),
          simplified: simplified,
        });
      }
      return manifest;
    });
  }

  /**
   * As `fold`, and traditional characters as the index has them, once it has come.
   * @param {string} text
   */
  function simple(text) {
    const folded = fold(text);
    if (!manifest || /^[\0-\x7f]*$/.test(folded)) return folded;
    return Array.from(folded, (each) => manifest.simplified.get(each) || each).join("");
  }

  /** @type {Map<number, Map<string, string>>} */
  const shards = new Map();

  /**
   * @param {number} number
   * @returns {Promise<Map<string, string>>}
   */
  function shard(number) {
    const read = R.load("search/" + number, manifest.version);
    return read.then(function (/** @type {Heads} */ heads) {
      if (!shards.has(number)) {
        const keys = new Map();
        Object.keys(heads).forEach(function (head) {
          const lists = heads[head][1].split(",");
          heads[head][0].split(",").forEach(function (rest, at) {
            keys.set(head + rest, lists[at]);
          });
        });
        shards.set(number, keys);
      }
      return /** @type {Map<string, string>} */ (shards.get(number));
    });
  }

  /** @param {string} key */
  function shardOf(key) {
    let low = 0;
    let high = manifest.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (manifest.starts[middle] <= key) low = middle;
      else high = middle;
    }
    return low;
  }

  /** @type {Map<string, Promise<Uint8Array>>} */
  const looked = new Map();

  /**
   * The cases with a key, or with one that begins so.
   * @param {string} key
   * @param {boolean} isPrefix
   */
  function look(key, isPrefix) {
    const name = (isPrefix ? "*" : "=") + key;
    if (!looked.has(name)) {
      const first = shardOf(key);
      const last = isPrefix ? shardOf(key + "\uffff") : first;
      const wanted = [];
      for (let number = first; number <= last; number++) wanted.push(shard(number));
      const answer = Promise.all(wanted).then(function (found) {
        const marks = new Uint8Array(manifest.documents);
        found.forEach(function (keys) {
          if (!isPrefix) {
            if (keys.has(key)) addList(/** @type {string} */ (keys.get(key)), marks);
            return;
          }
          keys.forEach(function (list, other) {
            if (other.startsWith(key)) addList(list, marks);
          });
        });
        return marks;
      });
      answer.catch(() => looked.delete(name));
      looked.set(name, answer);
    }
    return /** @type {Promise<Uint8Array>} */ (looked.get(name));
  }

  // ---- A query: every run must match; a match says how many pieces, and which

  // Pairs a case lacks are where the run is cut, so the cover with the fewest pieces is the only
  // one: the first and the last pair must be there, and one of every two neighbours.
  /**
   * @param {Run} run
   * @returns {Promise<Match>}
   */
  function matchHan(run) {
    const characters = Array.from(run.text);
    if (characters.length === 1) {
      return look(run.text, true).then((marks) => whole(run.text, marks));
    }
    const pairs = characters.slice(1).map((next, at) => look(characters[at] + next, false));
    return Promise.all(pairs).then(function (marks) {
      /** @param {number} number */
      function cuts(number) {
        const found = [];
        for (let at = 0; at < marks.length; at++) {
          if (marks[at][number]) continue;
          if (at === 0 || at === marks.length - 1 || found[found.length - 1] === at - 1) return null;
          found.push(at);
        }
        return found;
      }
      return function (/** @type {number} */ number) {
        const found = marks[0][number] ? cuts(number) : null;
        if (!found) return null;
        /** @type {string[]} */
        const pieces = [];
        let outside = 0;
        let from = 0;
        found.concat(marks.length).forEach(function (cut) {
          pieces.push(characters.slice(from, cut + 1).join(""));
          let everyPair = TITLE;
          for (let at = from; at < cut; at++) everyPair &= marks[at][number];
          outside += distance(everyPair);
          from = cut + 1;
        });
        return { pieces: pieces, outside: outside };
      };
    });
  }

  /**
   * @param {string} text
   * @param {Uint8Array} marks
   * @returns {Match}
   */
  function whole(text, marks) {
    return function (number) {
      if (!marks[number]) return null;
      return { pieces: [text], outside: distance(marks[number]) };
    };
  }

  /**
   * @param {Run} run
   * @returns {Promise<Match>}
   */
  function matchWord(run) {
    // "36条" is not 360: what follows tells that the number is complete.
    const isPrefix = !(run.beforeHan && /[0-9]$/.test(run.text));
    const ways = [look(run.text, isPrefix)];
    if (/^[a-z]+$/.test(run.text)) {
      spellings(run.text).forEach((syllables) => ways.push(lookSyllables(syllables)));
      // No syllable begins with i, u or v.
      if (/^[^iuv]{2,}$/.test(run.text)) ways.push(lookInitials(run.text));
    }
    return Promise.all(ways).then((found) => whole(run.text, any(found)));
  }

  // ---- Pinyin

  // Initials, and the finals that follow each; y and w are written as initials.
  const SYLLABLES = new Set();
  (
    " a ai an ang ao e ei en eng er o ou|b a ai an ang ao ei en eng i ian iao ie in ing o u|" +
    "p a ai an ang ao ei en eng i ian iao ie in ing o ou u|m a ai an ang ao e ei en eng i ian iao " +
    "ie in ing iu o ou u|f a an ang ei en eng o ou u|d a ai an ang ao e ei en eng i ian iao ie ing " +
    "iu ong ou u uan ui un uo|t a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo|n a ai " +
    "an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve|l a ai an ang ao e ei " +
    "eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve|g a ai an ang ao e ei en eng ong " +
    "ou u ua uai uan uang ui un uo|k a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo|" +
    "h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo|j i ia ian iang iao ie in ing " +
    "iong iu u uan ue un|q i ia ian iang iao ie in ing iong iu u uan ue un|x i ia ian iang iao ie " +
    "in ing iong iu u uan ue un|zh a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo|" +
    "ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo|sh a ai an ang ao e ei en eng i " +
    "ou u ua uai uan uang ui un uo|r an ang ao e en eng i ong ou u ua uan ui un uo|z a ai an ang " +
    "ao e ei en eng i ong ou u uan ui un uo|c a ai an ang ao e en eng i ong ou u uan ui un uo|s a " +
    "ai an ang ao e en eng i ong ou u uan ui un uo|y a an ang ao e i in ing o ong ou u uan ue un|" +
    "w a ai an ang ei en eng o u"
  )
    .split("|")
    .forEach(function (line) {
      const finals = line.split(" ");
      finals.slice(1).forEach((final) => SYLLABLES.add(finals[0] + final));
    });
  const BEGINNINGS = new Set([""]);
  SYLLABLES.forEach(function (syllable) {
    for (let length = 1; length <= syllable.length; length++) {
      BEGINNINGS.add(syllable.slice(0, length));
    }
  });
  const LONGEST = 6;
  const SPELLINGS = 32;

  /**
   * Every way to read letters as syllables, the last of which may be only begun: xian, xi'an.
   * @param {string} letters
   */
  function spellings(letters) {
    /** @type {string[][]} */
    const found = [];
    const dead = new Set();
    (function read(/** @type {number} */ from, /** @type {string[]} */ syllables) {
      if (dead.has(from)) return;
      const before = found.length;
      const rest = letters.slice(from);
      if (BEGINNINGS.has(rest)) found.push(syllables.concat(rest));
      for (let length = Math.min(LONGEST, rest.length - 1); length > 0; length--) {
        if (found.length >= SPELLINGS) return;
        const syllable = rest.slice(0, length);
        if (SYLLABLES.has(syllable)) read(from + length, syllables.concat(syllable));
      }
      // Without this, letters that do not end well are tried in exponentially many ways.
      if (found.length === before) dead.add(from);
    })(0, []);
    return found;
  }

  /** @param {string[]} syllables */
  function lookSyllables(syllables) {
    if (syllables.length === 1) return look("'" + syllables[0], true);
    const pairs = syllables.slice(1).map(function (next, at) {
      return look("'" + syllables[at] + "'" + next, at === syllables.length - 2);
    });
    return Promise.all(pairs).then(every);
  }

  const INITIALS = 4;

  /** @param {string} letters */
  function lookInitials(letters) {
    const windows = [];
    for (let at = 0; at === 0 || at + INITIALS <= letters.length; at++) {
      windows.push(look("-" + letters.slice(at, at + INITIALS), true));
    }
    return Promise.all(windows).then(every);
  }

  // ---- Results

  /** @type {string[]} */
  const NO_PIECES = [];

  /** @param {Run[]} runs */
  function matching(runs) {
    return Promise.all(
      runs.map((run) => (run.kind === "han" ? matchHan : matchWord)(run))
    ).then(function (matches) {
      /** @type {Hit[]} */
      const hits = [];
      // Most cases match nothing, and leave nothing to be cleared away.
      for (let number = 0; number < manifest.documents; number++) {
        let pieces = NO_PIECES;
        let outside = 0;
        let at = 0;
        for (; at < matches.length; at++) {
          const found = matches[at](number);
          if (!found) break;
          pieces = at ? pieces.concat(found.pieces) : found.pieces;
          outside += found.outside;
        }
        if (at === matches.length) hits.push({ number, pieces, outside });
      }
      return hits.sort(
        (a, b) =>
          a.pieces.length + a.outside - b.pieces.length - b.outside ||
          a.outside - b.outside ||
          a.number - b.number
      );
    });
  }

  R.find = function (query) {
    if (!R.runs(query).length) return Promise.resolve(null);
    return ready().then(function () {
      const runs = cut(simple(query));
      const joined = withoutSlips(runs);
      if (joined.length === runs.length) return matching(runs);
      return matching(joined).then((hits) => (hits.length ? hits : matching(runs)));
    });
  };

  /**
   * What cases are filtered by, as flat arrays: with thousands of cases, every click goes through
   * all of them.
   * @param {WrittenFacet} facet
   * @param {number} documents
   * @returns {Facet}
   */
  function readFacet(facet, documents) {
    const starts = new Uint32Array(documents + 1);
    const positions = new Uint16Array(facet.of.length);
    let filled = 0;
    let number = 0;
    for (const sign of facet.of) {
      if (sign === ",") starts[(number += 1)] = filled;
      else positions[filled++] = readDigit(sign);
    }
    starts[documents] = filled;
    return { values: facet.values, starts: starts, positions: positions };
  }

  /** @type {Catalogue | undefined} */
  let catalogue;

  R.catalogue = function () {
    return ready()
      .then(() => R.load("search/catalogue", manifest.version))
      .then(function (/** @type {WrittenCatalogue} */ value) {
        if (catalogue) return catalogue;
        /** @type {Catalogue} */
        const read = { ids: value.ids ? value.ids.split(",") : [], facets: {}, orders: {} };
        Object.keys(value.facets).forEach(function (name) {
          read.facets[name] = readFacet(value.facets[name], manifest.documents);
        });
        Object.keys(value.orders).forEach(function (name) {
          read.orders[name] = Array.from(value.orders[name], readDigit);
        });
        catalogue = read;
        return catalogue;
      });
  };

  R.search = function (query) {
    return R.find(query).then(function (hits) {
      if (!hits) return [];
      return R.catalogue().then((catalogue) =>
        hits.map((hit) => ({
          id: catalogue.ids[hit.number],
          number: hit.number,
          pieces: hit.pieces,
        }))
      );
    });
  };

  R.card = function (number) {
    return ready()
      .then(function () {
        const name = "search/cards-" + LANGUAGE + "-" + Math.floor(number / manifest.cards);
        return R.load(name, manifest.version);
      })
      .then(function (/** @type {CardShard} */ cards) {
        const row = cards.rows[number % manifest.cards];
        /** @type {Card} */
        const card = {};
        cards.fields.forEach(function (name, at) {
          if (row[at]) card[name] = row[at];
        });
        return card;
      });
  };

  R.fill = function (word, count) {
    return (word || "{n}").replace("{n}", String(count));
  };

  // ---- Marking what was found

  R.mark = function (element, text, pieces) {
    const characters = Array.from(text);
    const marked = new Array(characters.length).fill(false);
    /** @type {number[]} */
    const origin = [];
    let folded = "";
    characters.forEach(function (character, at) {
      const plain = simple(character);
      for (let unit = 0; unit < plain.length; unit++) origin.push(at);
      folded += plain;
    });
    (pieces || []).forEach(function (piece) {
      const isWord = !new RegExp(HAN, "u").test(piece);
      for (let at = folded.indexOf(piece); at >= 0; at = folded.indexOf(piece, at + 1)) {
        if (isWord && at > 0 && /[a-z0-9]/.test(folded[at - 1])) continue;
        for (let unit = at; unit < at + piece.length; unit++) marked[origin[unit]] = true;
      }
    });
    element.textContent = "";
    for (let from = 0; from < characters.length; ) {
      let to = from;
      while (to < characters.length && marked[to] === marked[from]) to += 1;
      const words = characters.slice(from, to).join("");
      if (marked[from]) {
        const mark = document.createElement("mark");
        mark.textContent = words;
        element.appendChild(mark);
      } else {
        element.appendChild(document.createTextNode(words));
      }
      from = to;
    }
  };

  // ---- Results below a search box: a combobox with a list of options

  const OPTIONS = 8;
  const PAUSE = 30;

  /**
   * @param {string} tag
   * @param {string} name
   * @param {Record<string, string>} [attributes]
   */
  function make(tag, name, attributes) {
    const element = document.createElement(tag);
    element.className = name;
    const all = attributes || {};
    Object.keys(all).forEach((key) => element.setAttribute(key, all[key]));
    return element;
  }

  /**
   * @param {HTMLInputElement} input
   * @param {(card: Card) => void} [chosen]  what becomes of a case; without it, its page is opened
   */
  function suggest(input, chosen) {
    const form = /** @type {HTMLFormElement} */ (input.form);
    const list = make("ul", "suggest", { role: "listbox", id: input.id + "-list" });
    const status = make("p", "visually-hidden", { role: "status" });
    const words = input.dataset;
    let active = -1;
    let latest = 0;
    let timer = 0;
    /** @type {Card[]} */
    let listed = [];

    list.hidden = true;
    list.setAttribute("aria-label", input.getAttribute("aria-label") || input.placeholder || "");
    form.appendChild(list);
    form.appendChild(status);
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    close();

    function close() {
      latest += 1;
      active = -1;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    /** @param {number} at */
    function choose(at) {
      const options = list.children;
      if (active >= 0 && options[active]) options[active].setAttribute("aria-selected", "false");
      active = at;
      if (at < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options[at].setAttribute("aria-selected", "true");
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    }

    /** @param {HTMLElement} option */
    function open(option) {
      const card = listed[Array.from(list.children).indexOf(option)];
      if (chosen && card) {
        close();
        chosen(card);
      } else if (option.dataset.href) location.href = option.dataset.href;
      else if (form.requestSubmit) form.requestSubmit();
      else form.submit();
    }

    /**
     * @param {Hit[]} hits
     * @param {Card[]} cards
     */
    function show(hits, cards) {
      list.textContent = "";
      listed = cards;
      cards.forEach(function (card, at) {
        const option = make("li", "suggest-option", {
          role: "option",
          id: list.id + "-" + at,
          "aria-selected": "false",
          "data-href": R.href(card.href || ""),
        });
        ["title", "place", "problem"].forEach(function (name) {
          if (!card[name]) return;
          const part = make("span", "suggest-" + name);
          if (card.lang && name !== "place") part.lang = card.lang;
          R.mark(part, card[name], hits[at].pieces);
          option.appendChild(part);
        });
        list.appendChild(option);
      });
      if (hits.length > cards.length) {
        const option = make("li", "suggest-option suggest-all", {
          role: "option",
          id: list.id + "-all",
          "aria-selected": "false",
        });
        option.textContent = R.fill(words.all, hits.length);
        list.appendChild(option);
      }
      if (!hits.length && words.none) {
        const nothing = make("li", "suggest-none", {
          role: "option",
          "aria-disabled": "true",
          "aria-selected": "false",
          id: list.id + "-none",
        });
        nothing.textContent = words.none;
        list.appendChild(nothing);
      }
      const count = hits.length === 1 ? words.one || words.many : words.many;
      status.textContent = hits.length ? R.fill(count, hits.length) : words.none || "";
      list.hidden = !list.children.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      choose(-1);
    }

    function refresh() {
      const turn = (latest += 1);
      R.find(input.value)
        .then(function (hits) {
          if (!hits) return null;
          const cards = hits.slice(0, OPTIONS).map((hit) => R.card(hit.number));
          return Promise.all(cards).then((some) => ({ hits: hits, cards: some }));
        })
        .then(function (found) {
          if (turn !== latest) return;
          if (found) show(found.hits, found.cards);
          else close();
        })
        // Without the index the box still leads to the list of cases.
        .catch(close);
    }

    input.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(refresh, PAUSE);
    });
    input.addEventListener("focus", function () {
      if (input.value.trim()) refresh();
      else ready().catch(() => null);
    });
    input.addEventListener("blur", function () {
      clearTimeout(timer);
      close();
    });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing || event.keyCode === 229) return;
      /** @type {NodeListOf<HTMLElement>} */
      const options = list.querySelectorAll('[role="option"]:not([aria-disabled])');
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
        event.preventDefault();
        if (list.hidden) return refresh();
        const step = event.key === "ArrowDown" ? 1 : -1;
        // Position -1 is the box itself, before the first option and after the last.
        choose(((active + 1 + step + options.length + 1) % (options.length + 1)) - 1);
      } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
        event.preventDefault();
        open(options[active]);
      }
    });
    // The box must keep the focus, or the list closes before the click arrives.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", function (event) {
      const pressed = /** @type {Element} */ (event.target);
      const option = pressed.closest('[role="option"]:not([aria-disabled])');
      if (option) open(/** @type {HTMLElement} */ (option));
    });
  }

  /** @param {any} element */
  function isTyping(element) {
    return element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  }

  /** @param {string} id */
  function boxOf(id) {
    return /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  }

  const boxes = ["search-home", "search-header"]
    .map(boxOf)
    .filter((box) => box && box.form)
    .map((box) => /** @type {HTMLInputElement} */ (box));
  boxes.forEach((box) => suggest(box));
  R.suggest = suggest;

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(document.activeElement)) return;
    const own = boxOf("search-browse");
    const box = [own, boxOf("search-fit"), ...boxes].find((each) => each && each.offsetParent !== null);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
