/**
 * electron-builder's `beforeBuild`: false tells it that node_modules is complete. scripts/build-app.mjs chose what is in it file by file;
 * left to itself electron-builder would find nothing named in the app's package.json and pack the whole repository's modules.
 */
export default () => false;
