import { fail } from '../../shared/failure';
import type { ActiveModel, ModelComparison } from '../../shared/model';

/**
 * The rule by which a candidate comes into force: it was compared with the model in force and is not worse, or someone takes it `despite`
 * that. Otherwise fails as 'gate-closed', saying why and what to do.
 */
export function checkGate(candidate: ActiveModel, active: ActiveModel, comparison: ModelComparison | null, despite: boolean): void {
  const [candidateId, activeId] = [candidate.card.id, active.card.id];
  if (candidate.sha256 === active.sha256) fail('gate-closed', `The model ${candidateId} is in force already.`);
  if (despite) return;
  if (comparison === null) {
    fail(
      'gate-closed',
      `The model ${candidateId} was not compared with ${activeId}, which is in force. Compare the two first, or activate it despite the gate.`,
    );
  }
  if (comparison.verdict === 'worse') {
    const difference = `AUC ${comparison.candidateAuc.toFixed(4)} against ${comparison.activeAuc.toFixed(4)}`;
    fail(
      'gate-closed',
      `The model ${candidateId} is worse than ${activeId}, which is in force (${difference} on ${comparison.testSet}). Keep ${activeId}, or activate ${candidateId} despite the gate.`,
    );
  }
}
