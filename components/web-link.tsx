import type { ComponentChildren } from 'preact';
import { webAddress } from './web-address';

interface WebLinkProps {
  readonly url: string | null | undefined;
  /** Where the page opens links by another way than a new tab. */
  readonly openLink?: ((url: string) => void) | undefined;
  /** Stands there where the address is none. */
  readonly otherwise?: string;
  readonly children: ComponentChildren;
}

/** A link to a page of the helpdesk or the calendar, which opens beside this one. */
export function WebLink({ url, openLink, otherwise, children }: WebLinkProps) {
  const address = webAddress(url);
  if (address === null) return otherwise ? <span>{otherwise}</span> : null;
  return (
    <a
      class="link"
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      {...(openLink && {
        onClick: (event: MouseEvent) => {
          event.preventDefault();
          openLink(address);
        },
      })}
    >
      {children}
    </a>
  );
}
