import { resolve } from 'node:path';

// npm runs scripts in the project's folder; file names are meant from where the person is.
const callersFolder = process.env.INIT_CWD ?? process.cwd();

/**
 * Options go to the application as they are; file names are meant from where the person is.
 * @param {string[]} args
 */
export const applicationArguments = (args) =>
  args.map((argument) => (argument.startsWith('-') ? argument : resolve(callersFolder, argument)));
