import type { ReactNode } from 'react';

export const Kbd = ({ children }: { readonly children: ReactNode }) => (
  <kbd className="inline-block h-4.5 min-w-4.5 rounded-chip border border-line-2 bg-surface px-1 text-center font-sans text-[11px]/[16px] text-3">
    {children}
  </kbd>
);
