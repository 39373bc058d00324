/**
 * The npm packages that bundled modules come from, each as its path inside node_modules (nested ones name both).
 * @param {string[]} moduleIds file names, as the bundler has them
 */
export function packagesOf(moduleIds) {
  const names = moduleIds.map((id) => /node_modules\/((?:(?:@[^/]+\/)?[^/]+\/node_modules\/)*(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** What a bundle notes beside itself: the packages in it, and those it imports from outside. */
export const BUNDLED_PACKAGES = 'bundled-packages.json';
