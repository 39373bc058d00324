/**
 * electron-builder's hook for dependencies. False: stage.mjs has laid them out, and neither should they be rebuilt nor others be added.
 */
export default function beforeBuild() {
  return false;
}
