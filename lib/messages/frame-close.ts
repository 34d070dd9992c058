const closeRequest = 'docket:close-form';

/** Said by the form in its frame: the ticket page's content script takes the frame away. */
export function requestFrameClose(frameWindow: Window): void {
  // The words hold nothing, and the frame cannot know which helpdesk it stands on: hence any origin.
  frameWindow.parent.postMessage(closeRequest, '*');
}

/** A page can post the same words and invent events: only the frame itself, while it shows the extension's page, is heard. */
export function isFrameCloseRequest(
  event: Pick<MessageEvent, 'isTrusted' | 'source' | 'origin' | 'data'>,
  frameWindow: Window | null,
  extensionOrigin: string,
): boolean {
  return (
    event.isTrusted &&
    frameWindow !== null &&
    event.source === frameWindow &&
    event.origin === extensionOrigin &&
    event.data === closeRequest
  );
}
