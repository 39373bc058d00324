import type { InputCheck } from '../../ml/input-check/input-check';
import type { NetworkInput } from '../../preprocess/network-input';
import { type QuarterTurns } from '../../preprocess/turns';
import { pictureCells, repaired } from '../../preprocess/upright-input';
import { seededRandom } from '../../statistics/random';
import { keptForm, type KeptPicture } from './right-pictures';
import { seen } from './train-check';
import { wrongKinds } from './wrong-pictures';
import { checkSize } from '../../ml/input-check/check-picture';

/** How many pictures were taken as they are, refused, or corrected as what, in one line. */
export function tally(check: InputCheck, name: string, inputs: readonly NetworkInput[]): string {
  const counts = new Map<string, number>();
  for (const input of inputs) {
    const checked = check.check(input, keptForm.preprocessing);
    const outcome = checked === null ? 'refused' : checked.corrections.join(' and ') || 'taken as it is';
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return `${name}: ${inputs.length} pictures; ${[...counts].map(([outcome, count]) => `${outcome} ${count}`).join(', ')}`;
}

/** The pictures stored in the seven wrong ways, and made into each kind of wrong picture. */
export function* mistakenInputs(pictures: readonly KeptPicture[]): Generator<readonly [string, readonly NetworkInput[]]> {
  for (let stored = 1; stored < 8; stored += 1) {
    const mistake = { isInverted: stored >= 4, turns: (stored % 4) as QuarterTurns };
    const name = `stored ${mistake.isInverted ? 'inverted, ' : ''}turned by ${90 * mistake.turns}`;
    yield [name, pictures.map(({ input }) => repaired(input, mistake, keptForm.preprocessing))];
  }
  const random = seededRandom(7);
  for (const [kind, make] of Object.entries(wrongKinds)) {
    yield [
      `made ${kind}`,
      pictures.slice(0, 100).map(({ input }) => {
        const region = { x: 0, y: 0, width: checkSize, height: checkSize };
        return { values: seen(make(pictureCells(input), random)), region, width: checkSize, height: checkSize };
      }),
    ];
  }
}
