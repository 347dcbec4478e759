// The one global of the site's scripts: what each adds to it, and the shapes that pass between them.

interface Window {
  Replicase: Replicase;
}

interface Replicase {
  // replicase.js
  /** The way from this page to the site's root: "." or "../..". */
  base: string;
  /** The link from this page to an address of the site, as "cases/x/" or "cases/?theme=y". */
  href(address: string): string;

  // search.js
  data(name: string, value: unknown): void;
  /** What a file of data gives to `data`; whoever asks knows which of the shapes below it has. */
  load(name: string, version?: string): Promise<any>;
  runs(text: string): Run[];
  find(query: string): Promise<Hit[] | null>;
  search(query: string): Promise<{ id: string; number: number; pieces: string[] }[]>;
  catalogue(): Promise<Catalogue>;
  card(number: number): Promise<Card>;
  fill(word: string | undefined, count: number): string;
  mark(element: Element, text: string, pieces: string[] | undefined): void;
  suggest(input: HTMLInputElement, chosen?: (card: Card) => void): void;

  // takeaway.js
  takeaway: Takeaway;

  // picks.js
  picks: Picks;

  // records.js
  records: Records;

  // compare.js
  comparison: Comparison;

  // fit.js
  fit: Fit;

  // sheet.js
  sheet: SheetReckoning;
}

/** A table as a file for a spreadsheet. */
interface Takeaway {
  csv(rows: string[][]): string;
  save(name: string, text: string): void;
}

/** What a reader chose: cases to compare, and a shortlist. */
interface Picks {
  MOST: Record<PickName, number>;
  isId(text: string): boolean;
  idsIn(query: string): string[];
  queryOf(ids: string[]): string;
  changed(ids: string[], id: string, most: number): string[] | null;
  read(name: PickName): string[];
  write(name: PickName, ids: string[]): void;
  show(root?: ParentNode): void;
}

type PickName = "compare" | "shortlist";

/** Cases that an address names: where their data is, and how it is shown. */
interface Records {
  LANGUAGE: "zh" | "en";
  /** How addresses of this language begin. */
  START: string;
  shardOf(id: string, shards: number): number;
  pieceOf(written: WrittenPiece): Piece;
  find(folder: string, holder: HTMLElement, asked: string): Promise<Found>;
  say(list: HTMLElement, text: string, links?: { href: string; text: string; lang?: string }[]): void;
  sayTroubles(list: HTMLElement, found: Found[]): void;
  draw(cell: Element, pieces: WrittenPiece[], href: string): void;
  showAddress(line: HTMLElement, address: string): void;
  whole(query: string): string;
}

/** What became of an id of the address; `record` is what the page's own data says of the case. */
interface Found {
  asked: string;
  id: string;
  isMoved: boolean;
  record?: any;
  trouble?: "unknown" | "withdrawn" | "not-loaded";
}

/** What is reckoned of cases side by side. */
interface Comparison {
  isSame(answers: WrittenPiece[][]): boolean;
  told(answer: WrittenPiece[]): string;
  names(columns: { short: string }[]): string[];
}

// What `replicase.pages.chosen.compare` writes.

/** A line of an answer: its text, or text, look, language and sources as far as there are any. */
type WrittenPiece = string | [text: string, look?: string, lang?: string, cites?: string[][]];

interface Piece {
  text: string;
  look: string;
  lang: string;
  /** Label and anchor of each source on the page of the case. */
  cites: string[][];
}

/** A case as a column of the table; the names of answers are those of its rows. */
interface Column {
  href: string;
  title: string;
  lang: string;
  short: string;
  place: string;
  tag: string;
  answers: Record<string, WrittenPiece[]>;
}

/** What is reckoned of a place against a case; numbers are decimal text. */
interface Fit {
  read(text: string, units: string[]): { number?: string; trouble?: FitTrouble };
  order(one: string, other: string): number;
  distance(one: string, other: string): string;
  amount(number: string, unit: string): string;
  judge(
    need: FitNeed,
    kept: { figures: Record<string, string>; replies: Record<string, string> }
  ): FitJudged;
  verdict(all: { need: FitNeed; judged: FitJudged }[]): FitVerdict;
  reader(text: string): FitKept;
}

type FitState = "met" | "gap" | "unknown";
type FitReply = "yes" | "no" | "unknown";
type FitTrouble = "range" | "about" | "hanzi" | "grouping" | "scaled" | "unit" | "long" | "other";
type FitVerdict = "nothing" | "unanswered" | "gap" | "open" | "should" | "clear";

