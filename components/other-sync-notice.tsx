import type { OtherSync } from '../lib/domain/sync-views';
import type { CalendarIntegration } from '../lib/domain/tenant-settings';
import { Notice } from './loaded';
import { exactText, relativeText } from './relative-time';
import { countText } from './sync-count';
import { type TextKey, useTexts } from './texts';

const integrationTexts: Record<CalendarIntegration['of'], TextKey> = {
  google: 'syncOtherGoogle',
  exchange: 'syncOtherExchange',
};

/** Another sync seems to be at work: what gives it away, when it ran last and what it last complained of. */
export function OtherSyncNotice({ other, now }: { readonly other: OtherSync; readonly now: number }) {
  const t = useTexts();
  return (
    <Notice tone="warning">
      {other.integrations.map((integration) => (
        <IntegrationLines key={integration.of} integration={integration} now={now} />
      ))}
      {other.recordCount > 0 && (
        <p>
          <strong>{countText(t, 'syncOtherRecords', other.recordCount)}</strong>
        </p>
      )}
      <p>{t('syncOtherWhat')}</p>
    </Notice>
  );
}

function IntegrationLines({ integration, now }: { readonly integration: CalendarIntegration; readonly now: number }) {
  const t = useTexts();
  const { of, lastRunMs, lastError, apiMethod } = integration;
  return (
    <>
      <p>
        <strong>{t(integrationTexts[of])}</strong>{' '}
        {lastRunMs !== null && (
          <span title={exactText(lastRunMs)}>
            {t('syncOtherLastRun', relativeText(lastRunMs, now) ?? t('syncJustNow'))}
          </span>
        )}
      </p>
      {apiMethod !== undefined && <p class="quiet">{t('syncOtherMethod', apiMethod)}</p>}
      {lastError !== '' && <p class="quiet">{t('syncOtherLastError', lastError)}</p>}
    </>
  );
}
