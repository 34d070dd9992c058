import { Icon } from './icon';
import { type Loaded, ProblemNotice } from './loaded';
import { useTexts } from './texts';

export interface ExportChoice {
  readonly format: 'csv' | 'ndjson';
  readonly texts: 'redacted' | 'asTheyAre';
}

export interface ActivityExportProps {
  readonly choice: ExportChoice;
  /** Null: not asked for. */
  readonly preview: Loaded<{ readonly fileName: string; readonly lines: string }> | null;
  /** The file's name once it is saved; null: not asked for. */
  readonly saved: Loaded<string> | null;
  onChoice(choice: ExportChoice): void;
  onPreview(): void;
  onExport(): void;
}

const formats = [
  { format: 'csv', text: 'activityFormatCsv' },
  { format: 'ndjson', text: 'activityFormatNdjson' },
] as const;

/** The log as a file: what is in it is said, and can be seen, before it is saved. Redacted unless chosen otherwise. */
export function ActivityExport(props: ActivityExportProps) {
  const { choice, preview, saved } = props;
  const t = useTexts();
  const isWriting = saved?.kind === 'loading';
  const isReading = preview?.kind === 'loading';
  return (
    <section class="card stack" aria-labelledby="activity-export">
      <h2 id="activity-export">{t('activityExportTitle')}</h2>
      <p>{t('activityExportWhat')}</p>
      <fieldset class="stack-small">
        <legend class="field-label">{t('activityFormat')}</legend>
        <div class="check-list">
          {formats.map(({ format, text }) => (
            <label key={format} class="check">
              <input
                type="radio"
                name="activity-format"
                checked={choice.format === format}
                onChange={() => props.onChoice({ ...choice, format })}
              />
              <span>{t(text)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="stack-small">
        <label class="check">
          <input
            type="checkbox"
            checked={choice.texts === 'asTheyAre'}
            aria-describedby="activity-export-hint"
            onChange={(event) =>
              props.onChoice({ ...choice, texts: event.currentTarget.checked ? 'asTheyAre' : 'redacted' })
            }
          />
          <span>{t('activityExportTexts')}</span>
        </label>
        <p id="activity-export-hint" class="field-hint">
          {t(choice.texts === 'redacted' ? 'activityExportRedacted' : 'activityExportPlain')}
        </p>
      </div>
      <p class="row-actions">
        <button
          type="button"
          class="button"
          aria-busy={isReading}
          aria-disabled={isReading}
          onClick={() => !isReading && props.onPreview()}
        >
          {t('activityPreview')}
        </button>
        <button
          type="button"
          class="button button-primary"
          aria-busy={isWriting}
          aria-disabled={isWriting}
          onClick={() => !isWriting && props.onExport()}
        >
          {t('activityExport')}
        </button>
      </p>
      {preview?.kind === 'failed' && <ProblemNotice problem={preview.problem} />}
      {preview?.kind === 'ready' && (
        <figure class="activity-preview">
          <figcaption id="activity-preview" class="field-label">
            {t('activityPreviewOf', preview.value.fileName)}
          </figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls has to be reachable by keyboard */}
          <section tabIndex={0} aria-labelledby="activity-preview">
            <pre>{preview.value.lines}</pre>
          </section>
        </figure>
      )}
      {saved?.kind === 'failed' && <ProblemNotice problem={saved.problem} />}
      <p role="status" class="saving-line">
        {isWriting && t('activityExporting')}
        {saved?.kind === 'ready' && (
          <>
            <Icon name="check" />
            {t('activityExported', saved.value)}
          </>
        )}
      </p>
    </section>
  );
}
