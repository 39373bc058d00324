// The types of what it exports are in cornerstone-types.ts; viewport.ts joins the two.
declare module 'cornerstone-core' {
  const library: unknown;
  export default library;
}
