// What may be in the packed application on Linux, file by file: a new one has to be wanted, and get a line here.

const ELECTRON = [
  /^pneumoscope$/,
  /^chrome-sandbox$/,
  /^chrome_crashpad_handler$/,
  /^chrome_(100|200)_percent\.pak$/,
  /^icudtl\.dat$/,
  /^lib(EGL|GLESv2|ffmpeg|vk_swiftshader)\.so$/,
  /^libvulkan\.so\.1$/,
  /^vk_swiftshader_icd\.json$/,
  /^locales\/(de|en-GB|en-US)\.pak$/,
  /^resources\.pak$/,
  /^(snapshot_blob|v8_context_snapshot)\.bin$/,
  /^LICENSE\.electron\.txt$/,
  /^LICENSES\.chromium\.html$/,
];

const RESOURCES = [
  /^bin\/pneumoscope$/,
  /^icons\/tray(@2x)?\.png$/,
  /^input-check\/(limits|model)\.json$/,
  /^input-check\/weights\.bin$/,
  /^models\/[a-z]+-\d+\/(model|model-card)\.json$/,
  /^models\/[a-z]+-\d+\/weights\.bin$/,
  /^pretrained\/efficientnet-lite0\/(LICENSE|weights\.(bin|json))$/,
  /^samples\/(README\.md|samples\.json|[a-z-]+\.dcm)$/,
  /^notices\/(LICENSE|NOTICE|THIRD-PARTY-NOTICES|TensorFlow-LICENSE|TensorFlow-THIRD-PARTY-NOTICES)\.txt$/,
  /^notices\/(copyright|sbom\.cdx\.json)$/,
  // electron-builder's, in the deb.
  /^apparmor-profile$/,
  /^app-update\.yml$/,
  /^package-type$/,
];

const ARCHIVE = [
  /^package\.json$/,
  /^out\/main\/(index|cli|engine-process|trainer-process|image-worker)\.js$/,
  /^out\/main\/chunks\/[\w-]+\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(js|css)$/,
  /^out\/renderer\/image-loader\/([0-9a-f]{20}\.wasm|(\d+|index\.worker)\.min\.worker\.js|cornerstoneWADOImageLoader\.min\.js)$/,
  /^node_modules\/@cornerstonejs\/codec-[\w-]+\/(package\.json|dist\/\w+\.(js|wasm))$/,
  /^node_modules\/@resvg\/resvg-js\/(package\.json|LICENSE|index\.js|js-binding\.js)$/,
  /^node_modules\/@resvg\/resvg-js-linux-(x64|arm64)-gnu\/package\.json$/,
  /^node_modules\/@tensorflow\/tfjs-node-gpu\/(package\.json|dist\/index\.js)$/,
  /^node_modules\/better-sqlite3\/(package\.json|lib\/(methods\/)?[\w-]+\.js)$/,
];

const UNPACKED = [
  /^node_modules\/@resvg\/resvg-js-linux-(x64|arm64)-gnu\/resvgjs\.linux-(x64|arm64)-gnu\.node$/,
  /^node_modules\/@tensorflow\/tfjs-node-gpu\/deps\/lib\/libtensorflow_(cc|framework)\.so\.2$/,
  /^node_modules\/@tensorflow\/tfjs-node-gpu\/lib\/napi-v8\/tfjs_binding\.node$/,
  /^node_modules\/better-sqlite3\/(build\/Release\/better_sqlite3|prebuilds\/linux-(x64|arm64))\.node$/,
];

/** By where a file lies; the first that fits. */
const PLACES = [
  ['resources/app.asar.unpacked/', UNPACKED],
  ['resources/app.asar/', ARCHIVE],
  ['resources/', RESOURCES],
  ['', ELECTRON],
];

/**
 * @param {string[]} paths of the packed application's files, as packedFiles() in listing.mjs gives them
 * @returns {string[]} those that nobody asked for
 */
export function strangers(paths) {
  return paths.filter((path) => {
    const [place, wanted] = PLACES.find(([prefix]) => path.startsWith(prefix));
    return !wanted.some((pattern) => pattern.test(path.slice(place.length)));
  });
}
