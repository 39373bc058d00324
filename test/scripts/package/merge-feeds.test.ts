import { expect, test } from 'vitest';
import { mergeFeeds } from '../../../scripts/package/merge-feeds.mjs';

const files = (name: string): string => `  - url: ${name}\n    sha512: ${name}==\n    size: 1\n`;
const feed = (version: string, name: string, of = files(name)): string =>
  `version: ${version}\nfiles:\n${of}path: ${name}\nsha512: ${name}==\nreleaseDate: '2026-11-29T00:00:00.000Z'\n`;

test('a feed of two machines names the packages of both', () => {
  const merged = mergeFeeds(feed('1.0.0', 'arm64'), feed('1.0.0', 'x64'));
  expect(merged).toBe(feed('1.0.0', 'arm64', files('arm64') + files('x64')));
  expect(() => mergeFeeds(feed('1.0.0', 'a'), feed('1.0.1', 'b'))).toThrow('The feeds are of 1.0.0 and 1.0.1.');
});
