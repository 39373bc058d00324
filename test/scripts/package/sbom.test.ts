import { expect, test } from 'vitest';
import { billOfWhatShips } from '../../../scripts/package/sbom.mjs';

const component = (name: string, version: string) => ({ 'bom-ref': `${name}@${version}`, name, version, scope: 'optional' });
const bill = {
  bomFormat: 'CycloneDX',
  components: [component('zod', '4.0.0'), component('tar', '6.0.0'), component('fast-png', '8.0.0'), component('fast-png', '7.0.0')],
  dependencies: [
    { ref: 'fast-png@8.0.0', dependsOn: ['tar@6.0.0', 'zod@4.0.0'] },
    { ref: 'tar@6.0.0', dependsOn: [] },
  ],
};

test('the bill of materials names what ships and nothing else', () => {
  const shipped = [
    { name: 'zod', version: '4.0.0' },
    { name: 'fast-png', version: '8.0.0' },
  ];
  expect(billOfWhatShips(bill, shipped, [component('electron', '45.0.0')])).toEqual({
    bomFormat: 'CycloneDX',
    components: [
      { ...component('zod', '4.0.0'), scope: 'required' },
      { ...component('fast-png', '8.0.0'), scope: 'required' },
      component('electron', '45.0.0'),
    ],
    dependencies: [{ ref: 'fast-png@8.0.0', dependsOn: ['zod@4.0.0'] }],
  });
  expect(() => billOfWhatShips(bill, [{ name: 'svelte', version: '5.0.0' }], [])).toThrow('svelte@5.0.0');
});
