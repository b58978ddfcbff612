import { type LineMark, markStyle } from '../features/charts/line-mark.ts';

/** The 16 px line that stands for a run everywhere; a small ring while it is not plotted. */
export const LineKey = ({ mark }: { readonly mark: LineMark | undefined }) => {
  if (mark === undefined) {
    return (
      <svg viewBox="0 0 16 10" className="h-2.5 w-4 shrink-0" aria-hidden="true">
        <circle cx="8" cy="5" r="1.6" fill="none" stroke="var(--line-ctl)" />
      </svg>
    );
  }
  const { colour, dash } = markStyle(mark);
  return (
    <svg viewBox="0 0 16 10" className="h-2.5 w-4 shrink-0" aria-hidden="true">
      <line x1="0" x2="16" y1="5" y2="5" stroke={colour} strokeWidth="2.4" strokeDasharray={dash.join(' ')} />
    </svg>
  );
};
