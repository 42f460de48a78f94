import tseslint from 'typescript-eslint';

/** Clocks, ids and chance are passed in as parts; only a process entry may take them from the machine. */
const impure = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Take nowMs from parts.' },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Take random from parts.' },
  { selector: "CallExpression[callee.name='randomUUID'], CallExpression[callee.property.name='randomUUID']", message: 'Take newId from parts.' },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Take nowMs from parts.' },
];

export default tseslint.config(
  { ignores: ['**/node_modules/**', 'build/**', 'release/**', 'data/**', 'docs/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      'eqeqeq': 'error',
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
    },
  },
  { files: ['retail-model/**/*.ts', 'hardware-drivers/**/*.ts', 'edge-app/**/*.ts', 'cloud-sync/**/*.ts', 'simulators/**/*.ts'],
    ignores: ['**/main.ts', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...impure] } },
  { files: ['command-line/**/*.ts', 'scenarios/**/*.ts', '**/main.ts'], rules: { 'no-console': 'off' } },
  { files: ['*.config.ts', '**/*.config.ts'], rules: { 'no-restricted-exports': 'off' } },
);
