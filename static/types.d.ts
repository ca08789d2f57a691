// Types for the check of our scripts: the data that travel, and what we use of Bokeh and Pyodide.
// Nothing of it is part of the page.

// ---- Columns: what Python's data sources hold -------------------------------------------------

type TypedArray =
  | Uint8Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;
type NumberColumn = readonly number[] | TypedArray;

/** A column in a frame; with its shape if Python has it as an array. */
type FrameColumn = NumberColumn | readonly string[] | readonly number[][] | ShapedArray;
type ShapedArray = { data: TypedArray; shape: readonly number[] };

/** Maps of indices, one behind the other, rows from the bottom; and the colours of the indices. */
type FrameMaps = ShapedArray & { palette: NumberColumn };

/** Source name -> column name -> column. */
type FrameColumns = Record<string, Record<string, FrameColumn>>;

type Columns = Record<string, unknown>;

/** The sources that scripts look into, by name; all others are Bokeh's business. */
interface Sources {
  units: { x: NumberColumn; y: NumberColumn; address: readonly string[]; label: readonly string[] };
  edges: CurveColumns & {
    address: readonly string[];
    label: readonly string[];
    weight: NumberColumn;
  };
  status: { [name in keyof StatusTexts]: readonly string[] };
  palette: { rgba: NumberColumn; class_rgba: NumberColumn };
  to_page: {
    serial: NumberColumn;
    kind: readonly (keyof ToPage)[];
    content: readonly string[];
    size: NumberColumn;
    taken: NumberColumn;
    bytes: NumberColumn;
  };
  to_python: {
    serial: readonly number[];
    kind: readonly (keyof ToPython)[];
    content: readonly string[];
  };
}

/** Of a source that a <live-text> shows. */
type LiveTextColumns = { key: readonly string[]; text: readonly string[] };

/** Cubic Bézier curves that start and end horizontally: (x0, y0), (middle, y0), (middle, y1), (x1, y1). */
interface CurveColumns {
  x0: NumberColumn;
  y0: NumberColumn;
  x1: NumberColumn;
  y1: NumberColumn;
  middle: NumberColumn;
}

/** Texts of a frame; those that are only shown have more names than these. */
interface StatusTexts {
  [name: string]: string;
  awaited: string;
  classes: string;
  drawer: string;
  marked: string;
  exercise: string;
  hidden: string;
  hide: string;
  locked: string;
  message: string;
  notice: string;
  permalink: string;
  selected: string;
}

// ---- The glossary: playground/glossary ---------------------------------------------------------

interface Term {
  title: string;
  words: string;
  picture?: string;
  caption?: string;
  /** Of a choice: name -> key of the option's own term. */
  options?: Record<string, string>;
}

interface Glossary {
  terms: Record<string, Term>;
  /** Group of terms -> name on the page -> key. */
  names: Record<string, Record<string, string>>;
}

// ---- Places on the screen ---------------------------------------------------------------------

type Point = { x: number; y: number };

/** How many to the right and how many down: one is 0, the other 1 or -1. */
type Step = readonly [number, number];

// ---- The mailbox: kinds of message, see playground/page/mailbox.py ----------------------------

interface ToPage {
  deliver: Delivery;
  read: string;
  write: { name: string; text: string };
  hand_in: Work;
  finish: null;
  description: readonly string[];
  event: { name: string; detail: unknown };
}

interface ToPython {
  hello: { address: string; theme: Theme };
  theme: Theme;
  hover: string;
  select: string;
  drawer: string;
  dismiss: number;
  describe: null;
  file_refused: null;
  entry: { to: string; key: string | undefined; text: string; keep?: string };
  reply: { request: number; value: unknown };
  problem: StorageProblem | ({ cause: "platform" } & PlatformProblem);
}

/** Something that was entered in a live text. */
type Entry = { to: string; key: string; text: string };

type Theme = "light" | "dark";

type FileFormat = "csv" | "json" | "py" | "xlsx" | "yaml" | "zip";

