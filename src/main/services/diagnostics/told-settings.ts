import type { Settings } from '../../../shared/settings';

/**
 * How much of each setting goes into diagnostics. 'whole': nothing that a person types; 'count': how many there are, because their names, searches
 * and words could hold anything; 'whether': only if it is set. The compiler asks for a decision on every new setting.
 */
const howMuch = {
  theme: 'whole',
  language: 'whole',
  highContrast: 'whole',
  reducedMotion: 'whole',
  textScale: 'whole',
  keys: 'count',
  overlayVisible: 'whole',
  overlayOpacity: 'whole',
  overlayColours: 'whole',
  overlayThreshold: 'whole',
  overlayStyle: 'whole',
  overlayBoxes: 'whole',
  windowPresets: 'count',
  cornerText: 'whole',
  namesHidden: 'whole',
  displays: 'whole',
  listCollapsed: 'whole',
  resultCollapsed: 'whole',
  layout: 'whole',
  lastStudyId: 'whether',
  panesLinked: 'whole',
  readsAhead: 'whole',
  viewerWindowLayout: 'whole',
  readerName: 'whether',
  savedViews: 'count',
  listColumns: 'whole',
  tableColumns: 'whole',
  reportPaper: 'whole',
  researchUse: 'whole',
} as const satisfies Readonly<Record<keyof Settings, 'whole' | 'count' | 'whether'>>;

/** The settings without what somebody wrote. */
export function toldSettings(settings: Settings): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(howMuch).map(([name, much]) => {
      const value: unknown = settings[name as keyof Settings];
      if (much === 'whole') return [name, value];
      if (much === 'count') return [name, Array.isArray(value) ? value.length : 0];
      return [name, value === '' || value === null ? 'not set' : 'set'];
    }),
  );
}
