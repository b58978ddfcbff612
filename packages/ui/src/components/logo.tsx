/** The mark: water along a curve onto the wheel. Below 20 px it has one stream. */
export const Logo = ({ size = 22 }: { readonly size?: number }) => (
  <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" className="shrink-0">
    <g fill="none" stroke="var(--accent)" strokeLinecap="round" strokeWidth={size < 20 ? 3 : 2.6}>
      <path d="M2 6.2C8.5 6.2 10.1 17.9 16.7 17.9a5.35 5.35 0 0 0 0-10.7" />
      {size >= 20 && <path d="M2 11.7c3.6 0 5 2.7 6.5 4.9" opacity="0.5" />}
    </g>
    <circle cx="16.7" cy="12.55" r="2.1" fill="var(--text)" />
  </svg>
);
