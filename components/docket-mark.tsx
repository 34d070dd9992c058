/** The product's mark: a ticket stub that is ticked off. */
export function DocketMark() {
  return (
    <svg class="docket-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M5 2.5h14A2.5 2.5 0 0 1 21.5 5v4a3 3 0 0 0 0 6v4a2.5 2.5 0 0 1-2.5 2.5H5A2.5 2.5 0 0 1 2.5 19v-4a3 3 0 0 0 0-6V5A2.5 2.5 0 0 1 5 2.5Z" />
      <path class="docket-mark-tick" d="m7.8 12.4 3 3 5.6-6.4" />
    </svg>
  );
}