/** Whether a condition is met; the figure that was typed, and how far it is off. */
interface FitJudged {
  state: FitState;
  why: FitReply | "unanswered" | "no-figure" | "unreadable" | "typed" | "short" | "over";
  typed?: string;
  far?: string;
}

/** What a reader filled in: for each case, the answer to a condition and the mark of its wording. */
interface FitKept {
  place: string;
  figures: Record<string, string>;
  cases: Record<string, Record<string, string>>;
}

// What `replicase.pages.chosen.fit` writes; what a case does not tell is absent.

interface FitMeasure {
  /** Cases that ask for the same figure in the same unit share it. */
  figure: string;
  label: string;
  unit: string;
  units: string[];
  op: "<" | "<=" | "=" | ">=" | ">";
  value: string;
  said: string;
}

interface FitNeed {
  id: string;
  mark: string;
  level: "must" | "should" | "helps";
  kind: string;
  text: WrittenPiece;
  substitute?: WrittenPiece;
  measure?: FitMeasure;
}

interface FitPart {
  number: number;
  name: WrittenPiece;
  function: WrittenPiece;
  role: string;
  core?: 1;
  why?: WrittenPiece;
}

interface FitStep {
  action: WrittenPiece;
  facts: string[];
  parts: number[];
}

interface FitSheet {
  href: string;
  title: string;
  lang?: string;
  place: string;
  tag?: string;
  problem: WrittenPiece;
  answer: WrittenPiece;
  grades: string[];
  needs?: FitNeed[];
  ask?: string;
  parts?: FitPart[];
  steps?: FitStep[];
  costs?: { label: string; value?: WrittenPiece; ask?: string }[];
  context?: WrittenPiece[];
  warnings?: { label: string; said: WrittenPiece[] }[];
}

// The self-assessment sheet, as its file has it.

/** An answer to an indicator; every field is text, and what is empty is not there. */
interface SheetAnswer {
  state?: string;
  score?: string;
  evidence?: string;
  /** Id of a source of the sheet. */
  source?: string;
  problem?: string;
  found_by?: string;
  found_on?: string;
  status?: string;
  measure?: string;
  closed_on?: string;
  verified_by?: string;
  responsible?: string;
  due?: string;
  /** What is planned first; no field of a gap, which tells what was done. */
  step?: string;
  /** Id of the case to borrow from. */
  case?: string;
}

interface SheetSource {
  id: string;
  title?: string;
  publisher?: string;
  type?: string;
  copy?: string;
  url?: string;
  published?: string;
  accessed?: string;
  language?: string;
}

interface Sheet {
  scheme: { id: string; year: string };
  place: { code: string; name: string };
  unit: string;
  year: string;
  /** The day from which the road map counts. */
  date: string;
  /** The language it is filled in in. */
  language: "zh" | "en";
  checked_by: string;
  sources: SheetSource[];
  answers: Record<string, SheetAnswer>;
}

// What `replicase.pages.framework.self_assessment` writes.

/** A text; with its language where that is not the page's. */
type SheetText = string | [text: string, lang: string];

interface SheetCase {
  id: string;
  title: SheetText;
  href: string;
  place: string;
  /** Code of its city. */
  city: string;
  grade: string;
}

interface SheetIndicator {
  code: string;
  title: SheetText;
  href: string;
  cases: SheetCase[];
  /** How many cases serve it. */
  all: number;
  /** The groups between it and its group. */
  under?: string;
  /** The most it can score. */
  full?: string;
  negative?: boolean;
}

interface SheetData {
  scheme: { id: string; year: string };
  title: string;
  /** The library's first language: that of a text without one. */
  first: string;
  /** The cities whose gaps the library has. */
  gaps: string[];
  groups: { code: string; title: SheetText; items: SheetIndicator[] }[];
  words: Record<string, string>;
  /** Of each rule, what it asks and the address of its page. */
  rules: Record<string, [string, string]>;
  limits: Record<"sentence" | "line" | "words", Record<"zh" | "en", number>>;
}

/** A text of a record: plain in the library's first language. */
type RecordText = string | Record<string, string>;

interface RecordGap {
  id: string;
  indicator: string;
  issue?: RecordText;
  found_by?: string;
  found_on?: string;
  measure?: RecordText;
  responsible?: RecordText;
  due?: string;
  status?: string;
  closed_on?: string;
  verified_by?: RecordText;
  cases?: string[];
  source?: string | string[];
}

interface RecordSource {
  id: string;
  title?: string;
  publisher?: string;
  type?: string;
  copy?: string;
  url?: string;
  published?: string;
  accessed?: string;
  language?: string;
}

