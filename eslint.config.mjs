// How the scripts of the site are written: classic scripts for Chrome 80 and for a folder opened by
// double click, with one global, and no way for a text to become markup or code.
import js from "@eslint/js";

const BROWSER = [
  "clearTimeout",
  "document",
  "history",
  "localStorage",
  "location",
  "matchMedia",
  "navigator",
  "requestAnimationFrame",
  "setTimeout",
  "URLSearchParams",
  "window",
];
const NODE = ["__dirname", "clearTimeout", "process", "require", "setTimeout", "URL", "URLSearchParams"];

const NO_SUCH_GLOBAL = {
  fetch: "a folder has no server to ask: data comes as classic scripts, by Replicase.load",
  XMLHttpRequest: "a folder has no server to ask: data comes as classic scripts, by Replicase.load",
  WebSocket: "no request leaves the site",
  EventSource: "no request leaves the site",
  Worker: "a worker does not start from a folder",
  sessionStorage: "what is kept is kept by `keep` of replicase.js, which stands being refused",
};

const MARKUP = "a text never becomes markup: use textContent, or make the element";
const PROPERTIES = [
  ...["innerHTML", "outerHTML", "insertAdjacentHTML", "srcdoc", "createContextualFragment"].map(
    (property) => ({ property, message: MARKUP })
  ),
  { object: "document", property: "write", message: MARKUP },
  { object: "document", property: "writeln", message: MARKUP },
  { object: "navigator", property: "sendBeacon", message: "no request leaves the site" },
  { property: "cssText", message: "the page allows no style beside its stylesheet: set a class" },
  // What the types of the browser know and Chrome 80 does not.
  ...[
    ...["replaceChildren", "checkVisibility", "showPopover", "hidePopover", "togglePopover"],
    ...["attachInternals", "setHTML", "moveBefore", "inert", "randomUUID"],
  ].map((property) => ({ property, message: "Chrome 80 does not have it" })),
];

const named = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

export default [
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["theme/material/assets/*.js", "theme/preview/*.js"],
    languageOptions: { ecmaVersion: 2017, sourceType: "script", globals: named(BROWSER) },
    rules: {
      strict: ["error", "function"],
      eqeqeq: "error",
      "no-implicit-globals": ["error", { lexicalBindings: true }],
      "no-restricted-globals": [
        "error",
        ...Object.entries(NO_SUCH_GLOBAL).map(([name, message]) => ({ name, message })),
      ],
      "no-restricted-properties": ["error", ...PROPERTIES],
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "AssignmentExpression[left.object.name='window'][left.property.name!='Replicase']",
          message: "the one global is Replicase",
        },
        {
          selector: "AssignmentExpression[left.property.name=/^on(?!load$|error$)/]",
          message: "use addEventListener",
        },
        {
          selector: "MemberExpression[property.name='style']",
          message: "the page allows no style beside its stylesheet: set a class",
        },
      ],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none" }],
    },
  },
  {
    files: ["tests/script/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "commonjs", globals: named(NODE) },
    rules: { strict: ["error", "global"], eqeqeq: "error" },
  },
];
