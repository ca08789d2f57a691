import js from "@eslint/js";
import globals from "globals";

/** Names that windows have, too, and which suit variables of ours; those must be declared. */
const COMMON_NAMES = ["event", "length", "name", "open", "origin", "parent", "status", "top"];

export default [
  { ignores: [".cache/", ".venv/", "dist/", "tests/output/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024 },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      "default-case-last": "error",
      eqeqeq: "error",
      "no-array-constructor": "error",
      "no-constructor-return": "error",
      "no-duplicate-imports": "error",
      "no-else-return": "error",
      "no-eval": "error",
      "no-implicit-coercion": "error",
      "no-implied-eval": "error",
      "no-loop-func": "error",
      "no-new-func": "error",
      "no-new-wrappers": "error",
      "no-restricted-globals": ["error", ...COMMON_NAMES],
      "no-self-compare": "error",
      "no-shadow": ["error", { builtinGlobals: true, allow: COMMON_NAMES }],
      "no-template-curly-in-string": "error",
      "no-throw-literal": "error",
      "no-unmodified-loop-condition": "error",
      "no-unreachable-loop": "error",
      "no-unused-expressions": "error",
      "no-unused-private-class-members": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "all" }],
      "no-useless-computed-key": "error",
      "no-useless-rename": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-object-has-own": "error",
      "prefer-promise-reject-errors": "error",
      "prefer-rest-params": "error",
      "prefer-spread": "error",
      "prefer-template": "error",
      radix: "error",
    },
  },
  {
    files: ["static/*.js"],
    languageOptions: { globals: { ...globals.browser, Bokeh: "readonly" } },
  },
  {
    files: ["static/preflight.js", "static/opening.js"],
    languageOptions: { sourceType: "script" },
  },
  {
    files: ["static/service-worker.js"],
    languageOptions: { sourceType: "script", globals: globals.serviceworker },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: globals.node },
  },
  {
    // Part of a script of Emscripten's, whose names emscripten.d.ts has.
    files: ["playground/packaging/side_modules.js"],
    languageOptions: { sourceType: "script" },
    rules: { "no-undef": "off", "no-var": "off" },
  },
];
