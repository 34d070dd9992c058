import type { AppointmentAnchor } from '../../lib/ticket-page/halo-ticket-page';
import { createHost, dressHost, element, picture } from './element';
import { pageText } from './page-text';

/** What makes a button look like its neighbours. */
const look = [
  'background-color',
  'border',
  'border-radius',
  'color',
  'font',
  'letter-spacing',
  'padding-inline',
  'text-transform',
];

export interface AppointmentButton {
  /** Puts it there if it is not there already, in the look of that place. */
  place(anchor: AppointmentAnchor, theme: 'light' | 'dark'): void;
  remove(): void;
  focus(): void;
  /** A short message beside the button; an empty one takes it away. */
  say(sentence: string): void;
}

/** The one button that Docket adds to a ticket page. */
export function createAppointmentButton(onPress: () => void): AppointmentButton {
  const button = element(
    'button',
    { type: 'button' },
    picture('M14 7V4H2v10h6M2 7h12M5 2v2M11 2v2M12 10v5M9.5 12.5h5'),
    pageText('pageAddToCalendar'),
  );
  const status = element('p', { role: 'status', popover: 'manual' });
  // A landmark of its own: floating over the page it stands in none of the page's.
  const region = element('div', { role: 'region', 'aria-label': pageText('extensionName') }, button, status);
  const host = createHost('docket-button', region);
  let worn = '';

  const say = (sentence: string) => {
    status.textContent = '';
    if (!host.isConnected) return;
    status.togglePopover(sentence !== '');
    if (sentence === '') return;
    const { left, bottom } = button.getBoundingClientRect();
    status.style.inset = `${Math.min(bottom + 8, innerHeight - 140)}px auto auto ${Math.max(8, Math.min(left, innerWidth - 300))}px`;
    // Screen readers announce what changes in a region that they have already seen.
    requestAnimationFrame(() => {
      status.textContent = sentence;
    });
  };

  button.addEventListener('click', (event) => {
    // A page can click any button; only a person opens the form.
    if (event.isTrusted) onPress();
  });
  button.addEventListener('blur', () => say(''));

  return {
    place(anchor, theme) {
      moveTo(host, anchor);
      // Reading styles costs a layout: once for each kind of neighbour, not after each of the page's re-renders.
      const wanted = `${theme} ${anchor.kind} ${anchor.neighbour?.className}`;
      if (wanted === worn) return;
      worn = wanted;
      dressHost(host, anchor.kind, theme);
      copyLook(button, anchor.neighbour);
    },
    remove: () => host.remove(),
    focus: () => button.focus(),
    say,
  };
}

/**
 * Moves only what stands in another place: each move costs the focus. Where exactly it stands among its neighbours does
 * not matter; a second extension that wants to be last too would make both move for ever.
 */
function moveTo(host: HTMLElement, { parent, neighbour }: AppointmentAnchor): void {
  if (host.parentElement === parent) return;
  if (neighbour === null) parent.append(host);
  else neighbour.after(host);
}

function copyLook(button: HTMLElement, neighbour: Element | null): void {
  button.removeAttribute('style');
  if (!neighbour?.isConnected) return;
  // In some bars the action is a wrapper around its button.
  const model = neighbour.querySelector('button') ?? neighbour;
  const computed = getComputedStyle(model);
  for (const property of look) button.style.setProperty(property, computed.getPropertyValue(property));
  button.style.minHeight = computed.height;
  // A change of colours may be under way; one that is cancelled is of no interest.
  for (const { finished } of model.getAnimations()) finished.then(() => copyLook(button, neighbour), Boolean);
}
