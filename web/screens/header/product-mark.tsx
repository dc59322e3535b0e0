// The mark of the product: a gate over a way.

export function ProductMark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="7" fill="#1d4477" />
      <path
        d="M7 25V13.5a9 9 0 0 1 18 0V25"
        fill="none"
        stroke="#ffffff"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <path d="M13.4 25 15 13h2l1.6 12z" fill="#f5c95b" />
    </svg>
  );
}
