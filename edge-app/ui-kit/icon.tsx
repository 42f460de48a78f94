/** Line icons on a 24 × 24 grid, drawn in the text's colour. They never stand without a name beside them or on their button. */
const paths = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
  bag: 'M5 8h14l-1 12H6zM9 8V6.5a3 3 0 0 1 6 0V8',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5A2.5 2.5 0 1 1 12 12.4V14M12 17v.2',
  language: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  comfort: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 3v18M12 7h7M12 12h9M12 17h7',
  member: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c1-4 4-5.5 8-5.5s7 1.500 8 5.500',
  minus: 'M5 12h14',
  plus: 'M5 12h14M12 5v14',
  bin: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  tick: 'M5 12.500l4.500 4.500L19 7.500',
  warning: 'M12 4L2.500 20h19zM12 10v4.500M12 17.300v.2',
  cash: 'M3 7h18v10H3zM12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM6 10v4M18 10v4',
  phone: 'M7 3h10v18H7zM10.500 18h3',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  scale: 'M4 20h16l-2-7H6zM12 13V8M5 5h14M12 5v3',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M7 8v8M10 8v8M13 8v8M16.500 8v8',
  pause: 'M8 5v14M16 5v14',
  play: 'M8 5l11 7-11 7z',
  printer: 'M7 8V3h10v5M5 8h14v8h-3M8 16H5M8 14h8v7H8z',
  gate: 'M5 21V4h3v17M16 21V4h3v17M10 9c1.500-1 2.500-1 4 0M10 13c1.500-1 2.500-1 4 0',
  return: 'M9 5L4 10l5 5M4 10h10.500a5 5 0 0 1 0 10H11',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  sound: 'M4 10v4h4l5 4V6L8 10zM16 9c1.500 2 1.500 4 0 6M18.500 6.500c3 3.500 3 7.500 0 11',
  keyboard: 'M3 6h18v12H3zM7 10h.1M11 10h.1M15 10h.1M8 14h8',
  hold: 'M5 5h14v4H5zM6 9v11h12V9M10 13h4',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, size = '1.5em' }: { readonly name: IconName; readonly size?: number | string }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round" aria-hidden focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
