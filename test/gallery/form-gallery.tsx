import '../../components/theme.css';
import '../../components/controls.css';
import '../../components/appointment-form.css';
import '../../components/day-lanes.css';
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { AppointmentForm } from '../../components/appointment-form';
import { TextsContext } from '../../components/texts';
import type { FormView } from '../../lib/domain/form-view';
import { formViews, galleryNow } from './form-views';
import { galleryTexts } from './gallery-texts';

const query = new URLSearchParams(location.search);
const root = document.documentElement;
root.lang = query.get('lang') ?? 'en';
root.dir = query.get('dir') ?? 'ltr';
if (query.has('theme')) root.dataset['theme'] = query.get('theme') ?? '';

const calls: unknown[][] = [];
Object.assign(window, { calls });
const texts = galleryTexts(root.lang);

function Gallery({ start }: { readonly start: FormView }) {
  const [view, setView] = useState(start);
  const note = (...call: unknown[]) => {
    calls.push(call);
  };
  return (
    <TextsContext.Provider value={texts}>
      <AppointmentForm
        view={view}
        now={galleryNow}
        onDraft={(draft) => note('draft', draft)}
        onLookAt={(startMs, endMs, emails) => note('lookAt', startMs, endMs, emails)}
        onSave={(draft) => {
          note('save', draft);
          setView({ ...view, status: formViews['created']?.status ?? null });
        }}
        onRetry={(linkId) => note('retry', linkId)}
        onDiscard={() => note('discard')}
        onClose={() => note('close')}
        {...(query.has('back') ? { onBack: () => note('back') } : {})}
      />
    </TextsContext.Provider>
  );
}

const app = document.getElementById('app');
const start = formViews[query.get('view') ?? 'normal'];
if (app && start) render(<Gallery start={start} />, app);