type Delivery =
  | { action: "file"; name: string; format: FileFormat }
  | { action: "clipboard"; text: string }
  | { action: "picture"; name: string; format: "png" | "svg"; figure: string };

// ---- Learning platforms -----------------------------------------------------------------------

type Status = "passed" | "failed" | "incomplete";

/** The state to go on from, and what was reached: a score of 0 to 100 once it is handed in. */
interface Work {
  state: string;
  score?: number | null;
  status?: Status;
  answers?: readonly Answer[];
  /** Whether it has to be told at once. */
  isUrgent?: boolean;
}

/** `correct` is null for an answer that is neither right nor wrong. */
interface Answer {
  id: string;
  type: string;
  response: string;
  correct: boolean | null;
}

/** What a platform refused, in its own words; the call by its name there. */
interface PlatformProblem {
  call: string;
  element: string;
  code: string;
  message: string;
  detail: string;
}

/** What is asked of the run-time interface, whatever a version of SCORM calls it. */
type PlatformCall =
  "initialize" | "finish" | "get" | "set" | "commit" | "lastError" | "errorString" | "diagnostic";

/** By these names a window has the interface of SCORM 1.2, or of SCORM 2004. */
type ApiName = "API" | "API_1484_11";

/** The run-time interface; what it returns ought to be text, but is not everywhere. */
type PlatformApi = Record<string, (...parameters: string[]) => unknown>;

/** A window as far as the search for a platform looks at it. */
interface PlatformWindow {
  readonly parent: PlatformWindow;
  readonly opener?: PlatformWindow | null;
  readonly API?: PlatformApi | null;
  readonly API_1484_11?: PlatformApi | null;
}

/** Elements of the data model with the values that they get, in this order. */
type Elements = readonly (readonly [element: string, value: string])[];

/** What a version of SCORM calls things, and how it spells them. */
interface ScormVersion {
  readonly api: ApiName;
  readonly calls: Readonly<Record<PlatformCall, string>>;
  /** Codes: it has begun already; an element has no value yet; it is not known. */
  readonly errors: { begun: string; unset: readonly string[]; missing: readonly string[] };
  /** Elements that a platform may do without. */
  readonly optional: RegExp;
  /** Elements that are read at the start. */
  readonly known: Readonly<Record<Exclude<keyof Launch, "status">, string>>;
  /** An element that a platform that has begun answers. */
  readonly probe: string;
  readonly longestState: number;
  readonly longestResponse: number;
  readStatus(get: (element: string) => string): string;
  status(status: Status): Elements;
  /** @param raw a whole number, or "" to take it away */
  score(raw: string): Elements;
  /** Elements of one interaction, without what they begin with. */
  interaction(answer: Answer, date: Date): Elements;
  end(milliseconds: number): Elements;
}

/** What a platform knows at the start of a launch. */
interface Launch {
  exercise: string;
  status: string;
  mode: string;
  score: string;
  state: string;
}

/** What a page around this one says of a launch, and how many characters are kept. */
interface FrameLaunch {
  exercise: string;
  state: string;
  place: Place;
  room: number;
}

/**
 * Where work is kept: "alone" in the browser, since no platform answers the page of a package;
 * "unrecorded" at a platform that wants nothing kept.
 */
type Place = "browser" | "platform" | "alone" | "unrecorded";

/** Another tab has changed a text that is open here, or the browser cannot keep any; or can again. */
type StorageProblem =
  { cause: "conflict"; name: string; text: string } | { cause: "off" | "full" | "none" };

// ---- The page and its worker ------------------------------------------------------------------

/** runtime.json, which the build writes. */
interface Manifest {
  digest: string;
  /** Of the document in other languages. */
  digests: Record<string, string>;
  python: RuntimeFiles;
  /** The folder of our own files, another one in every build. */
  build: string;
}

