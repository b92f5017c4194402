// One lint configuration for all packages: run from this directory.
import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const sources = ["packages/*/src/**/*.{ts,tsx}", "packages/*/test/**/*.{ts,tsx}"];

export default tseslint.config(
  { ignores: ["dist/**", "shots/**", "**/node_modules/**", "**/*.d.ts"] },
  js.configs.recommended,
  { files: ["packages/*/*.config.ts", "*.config.ts"], languageOptions: { parser: tseslint.parser } },
  {
    files: sources,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      eqeqeq: ["error", "always"],
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Build nodes: text from the wire must never be parsed as HTML." },
        { property: "outerHTML", message: "Build nodes: text from the wire must never be parsed as HTML." },
        {
          object: "crypto",
          property: "randomUUID",
          message: "Undefined on plain-http intranets: use newId().",
        },
      ],
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ["packages/*/src/**/*.tsx"],
    extends: [jsxA11y.flatConfigs.strict, reactHooks.configs.flat.recommended],
  },
  {
    // A describe() block is as long as its table of cases.
    files: ["packages/*/test/**/*.{ts,tsx}"],
    rules: { "max-lines-per-function": "off" },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: {
      globals: Object.fromEntries(
        ["process", "console", "URL", "window", "document", "localStorage"].map((name) => [name, "readonly"]),
      ),
    },
  },
);
