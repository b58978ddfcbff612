import type { RunStatus } from '@millrace/spec';
import { text } from '../text.ts';

const SHAPES: Record<RunStatus, React.ReactNode> = {
  RUNNING: (
    <g className="text-accent" stroke="currentColor" fill="none" strokeWidth="1.6">
      <circle cx="6" cy="6" r="4.9" stroke="var(--accent-line)" />
      <path className="ring-arc" d="M6 1.1A4.9 4.9 0 0 1 10.9 6" strokeLinecap="round" />
      <circle cx="6" cy="6" r="1.9" fill="currentColor" stroke="none" />
    </g>
  ),
  FINISHED: <circle cx="6" cy="6" r="3" fill="var(--ok)" />,
  FAILED: (
    <g>
      <circle cx="6" cy="6" r="5.6" fill="var(--bad)" />
      <path
        d="M4.1 4.1l3.8 3.8M7.9 4.1L4.1 7.9"
        stroke="var(--surface)"
        strokeWidth="1.4"
        strokeLinecap="round"
      />
    </g>
  ),
  KILLED: (
    <g>
      <circle cx="6" cy="6" r="4.9" fill="none" stroke="var(--warn)" strokeWidth="1.4" />
      <rect x="4.1" y="4.1" width="3.8" height="3.8" rx="0.6" fill="var(--warn)" />
    </g>
  ),
  SCHEDULED: (
    <circle
      cx="6"
      cy="6"
      r="4.9"
      fill="none"
      stroke="var(--text-3)"
      strokeWidth="1.3"
      strokeDasharray="1.6 1.5"
    />
  ),
};

/** A run's status: shape first, colour second. */
export const StatusIcon = ({ status }: { readonly status: RunStatus }) => (
  <svg viewBox="0 0 12 12" className="size-3 shrink-0" role="img" aria-label={text.status[status]}>
    {SHAPES[status]}
  </svg>
);

const TONE: Record<RunStatus, string> = {
  RUNNING: 'bg-accent-soft text-accent',
  FINISHED: 'bg-ok-soft text-ok',
  FAILED: 'bg-bad-soft text-bad',
  KILLED: 'bg-warn-soft text-warn',
  SCHEDULED: 'bg-sunken text-2',
};

export const StatusBadge = ({ status }: { readonly status: RunStatus }) => (
  <span
    className={`inline-flex h-4.5 shrink-0 items-center gap-1.25 rounded-full pr-2 pl-1.5 text-small/[18px] ${TONE[status]}`}
  >
    <StatusIcon status={status} />
    <span aria-hidden="true">{text.status[status]}</span>
  </span>
);
