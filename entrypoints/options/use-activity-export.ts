import { useState } from 'preact/hooks';
import type { ActivityExportProps, ExportChoice } from '../../components/activity-export';
import { send } from '../../lib/messages/send';

const previewLines = 5;

/** The log as a file that the browser saves. */
export function useActivityExport(): ActivityExportProps {
  const [choice, setChoice] = useState<ExportChoice>({ format: 'csv', texts: 'redacted' });
  const [preview, setPreview] = useState<ActivityExportProps['preview']>(null);
  const [saved, setSaved] = useState<ActivityExportProps['saved']>(null);

  return {
    choice,
    preview,
    saved,
    onChoice(chosen) {
      setChoice(chosen);
      // Made for another choice.
      setPreview(null);
      setSaved(null);
    },
    async onPreview() {
      setPreview({ kind: 'loading' });
      const reply = await send('exportActivity', choice);
      setPreview(
        reply.ok
          ? {
              kind: 'ready',
              value: {
                fileName: reply.answer.fileName,
                lines: reply.answer.text.split('\n', previewLines).join('\n'),
              },
            }
          : { kind: 'failed', problem: reply.problem },
      );
    },
    async onExport() {
      setSaved({ kind: 'loading' });
      const reply = await send('exportActivity', choice);
      if (reply.ok) saveFile(reply.answer);
      setSaved(reply.ok ? { kind: 'ready', value: reply.answer.fileName } : { kind: 'failed', problem: reply.problem });
    },
  };
}

function saveFile(file: { readonly fileName: string; readonly mediaType: string; readonly text: string }): void {
  const url = URL.createObjectURL(new Blob([file.text], { type: file.mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.fileName;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
