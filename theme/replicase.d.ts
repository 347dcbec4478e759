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

  // picks.js
  picks: Picks;

  // records.js
  records: Records;

  // compare.js
  comparison: Comparison;

  // fit.js
  fit: Fit;
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

// What `replicase.pages.compare` writes.

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

// What `replicase.pages.fit` writes; what a case does not tell is absent.

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
