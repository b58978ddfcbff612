/** Runs a day as bars, oldest first; days that go on now in accent. Decorative: the counts stand beside it. */
export const ActivityBars = ({
  started,
  live,
}: {
  readonly started: readonly number[];
  readonly live: boolean;
}) => {
  const most = Math.max(1, ...started);
  const height = 20;
  return (
    <svg width={started.length * 3} height={height} aria-hidden="true" className="block">
      <line
        x1="0"
        x2={started.length * 3}
        y1={height - 0.5}
        y2={height - 0.5}
        stroke="var(--line-2)"
        strokeDasharray="1 2"
      />
      {started.map((count, day) => {
        if (count === 0) return null;
        const size = Math.max(2, Math.sqrt(count / most) * (height - 1));
        const recent = live && day >= started.length - 1;
        return (
          <rect
            // Days have no name but their place.
            key={day}
            x={day * 3}
            y={height - size}
            width="2"
            height={size}
            fill={recent ? 'var(--accent)' : 'var(--text-3)'}
            opacity={recent ? 1 : 0.7}
          />
        );
      })}
    </svg>
  );
};
