const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const padded = (value: number): string => String(value).padStart(2, '0');

/** Two units, the second padded; a lone unit below a minute. `ms` is a length of time. */
export const formatDuration = (ms: number): string => {
  if (ms < SECOND) return `${ms >= 100 ? Math.round(ms) : Number(ms.toFixed(1))} ms`;
  if (Math.round(ms / SECOND) < 60) return `${Math.round(ms / SECOND)} s`;
  const seconds = Math.round(ms / SECOND);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${padded(seconds % 60)}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}h ${padded(minutes % 60)}m`;
  const hours = Math.floor(minutes / 60);
  return `${Math.floor(hours / 24)}d ${padded(hours % 24)}h`;
};

/** How long ago, in one unit. A time still to come is now: clocks differ. */
export const formatAge = (then: number, now: number): string => {
  const age = now - then;
  if (age < MINUTE) return 'now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h`;
  if (age < 31 * DAY) return `${Math.floor(age / DAY)} d`;
  return `${Math.floor(age / (30 * DAY))} mo`;
};

/** Date, time and zone: `2026-11-20 14:02:11 UTC`. The zone is the reader's unless named. */
export const formatTimestamp = (time: number, timeZone?: string): string => {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...(timeZone === undefined ? {} : { timeZone }),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const date = `${part['year']}-${part['month']}-${part['day']}`;
  return `${date} ${part['hour']}:${part['minute']}:${part['second']} ${part['timeZoneName']}`;
};

/** The clock part of a time, in the reader's zone. */
export const formatClock = (time: number): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(time);
