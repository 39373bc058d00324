// Who may know what (docs/architecture.md). Each rule names its reason; `npm run layers` enforces them.
const only = (name, comment, allowed, target) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^src', pathNot: allowed },
  to: { path: target },
});
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { path: from }, to: { path: to } });

module.exports = {
  forbidden: [
    { name: 'no-circles', comment: 'Circles make every file depend on every other.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      comment: 'An import must resolve.',
      severity: 'error',
      from: { path: '^src' },
      to: { couldNotResolve: true, pathNot: '\\.css$|^virtual:' },
    },
    never(
      'shared-stands-alone',
      'The contract imports nothing outside itself, but for the library that looks words up.',
      '^src/shared',
      '^(src/(?!shared)|node_modules/(?!i18next/))',
    ),
    only('i18next-in-words', 'One file looks words up.', '^src/shared/words/index\\.ts', 'node_modules/i18next'),
    never('page-cannot-see-main', 'The page reaches the main process through the preload only.', '^src/(renderer|preload)', '^src/main'),
    never('main-cannot-see-page', 'The main process does not know the page.', '^src/main', '^src/(renderer|preload)'),
    never('store-alone', 'ml, dicom and store never import each other, nor anything above.', '^src/main/store', '^src/main/(?!store)'),
    never(
      'preprocess-alone',
      'What a network sees follows from the picture alone.',
      '^src/main/preprocess',
      '^src/main/(?!preprocess|wasm)',
    ),
    never('statistics-alone', 'Figures are computed from numbers.', '^src/main/statistics', '^src/main/(?!statistics)'),
    never('encoding-alone', 'File formats of others know nothing of this house.', '^src/main/encoding', '^src/main/(?!encoding)'),
    never('wasm-alone', 'The assembler knows nothing of what is assembled.', '^src/main/wasm', '^src/main/(?!wasm)'),
    never('dicom-alone', 'ml, dicom and store never import each other, nor anything above.', '^src/main/dicom', '^src/main/(?!dicom|wasm)'),
    never(
      'dataset-alone',
      'What a dataset consists of depends on no TensorFlow, no history and no window.',
      '^src/main/dataset',
      '^src/main/(?!dataset|preprocess|statistics)',
    ),
    never(
      'ml-alone',
      'ml, dicom and store never import each other, nor anything above.',
      '^src/main/ml',
      '^src/main/(?!ml|preprocess|dataset|encoding|statistics)',
    ),
    never(
      'services-look-down',
      'Services know no window and no IPC.',
      '^src/main/services',
      '^src/main/(ipc|cli|index|installed|window|desk-windows|menu|security|updates|edition)',
    ),
    never(
      'engine-looks-down',
      'The engine knows networks and what they see only.',
      '^src/main/engine',
      '^src/main/(?!engine|ml|preprocess|dataset|encoding)',
    ),
    only(
      'ml-in-the-engine',
      'TensorFlow runs in the engine, the trainer and the recipes only.',
      '^src/main/(ml/|recipe/|engine/((engine|trainer)-process|input-check-folder))',
      '^src/main/ml/',
    ),
    only(
      'electron-at-the-edge',
      'Everything else runs under plain Node.',
      '^src/(main/(index|installed|window|desk-windows|menu|background-training|demonstrate|security|watch-for-crashes|updates/|ipc/|development/)|preload)',
      '^(node_modules/electron/|electron$)',
    ),
    never(
      'development-apart',
      'What ships knows nothing of it: the build for development alone puts it in (electron.vite.config.ts).',
      '^src/(?!main/development)',
      '^src/main/development',
    ),
    only('updater-in-updates', 'One folder updates.', '^src/main/updates/', 'node_modules/(electron-updater|builder-util-runtime)'),
    only('sqlite-in-database', 'One file opens databases.', '^src/main/store/database\\.ts', 'node_modules/(@types/)?better-sqlite3'),
    only('tfjs-in-tensorflow', 'One file imports TensorFlow.', '^src/main/ml/tensorflow\\.ts', 'node_modules/@tensorflow'),
    only(
      'cornerstone-in-viewport',
      'One file drives the viewer library.',
      '^src/renderer/viewer/viewport\\.ts',
      'node_modules/cornerstone',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    extraExtensionsToScan: ['.svelte'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.svelte.ts', '.js', '.mjs', '.cjs', '.json', '.svelte'],
    },
  },
};