/** Where the files of Python and of what the page shows are; by name, with their true sizes. */
interface RuntimeFiles {
  files: Record<string, DownloadedFile>;
  /** What decompresses the others where the browser does not: a pack of a script and WebAssembly. */
  decoder: DownloadedFile;
  pyodide: string;
  lockInfo: Record<string, string>;
  sitePackages: string;
  library: string;
  snapshot: { memory: number; head: string; kept: [number, number][] };
}

/** Its address, and how long it is as it is sent and as it is read. */
type DownloadedFile = { url: string; bytes: number; size: number };

/** What is used of the decoder for Brotli. */
interface BrotliModule {
  default(options: { module_or_path: ArrayBuffer }): Promise<unknown>;
  BrotliDecStream: new () => {
    dec(
      input: Uint8Array,
      outputSize: number,
    ): { buf: Uint8Array<ArrayBuffer>; code: number; input_offset: number; free(): void };
    free(): void;
  };
}

/** For the worker, whose own address is no base for theirs. */
type Runtime = RuntimeFiles & { base: string; build: string };

/** Element with that data-root -> id of the model that it shows. */
type Roots = Record<string, string>;

/** The document that the build has made, before Python has one. */
type PrerenderedDocument = { digest: string; roots: Roots; json: unknown };

type Order = { runtime: Runtime; digest: string; words: LanguageWords | null };

type Call = { type: "call"; id: number; verb: string; args: readonly unknown[] };
type Patch = { type: "patch"; id: number; patch: unknown };
type Frame = { type: "frame"; id: number; trained: boolean; columns: FrameColumns };
type Reply = { type: "reply"; id: number; value?: unknown; refused?: string; error?: string };

/** A file of the user's under a path of ours; when it was last changed, by the clock on the wall. */
type HandedFile = { name: string; blob: Blob; time: number };
type GivenFiles = { files: readonly HandedFile[]; unreadable: readonly string[] };
type HandedFiles = { folder: string; files: readonly HandedFile[] };

type MessageToWorker =
  | ({ type: "start"; plain: boolean; pulse: MessagePort } & Order)
  | { type: "visibility"; hidden: boolean }
  | ({ type: "files" } & HandedFiles)
  | { type: "rendered"; permalink: string }
  | { type: "speak"; words: LanguageWords }
  | { type: "ack"; id: number; milliseconds: number }
  | Patch
  | Call;

type MessageToPage =
  | { type: "progress"; stage: StartStage; loaded: number; total: number }
  | { type: "document"; roots: Roots; json: string | null }
  | { type: "ready" }
  | { type: "state"; playing: boolean }
  | { type: "kept"; run: string }
  | { type: "ended" }
  | { type: "error"; stage: ErrorStage; what: string | null; message: string }
  | { type: "patch"; patch: string; buffers: Map<string, ArrayBuffer> }
  | Frame
  | Reply;

/** The message of a type, out of one of these two lists. */
type OfType<M extends { type: string }, T> = Extract<M, { type: T }>;

type StartStage = "download" | "restore" | "python" | "libraries" | "document";
type ErrorStage = "load" | "python" | "run" | "renewed" | "ended";
type Progress = (stage: StartStage, loaded?: number, total?: number) => void;
type Fail = (stage: ErrorStage, what: string | null | undefined, message: string) => void;

// ---- What other pages may ask for: docs/embedding.md ------------------------------------------

interface Verbs {
  play(): Promise<unknown>;
  pause(): Promise<unknown>;
  step(epochs?: number): Promise<unknown>;
  reset(): Promise<unknown>;
  load(permalink: string): Promise<unknown>;
  state(): Promise<Record<string, unknown>>;
}

/** What Python can be asked for: what other pages may, and what only the page itself may. */
type Verb = keyof Verbs | "restore" | "saved" | "listen";

interface PlaygroundRequest {
  playground: number;
  id: string | number;
  verb: unknown;
  arguments?: unknown;
}

