const paths = {
  back: 'M10 3 5 8l5 5',
  next: 'm6 3 5 5-5 5',
  close: 'm4 4 8 8m0-8-8 8',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  check: 'm3 8.5 3.2 3.2L13 5',
  warning: 'M8 2.2 14.6 13.4H1.4zM8 6.4v3.2m0 1.9v.1',
  info: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 7.4v3.4m0-5.9v.1',
  clock: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.6V8l2.3 1.6',
  search: 'M7 2.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2zm3.4 8 3.2 3.2',
  open: 'M6.4 3H3v10h10V9.6M9.4 2.6h4v4M13.2 2.8 7.6 8.4',
  refresh: 'M13.2 2.8v3.6H9.6M2.8 13.2V9.6h3.6M3.2 6.6a5 5 0 0 1 8.6-2l1.4 1.8M12.8 9.4a5 5 0 0 1-8.6 2L2.8 9.6',
  settings:
    'M2 4.6h5.6m4 0H14M2 11.4h2.4m4 0H14M9.6 6.6a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm-3.2 6.8a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  copy: 'M5.6 5.4V2.6h7.8v7.8h-2.8M2.6 5.6h7.8v7.8H2.6z',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside words; hidden from screen readers. Needs controls.css. */
export function Icon({ name }: { readonly name: IconName }) {
  const turns = name === 'back' || name === 'next';
  return (
    <svg class={turns ? 'icon icon-turns' : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