/** A file of `cases/gaps/`. */
interface GapRecord {
  schema?: string;
  city: string;
  items: RecordGap[];
  sources: RecordSource[];
  disclosure: { checked_by: string; date: string };
}

// What is reckoned of a sheet.

interface SheetProgress {
  all: number;
  answered: number;
  states: Record<string, number>;
  score: string;
  /** The full mark of what was scored. */
  full: string;
  scored: number;
}

/** What keeps the file from passing the check: where, by which rule, and in which word of the page. */
interface Lack {
  code?: string;
  source?: string;
  field: string;
  rule: string;
  word: string;
  count: number;
}

interface RoadMapItem {
  indicator: SheetIndicator;
  answer: SheetAnswer;
  due: string;
  isLate: boolean;
}

interface RoadMap {
  /** The last day of each term. */
  ends: string[];
  /** One for each term, then those that are due later or without a date. */
  columns: RoadMapItem[][];
  count: number;
}

interface SheetReckoning {
  STATES: string[];
  FOUND_BY: string[];
  STATUS: string[];
  TYPES: string[];
  COPIES: string[];
  LONGEST_TEXT: number;
  LONGEST_FILE: number;
  MOST_SOURCES: number;
  PLACE: RegExp;
  YEAR: RegExp;
  legible(text: string): string;
  oneLine(text: string): string;
  dateIn(text: string): string | null;
  isBefore(a: string, b: string): boolean;
  later(day: string, months: number): string;
  isScore(text: string, full: string): boolean;
  empty(scheme: { id: string; year: string }, today: string, language: string): Sheet;
  isEmpty(sheet: Sheet): boolean;
  answerOf(sheet: Sheet, code: string): SheetAnswer;
  write(sheet: Sheet): string;
  read(text: string): { sheet?: Sheet; trouble?: string; at?: string };
  indicatorsOf(data: SheetData): SheetIndicator[];
  progress(sheet: Sheet, indicators: SheetIndicator[]): SheetProgress;
  isGap(answer: SheetAnswer): boolean;
  isOpen(answer: SheetAnswer): boolean;
  lacking(sheet: Sheet, data: SheetData, known: GapRecord | null, today: string): Lack[];
  gaps(
    sheet: Sheet,
    data: SheetData,
    city: string,
    known: GapRecord | null,
    today: string
  ): { record: GapRecord; added: number; changed: number };
  quoted(text: string): string;
  yaml(record: GapRecord): string;
  roadMap(sheet: Sheet, data: SheetData): RoadMap;
  csv(rows: string[][]): string;
}

// What `replicase.search` writes.

interface WrittenManifest {
  documents: number;
  starts: string;
  /** Traditional characters, each before the simplified one that keys have instead. */
  simplified: string;
  cards: number;
  version: string;
}

/** The manifest as it was read. */
interface Manifest {
  documents: number;
  starts: string[];
  /** Traditional character → simplified one. */
  simplified: Map<string, string>;
  cards: number;
  version: string;
}

/** The head of a key → the rests of the keys, and the list of cases of each, joined by commas. */
type Heads = Record<string, [rests: string, lists: string]>;

/** The values of a facet, and those of each case: a digit for each, the cases joined by commas. */
interface WrittenFacet {
  values: string[];
  of: string;
}

/** What cases are filtered and sorted by, for each order a digit for each case. */
interface WrittenCatalogue {
  ids: string;
  facets: Record<string, WrittenFacet>;
  orders: Record<string, string>;
}

/** The values of case n are those at `positions`, from `starts[n]` to before `starts[n + 1]`. */
interface Facet {
  values: string[];
  starts: Uint32Array;
  positions: Uint16Array;
}

/** The catalogue as it was read. */
interface Catalogue {
  ids: string[];
  facets: Record<string, Facet>;
  /** For each case a number, the larger the later; 0 where it is not known. */
  orders: Record<string, number[]>;
}

interface CardShard {
  fields: string[];
  rows: string[][];
}

/** The fields of a case's card that are not empty: plain texts. */
type Card = Record<string, string>;

/** A stretch of a query: Chinese characters, or a word of letters and digits. */
interface Run {
  kind: "han" | "word";
  text: string;
  end: number;
  /** Whether a Chinese character follows directly. */
  beforeHan: boolean;
  /** Whether nothing but space stands between it and the run before. */
  afterSpace: boolean;
}

/** Whether and how a case, by its number, is found by one run of a query. */
type Match = (number: number) => { pieces: string[]; outside: number } | null;

/** A case that a query finds: the pieces that were found, and how far they stand from its title. */
interface Hit {
  number: number;
  pieces: string[];
  outside: number;
}
