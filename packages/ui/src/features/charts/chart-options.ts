import type uPlot from 'uplot';
import { formatStep, formatTick } from '../../format/number.ts';
import { type LineMark, markStyle } from './line-mark.ts';

/** A canvas takes no `var()`: the tokens as they are now. */
const token = (name: string): string =>
  getComputedStyle(document.documentElement)
    .getPropertyValue(name.replace(/^var\(|\)$/g, ''))
    .trim();

const AXIS_FONT = '400 10.5px "Inter Variable", ui-sans-serif, system-ui, sans-serif';
const LINE = 1.4;
const GHOST_ALPHA = '0.28';

export interface ChartSetup {
  readonly mark: LineMark;
  readonly log: boolean;
  readonly ghost: boolean;
  readonly syncKey: string;
  /** The run goes on: its line ends in a dot with a halo. */
  isRunning(): boolean;
  onRange(range: { start: number; end: number } | undefined): void;
  onCursor(cursor: { index: number; left: number } | undefined): void;
}

const drawEnd = (chart: uPlot, colour: string, running: boolean): void => {
  const [xs] = chart.data;
  const ys = Array.from(chart.data[2] ?? []);
  const index = ys.findLastIndex((value) => value !== null && value !== undefined);
  const y = ys[index];
  const x = xs[index];
  const lone = ys.filter((value) => value !== null && value !== undefined).length === 1;
  if (x === undefined || y === null || y === undefined || !(running || lone)) return;
  const { min, max } = chart.scales['x'] ?? {};
  if (min === undefined || max === undefined || x < min || x > max) return;
  const { ctx } = chart;
  const left = chart.valToPos(x, 'x', true);
  const top = chart.valToPos(y, 'y', true);
  const dot = (radius: number, alpha: number): void => {
    ctx.globalAlpha = alpha;
    ctx.beginPath();
    ctx.arc(left, top, radius * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fill();
  };
  ctx.save();
  ctx.fillStyle = colour;
  if (running) dot(5.5, 0.25);
  dot(2.75, 1);
  ctx.restore();
};

const axes = (log: boolean): uPlot.Axis[] => {
  const text = token('--text-3');
  const edge = token('--line-2');
  const shared = { stroke: text, font: AXIS_FONT };
  return [
    {
      ...shared,
      size: 22,
      gap: 3,
      space: 64,
      grid: { show: false },
      ticks: { stroke: edge, width: 1, size: 3 },
      border: { show: true, stroke: edge, width: 1 },
      values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? formatStep(tick) : '')),
    },
    {
      ...shared,
      size: 46,
      gap: 6,
      space: 30,
      grid: { stroke: token('--grid'), width: 1 },
      ticks: { show: false },
      // The fifth argument is the distance of two ticks. On a log scale it differs at each: the tick's own size.
      values: (...[, ticks, , , step]) =>
        ticks.map((tick) => (tick === null ? null : formatTick(tick, log ? Math.abs(tick) || 1 : step))),
    },
  ];
};

/** uPlot's options for one metric's chart. */
export const chartOptions = (setup: ChartSetup, size: { width: number; height: number }): uPlot.Options => {
  const { colour: variable, dash } = markStyle(setup.mark);
  const colour = token(variable);
  const line = { stroke: colour, width: LINE, dash: [...dash], points: { show: false }, spanGaps: false };
  return {
    ...size,
    legend: { show: false },
    padding: [8, 14, 0, 0],
    scales: { x: { time: false }, y: setup.log ? { distr: 3 } : {} },
    axes: axes(setup.log),
    series: [
      {},
      { ...line, alpha: Number(GHOST_ALPHA), width: 1, show: setup.ghost, points: { show: false } },
      line,
    ],
    cursor: {
      y: false,
      // On logged steps only, never between them.
      move: (chart, left, top) => {
        const x = chart.data[0]?.[chart.posToIdx(left)];
        return [left < 0 || x === undefined ? left : chart.valToPos(x, 'x'), top];
      },
      sync: { key: setup.syncKey, setSeries: false },
      drag: { x: true, y: false, setScale: false, dist: 6 },
      points: { size: 6, width: 1.5, stroke: token('--surface'), fill: colour },
      bind: {
        dblclick: () => () => {
          setup.onRange(undefined);
          return null;
        },
      },
    },
    hooks: {
      draw: [(chart) => drawEnd(chart, colour, setup.isRunning())],
      setCursor: [
        (chart) => {
          const { idx, left } = chart.cursor;
          const here = idx !== null && idx !== undefined && left !== undefined && left >= 0;
          setup.onCursor(here ? { index: idx, left } : undefined);
        },
      ],
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < 4) return;
          setup.onRange({ start: chart.posToVal(left, 'x'), end: chart.posToVal(left + width, 'x') });
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
};
