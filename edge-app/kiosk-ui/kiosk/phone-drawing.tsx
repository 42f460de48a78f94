/** A phone that shows its code to a scanner: what to do, without words. */
export function PhoneDrawing() {
  return (
    <svg className="phone-drawing" viewBox="0 0 320 240" aria-hidden focusable="false">
      <path d="M40 190h240l-18 30H58z" fill="var(--line)" />
      <path d="M96 190h128l-8-16H104z" fill="var(--ink-soft)" />
      <path d="M118 174l-34-92h152l-34 92z" fill="var(--jade)" opacity=".14" />
      <g transform="rotate(-6 160 70)">
        <rect x="112" y="8" width="96" height="132" rx="14" fill="var(--ink)" />
        <rect x="119" y="18" width="82" height="112" rx="6" fill="#ffffff" />
        <path d="M128 30h4v26h-4zm7 0h2v26h-2zm5 0h6v26h-6zm10 0h2v26h-2zm4 0h4v26h-4zm8 0h2v26h-2zm5 0h6v26h-6zm9 0h3v26h-3zm6 0h4v26h-4zm7 0h2v26h-2z" fill="#16211E" />
        <path d="M140 68h14v14h-14zm26 0h14v14h-14zm-26 26h14v14h-14zm19-22h3v8h-3zm-2 14h8v3h-8zm10 2h5v5h-5zm-6 8h6v6h-6zm12 4h6v8h-6zm-10 8h5v5h-5z" fill="#16211E" />
      </g>
      <path d="M84 82h152" stroke="var(--danger)" strokeWidth="3" strokeDasharray="2 7" strokeLinecap="round" opacity=".8" />
    </svg>
  );
}