interface Window {
  playground: Verbs;
  preflight: Preflight;
  opening: Opening;
  /** Of BokehJS as the page has it: makes `Bokeh`, and in between calls and awaits `pause`. */
  startBokeh(pause: () => Promise<void>): Promise<void>;
}

/** Of opening.js: the languages there are, the present one and its texts, null in English. */
interface Opening {
  known: { code: string; direction: string; name: string }[];
  language: string;
  words: Promise<LanguageWords | null>;
  codeFor(wanted: string): string;
  translate(code: string): Promise<LanguageWords | null>;
  spelled(number: string): string;
}

/** A language as the build writes it. */
interface LanguageWords {
  code: string;
  language: { direction: string; decimal: string; group: string; grouped_from: number };
  texts: Record<string, string | Record<string, string>>;
}

/**
 * Of preflight.js: whether it knows for good that the page does not run; which file is missing, of one
 * and all that it imports, and why, "" if none is; and saying so for good.
 */
interface Preflight {
  hasFailed: boolean;
  faultOf(url: string): Promise<{ what: string; reason: string }>;
  accuse(url: string, message: string): void;
}

// ---- Our archives -----------------------------------------------------------------------------

/** Names, offsets and lengths of files in a blob. */
type Pack = {
  index: [name: string, offset: number, length: number][];
  blob: Uint8Array<ArrayBuffer>;
};

// ---- Python in the worker ---------------------------------------------------------------------

/** playground.browser.Bridge, as Pyodide shows it. */
interface Bridge {
  readonly json: string;
  readonly digest: string;
  readonly roots: { toJs(options: object): Roots };
  readonly busy: boolean;
  readonly eager: boolean;
  readonly wait: number;
  readonly playing: boolean;
  check(): void;
  attach(post: Post, fetchPack: (name: string) => Promise<void>, permalink: string): void;
  patch(patch: unknown): unknown;
  call(verb: string, args: readonly unknown[]): Partial<Reply>;
  fetched(name: string, problem: string): void;
  saved(): string;
  tick(draw: boolean, screen: number): void;
}

/** Sends something to the page: a frame with the buffers to move, or a patch with a map of its. */
type Post = (
  ...sent:
    | ["frame", Omit<Frame, "type" | "id">, ArrayBuffer[]]
    | ["patch", string, Map<string, ArrayBuffer>]
) => void;

/** What we use of Pyodide. */
interface Pyodide {
  FS: PyodideFiles;
  globals: { set(name: string, value: unknown): void };
  pyimport(name: "importlib"): { invalidate_caches(): void };
  pyimport(name: "playground.browser"): { bridge(): Bridge; speak(words: LanguageWords): Bridge };
  runPython(source: string): string;
  makeMemorySnapshot(): Uint8Array;
  _module: { HEAPU8: Uint8Array; rawExports: Allocator };
}

interface PyodideFiles {
  filesystems: { NODEFS: object; WORKERFS: object };
  mkdirTree(path: string): void;
  open(path: string, ...others: unknown[]): object;
  stat(path: string, ...others: unknown[]): object;
  mount(
    kind: object,
    options: { root: string } | { blobs: { name: string; data: Blob }[] },
    path: string,
  ): void;
  utime(path: string, read: number, changed: number): void;
  writeFile(path: string, content: Uint8Array, options: { canOwn: boolean }): void;
}

/** Of dlmalloc, in Pyodide's WebAssembly. */
interface Allocator {
  malloc(size: number): number;
  free(block: number): void;
  malloc_footprint(): number;
  malloc_set_footprint_limit(bytes: number): void;
}

type LoadPyodide = (settings: PyodideSettings) => Promise<Pyodide>;

/** Settings of Pyodide; those of the last three lines are ours, see patch_pyodide.py. */
interface PyodideSettings {
  indexURL?: string;
  stdLibURL?: string;
  packageBaseUrl?: string;
  lockFileContents?: { info: Record<string, string>; packages: object };
  env?: Record<string, string>;
  stdout?: (line: string) => void;
  _makeSnapshot?: boolean;
  _loadSnapshot?: Uint8Array;
  _restore?: Restore;
}

