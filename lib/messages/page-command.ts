/** What the background tells the content script of a ticket page, after the shortcut or the context menu. */
export interface PageCommand {
  readonly name: 'openForm';
}

/** `ticketId` is null where the page shows no ticket: then nothing was opened there. */
export interface PageCommandAnswer {
  readonly ticketId: number | null;
}

export function isPageCommand(message: unknown): message is PageCommand {
  return typeof message === 'object' && message !== null && 'name' in message && message.name === 'openForm';
}

/** Asks a page whether this version's script runs there: any answer says yes. */
export const areYouThere = { name: 'areYouThere' } as const;
