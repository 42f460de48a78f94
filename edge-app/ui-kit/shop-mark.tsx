/** The product's mark: a shop's awning over its door. */
export function ShopMark({ size }: { readonly size: number | string }) {
  return (
    <svg viewBox="0 0 48 48" width={size} height={size} aria-hidden focusable="false" className="shop-mark">
      <rect width="48" height="48" rx="11" fill="#0A7C66" />
      <path d="M12 22v15h24V22" fill="none" stroke="#FAFAF7" strokeWidth="3" strokeLinejoin="round" />
      <path d="M24 37V27h7v10" fill="#FAFAF7" />
      <path d="M9 20l3-9h24l3 9a5 5 0 0 1-10 0 5 5 0 0 1-10 0 5 5 0 0 1-10 0z" fill="#FAFAF7" />
      <path d="M19 20l1.500-9M29 20l-1.500-9" stroke="#0A7C66" strokeWidth="2" />
    </svg>
  );
}
