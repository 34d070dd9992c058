import type { FormView } from '../lib/domain/form-view';
import { Icon } from './icon';
import { useTexts } from './texts';
import { WebLink } from './web-link';

interface FormHeaderProps {
  readonly titleId: string;
  readonly view: Pick<FormView, 'draft' | 'ticket'>;
  readonly onBack: (() => void) | undefined;
  readonly openLink: ((url: string) => void) | undefined;
}

/** What is made, and for which ticket and whom. */
export function FormHeader({ titleId, view, onBack, openLink }: FormHeaderProps) {
  const t = useTexts();
  const { ticket, draft } = view;
  const ticketId = ticket?.id ?? draft.ticketId;
  const names = ticket ? [ticket.clientName, ticket.siteName, ticket.customer?.name ?? ''] : [];
  const about = [...new Set(names)].filter((name) => name !== '');
  const number = ticketId === null ? '' : t('formTicket', ticketId);
  return (
    <header class="form-header">
      {onBack && (
        <button type="button" class="icon-button" aria-label={t('formBack')} title={t('formBack')} onClick={onBack}>
          <Icon name="back" />
        </button>
      )}
      <div class="form-header-text">
        <h1 class="form-title" id={titleId}>
          {t('formTitle')}
        </h1>
        {number !== '' && (
          <p class="form-about">
            {ticket ? (
              <WebLink url={ticket.url} openLink={openLink} otherwise={number}>
                {number}
              </WebLink>
            ) : (
              number
            )}
            {about.map((name) => (
              <bdi key={name} class="form-about-part">
                {name}
              </bdi>
            ))}
          </p>
        )}
      </div>
    </header>
  );
}