/** What Pyodide waits for when it restores a snapshot, and how it fills the memory then. */
interface Restore {
  memory: number;
  ready?: Promise<void>;
  modules?: Record<string, WebAssembly.Module>;
  fill?: ((target: Uint8Array) => void) | null;
}

/** The worker's global scope, as far as scripts of ours use it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<MessageToWorker>) => void) | null;
  postMessage(message: MessageToPage, transfer?: Transferable[]): void;
}

// ---- The service worker -----------------------------------------------------------------------

/** What the build writes before the service worker's source; see packaging/offline.py. */
interface BuildFiles {
  version: string;
  mark: string;
  pages: string[];
  files: Record<string, string>;
  languages: Record<string, Record<string, string>>;
}

interface LifecycleEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends LifecycleEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface ServiceWorkerScope {
  readonly build: BuildFiles;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: LifecycleEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}

// ---- Bokeh ------------------------------------------------------------------------------------

interface BokehSignal {
  emit(): void;
  connect(slot: () => void): void;
  disconnect(slot: () => void): void;
}

interface BokehModel {
  readonly id?: string;
  readonly name?: string | null;
  readonly document: BokehDocument | null;
  setv(values: object, options?: { sync?: boolean; silent?: boolean }): void;
}

interface DataSource<C = Columns> extends BokehModel {
  readonly change: BokehSignal;
  readonly data: C | Map<string, C[keyof C]>;
  readonly properties: { data: { change: BokehSignal } };
}

interface GlyphRenderer extends BokehModel {
  readonly glyph: BokehModel;
}

interface BokehLayout extends BokehModel {
  readonly properties: { children: { change: BokehSignal } };
}

interface BokehView {
  readonly model: BokehModel;
  remove(): void;
  export(kind: "png"): { canvas: HTMLCanvasElement };
  export(kind: "svg"): { to_blob(): Promise<Blob> };
}

type BokehClass<T> = new () => T;
type BokehModelClass = { prototype: { default_view: BokehClass<unknown> } };
type BokehStyleSheet = { readonly css: string; _update(css: string): void };

/** Of a model; it may be the same for all rows of a data source, or a column of it. */
interface BokehProperty {
  get_value(): unknown;
}

/** A figure on the screen. */
interface BokehPlotView {
  invalidate_dataranges: boolean;
  invalidate_painters(renderer: GlyphRendererView): void;
  pause(): void;
  unpause(isQuiet: boolean): void;
  repaint(): void;
  _range_manager: { update_dataranges(): void };
}

/** One glyph, as often as its data source has rows. */
interface GlyphView {
  readonly model: Iterable<BokehProperty>;
  readonly renderer: GlyphRendererView;
  /** Only of live images. */
  showMaps?(): boolean;
  _iter_visuals(): Iterable<BokehProperty>;
  set_data(source: BokehModel, rows: unknown, indices?: readonly number[]): Promise<void>;
  set_visuals(source: BokehModel, rows: unknown): void;
  after_visuals(): void;
  after_lazy_visuals(): Promise<void>;
  map_data(): void;
}

interface GlyphRendererView {
  readonly model: BokehModel & { data_source: DataSource; view: { indices: unknown } };
  readonly glyph: GlyphView;
  readonly plot_view: BokehPlotView;
  all_indices: unknown;
  initialize(): void;
  remove(): void;
  update_data(indices?: readonly number[]): Promise<void>;
  set_data(indices?: readonly number[]): Promise<void>;
  set_visuals(): Promise<void>;
  map_data(): void;
  _update_masked_indices(): unknown;
}

/** A renderer that takes up what frames change. */
interface LiveRendererView extends GlyphRendererView {
  /** Whether something of its glyph but its look depends on one of these columns. */
  isPlacedBy(columns: ReadonlySet<string>): boolean;
  /** Take these up; returns whether it has to be painted. */
  refresh(columns: ReadonlySet<string>): boolean;
}

