import { fail } from '../../shared/failure';
import type { OperatingPointName } from '../../shared/model-card';
import { pointAt, thresholdOf } from '../../shared/operating-point';
import { recordAudit } from '../store/audit-trail';
import type { Database } from '../store/database';
import { chosenPoint, recordChosenPoint } from '../store/operating-points';
import { inTransaction } from '../store/statements';
import type { ModelInFolder } from './model-folders';

// A model's card says at which threshold it calls an image positive, and how it does at others. The reader may choose one of these: then the card of the
// model in force has that threshold in the place of its own. The model's files stay as they are.

/** The model with another of its operating points in force; null for its own. Fails as 'invalid-request' where it has no such point. */
export function atPoint(used: ModelInFolder, point: OperatingPointName | null): ModelInFolder {
  const { card, sha256 } = used.model;
  const threshold = thresholdOf(card, point);
  if (threshold === undefined) {
    const names = card.operatingPoints.map(({ name }) => name).join(', ');
    fail('invalid-request', `The model ${card.id} has no operating point ${point}; ${names === '' ? 'it names none' : `it has ${names}`}.`);
  }
  return { ...used, model: { card: { ...card, threshold }, sha256 } };
}

/** The model at the operating point that the reader chose for it; at its own where none was, or where it no longer has it. */
export function atChosenPoint(db: Database, used: ModelInFolder): ModelInFolder {
  const point = chosenPoint(db, used.model.sha256);
  return thresholdOf(used.model.card, point) === undefined ? used : atPoint(used, point);
}

/**
 * Keeps the reader's choice for the model, and says so in the audit trail. Answers the model at it. Throws invalid-request, disk-full, read-only.
 * @param used as its files are
 */
export function choosePoint(db: Database, used: ModelInFolder, point: OperatingPointName | null): ModelInFolder {
  const [before, next] = [atChosenPoint(db, used).model, atPoint(used, point)];
  const { card, sha256 } = next.model;
  if (card.threshold === before.card.threshold && chosenPoint(db, sha256) === point) return next;
  inTransaction(db, () => {
    recordChosenPoint(db, sha256, point);
    recordAudit(db, 'operating-point-chosen', {
      modelId: card.id,
      modelSha256: sha256,
      operatingPoint: pointAt(card, card.threshold),
      threshold: card.threshold,
      previousPoint: pointAt(card, before.card.threshold),
      previousThreshold: before.card.threshold,
    });
  });
  return next;
}
