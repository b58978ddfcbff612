import { formatCount } from '../../format/number.ts';
import { text } from '../../text.ts';

/** The experiment's one room so far; others join beside it. */
export const RunsCount = ({ all }: { readonly all: number | undefined }) => (
  <span className="shrink-0 text-3">{all === undefined ? '' : text.runs.count(formatCount(all), all)}</span>
);