/** Right and down, as shares or signs. */
type XY = { x: number; y: number };

interface ImageView extends GlyphView {
  readonly sx: NumberColumn;
  readonly sy: NumberColumn;
  readonly sdw: NumberColumn;
  readonly sdh: NumberColumn;
  readonly xy_sign: XY;
  readonly xy_scale: XY;
  readonly xy_offset: XY;
  readonly xy_anchor: XY;
  readonly visuals: {
    image: { set_vectorize(context: CanvasRenderingContext2D, index: number): void };
  };
  _define_attr(name: "image_data", canvases: readonly HTMLCanvasElement[]): void;
  _set_data(indices: readonly number[] | null): void;
  _paint(context: CanvasRenderingContext2D, indices: readonly number[]): void;
}

/** A change of a document; `attr` is missing from those that are not of one property. */
type BokehChange = { model?: BokehModel; attr?: string; value?: unknown };

/** A widget's value that was changed. */
type ValueChange = { id: string; attr: string; value: unknown };

/** What a page that was left leaves to the next one in its tab. */
type Left = {
  /** What it said, or was going to say in a moment. */
  address: string;
  /** Others that it has had since it was loaded. */
  earlier: string[];
  /** What its address could not say yet. */
  changes: ValueChange[];
  /** Empty where it begins again. */
  run: string;
};

/** What the page shows, and what was changed since: both had not got into its address. */
/** The run is empty where it begins again. */
type Unsaved = {
  permalink: string;
  changes: ValueChange[];
  run: string;
  /** Whether somebody has asked for another Python or document, and nothing is to be said of it. */
  isAsked?: boolean;
  isPlaying?: boolean;
};

interface BokehDocument {
  readonly is_idle: boolean;
  get_model_by_name(name: string): BokehModel | null;
  get_model_by_id(id: string): BokehModel | null;
  on_change(listener: (event: BokehChange) => void, batches: boolean): void;
  create_json_patch(changes: readonly BokehChange[]): unknown;
  apply_json_patch(patch: unknown, buffers: Map<string, ArrayBuffer>): void;
  _recompute_all_models(): void;
}

interface TickFormatter {
  doFormat(ticks: readonly number[], options: object): string[];
}

interface BokehGlobal {
  documents: BokehDocument[];
  index: { roots: Iterable<BokehView>; get_one(model: BokehModel): BokehView };
  embed: {
    embed_items(documents: object, items: object[]): Promise<{ roots: Iterable<BokehView> }[]>;
  };
  require(module: "models/renderers/glyph_renderer"): {
    GlyphRenderer: BokehModelClass;
    GlyphRendererView: BokehClass<GlyphRendererView>;
  };
  require(module: "models/glyphs/image_rgba"): {
    ImageRGBA: BokehModelClass;
    ImageRGBAView: BokehClass<ImageView>;
  };
  require(module: "core/view"): {
    View: { prototype: { readonly parent: object | null; lazy_initialize(): Promise<void> } };
  };
  require(module: "core/dom"): {
    InlineStyleSheet: { prototype: BokehStyleSheet };
    StyleSheet: BokehClass<object>;
  };
  require(module: "models/dom/stylesheets"): {
    ImportedStyleSheet: { prototype: { readonly url: string; underlying(): object } };
  };
  require(module: "core/util/templating"): {
    DEFAULT_FORMATTERS: { numeral(value: number, format: string, special: object): string };
  };
  require(module: `models/formatters/${string}`): Record<string, { prototype: TickFormatter }>;
  require(module: "core/visuals/visual"): {
    VisualProperties: { prototype: { _get_css_value(name: string): string } };
  };
}

declare const Bokeh: BokehGlobal;

// ---- Browsers ---------------------------------------------------------------------------------

/** The Network Information API, which is not a standard everywhere. */
interface ConnectionInformation {
  readonly saveData?: boolean;
}

interface Navigator {
  readonly connection?: ConnectionInformation;
}
