import type { ActiveModel, ModelSummary } from '../../shared/model';
import type { Database } from './database';
import { inTransaction, prepared } from './statements';

/** Makes a model known to the history, so that results can refer to it; its card is kept as it now reads. Throws 'disk-full', 'read-only'. */
export function recordModel(database: Database, model: ActiveModel, origin: ModelSummary['origin'] = 'shipped'): void {
  const sql = `INSERT INTO models (model_sha256, model_id, model_name, card, origin) VALUES (@sha256, @id, @name, @card, @origin)
    ON CONFLICT (model_sha256) DO UPDATE SET model_id = excluded.model_id, model_name = excluded.model_name, card = excluded.card`;
  inTransaction(database, () => {
    const { sha256, card } = model;
    prepared(database, sql).run({ sha256, id: card.id, name: card.name, card: JSON.stringify(card), origin });
  });
}
