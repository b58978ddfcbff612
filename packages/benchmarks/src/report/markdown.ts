import type { Series, WorkloadResult } from '../suite.ts';
import type { Figure } from '../workloads/workload.ts';
import { ratioOf, type Spread, spreadOf } from './statistics.ts';

/** The tables of a run: figures, memory, durability, and the gates that failed. */
export const toMarkdown = (results: readonly WorkloadResult[]): string =>
  [
    ...table(
      ['workload', 'figure', 'Millrace', 'MLflow', 'ratio', 'goal', 'raw', 'of raw', 'other limits'],
      results.flatMap(figureRows),
    ),
    '',
    ...table(
      ['workload', 'target', 'start', 'peak', 'end', 'end, shared split'],
      results.flatMap(memoryRows),
    ),
    '',
    ...table(['workload', 'target', 'an acknowledged write is kept by'], results.flatMap(durabilityRows)),
    '',
    ...gateLines(results),
  ].join('\n');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

const spread = (series: Series | undefined, figure: Figure): Spread | undefined =>
  series === undefined || series.measurements.length === 0
    ? undefined
    : spreadOf(series.measurements.map((one) => one.figures[figure.id] ?? Number.NaN));

const number = (value: number, unit: Figure['unit']): string => {
  if (unit === 'ms' || unit === 'x') return value >= 100 ? value.toFixed(0) : value.toFixed(2);
  return Math.round(value).toLocaleString('en-US');
};

const cell = (value: Spread | undefined, unit: Figure['unit']): string =>
  value === undefined
    ? '-'
    : `${number(value.median, unit)} (${number(value.least, unit)}–${number(value.most, unit)})`;

const figureRows = ({ workload, series }: WorkloadResult): string[][] =>
  workload.figures.map((figure, index) => {
    const of = (family: Series['target']['family']): Series[] =>
      series.filter((one) => one.target.family === family);
    const [millrace] = of('millrace');
    const [mlflow] = of('mlflow');
    const [limit, ...others] = of('raw');
    const ours = spread(millrace, figure);
    const theirs = spread(mlflow, figure);
    const raw = spread(limit, figure);
    const ratio = ours && theirs ? ratioOf(ours.median, theirs.median, figure.better) : undefined;
    const share = ours && raw ? ratioOf(ours.median, raw.median, figure.better) : undefined;
    return [
      index === 0 ? `**${workload.id} ${workload.name}**` : '',
      `${figure.label}, ${figure.unit}`,
      cell(ours, figure.unit),
      cell(theirs, figure.unit) + (index === 0 && mlflow ? `, ${mlflow.target.id.slice(-1)}w` : ''),
      ratio === undefined || figure.unit === 'x' ? '-' : `${ratio.toFixed(1)}x`,
      goalCell(figure, ours?.median, ratio),
      cell(raw, figure.unit),
      share === undefined || figure.unit === 'x' ? '-' : `${Math.round(share * 100)} %`,
      others.map((one) => `${one.target.id}: ${cell(spread(one, figure), figure.unit)}`).join('; '),
    ];
  });

const goalCell = (figure: Figure, ours: number | undefined, ratio: number | undefined): string => {
  const sign = figure.better === 'lower' ? '≤' : '≥';
  const verdict = (isMet: boolean | undefined): string =>
    isMet === undefined ? '' : isMet ? ' met' : ' MISSED';
  const parts: string[] = [];
  if (figure.goal !== undefined) {
    const isMet =
      ours === undefined ? undefined : figure.better === 'lower' ? ours <= figure.goal : ours >= figure.goal;
    parts.push(`${sign} ${number(figure.goal, figure.unit)}${verdict(isMet)}`);
  }
  if (figure.goalRatio !== undefined) {
    parts.push(`${figure.goalRatio}x${verdict(ratio === undefined ? undefined : ratio >= figure.goalRatio)}`);
  }
  return parts.join(', ');
};

const megabytes = (bytes: readonly number[]): string => `${Math.round(spreadOf(bytes).median / 2 ** 20)} MB`;

const memoryRows = ({ workload, series }: WorkloadResult): string[][] =>
  series.flatMap(({ target, measurements }) => {
    const memory = measurements.flatMap((one) => (one.memory === undefined ? [] : [one.memory]));
    if (memory.length === 0) return [];
    return [
      [
        workload.id,
        target.title,
        megabytes(memory.map((one) => one.start)),
        megabytes(memory.map((one) => one.peak)),
        megabytes(memory.map((one) => one.end)),
        megabytes(memory.map((one) => one.proportionalEnd)),
      ],
    ];
  });

const durabilityRows = ({ workload, series }: WorkloadResult): string[][] =>
  series.map(({ target, measurements }) => [workload.id, target.title, measurements[0]?.durability ?? '-']);

const gateLines = (results: readonly WorkloadResult[]): string[] => {
  const gates = results.flatMap(({ workload, series }) =>
    series.flatMap(({ target, measurements }) =>
      measurements.flatMap((one, round) =>
        one.gates.map((gate) => ({ ...gate, where: `${workload.id}, ${target.title}, round ${round + 1}` })),
      ),
    ),
  );
  const failed = gates.filter((gate) => !gate.holds);
  return [
    `Gates: ${gates.length - failed.length} held, ${failed.length} failed.`,
    ...failed.map((gate) => `- FAILED ${gate.name} (${gate.where}): ${gate.detail}`),
  ];
};
