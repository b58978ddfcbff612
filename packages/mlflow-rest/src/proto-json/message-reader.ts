import { MillraceError } from '@millrace/spec';

/** A parsed JSON object, or a query read as one. */
export type Message = Readonly<Record<string, unknown>>;

const jsonNames = new Map<string, string>();

const jsonNameOf = (name: string): string => {
  let jsonName = jsonNames.get(name);
  if (jsonName === undefined) {
    jsonName = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    jsonNames.set(name, jsonName);
  }
  return jsonName;
};

const INTEGER = /^-?\d{1,16}$/;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const SPECIAL: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

const SEE_DOCS = ' See the API docs for more information about request parameters.';

const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Python's names, since these messages are read by people who know MLflow's. */
const typeName = (value: unknown): string => {
  if (value === undefined || value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : 'dict';
};

const shown = (value: unknown): string => {
  const text = typeof value === 'object' ? typeName(value) : JSON.stringify(value ?? null);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
};

/**
 * Reads the fields of one proto message from its JSON form: either spelling of a name, `null` as unset, numbers also as
 * text. A value of another type is INVALID_PARAMETER_VALUE in MLflow's words, where MLflow itself may go on without it.
 */
export class MessageReader {
  readonly #message: Message;
  readonly #path: string;

  constructor(value: unknown, path = '') {
    if (!isMessage(value)) {
      throw new MillraceError(
        'INVALID_PARAMETER_VALUE',
        `Invalid value ${shown(value)} for ${path === '' ? 'the request' : `parameter '${path}'`}: expected a JSON object.${SEE_DOCS}`,
      );
    }
    this.#message = value;
    this.#path = path === '' ? '' : `${path}.`;
  }

  #value(name: string): unknown {
    const jsonName = jsonNameOf(name);
    const value = this.#message[name];
    if (jsonName === name) return value ?? undefined;
    const other = this.#message[jsonName];
    if (other === undefined) return value ?? undefined;
    if (value !== undefined) {
      throw new MillraceError(
        'INVALID_PARAMETER_VALUE',
        `Request specifies both '${name}' and '${jsonName}'; provide only one of them.`,
      );
    }
    return other ?? undefined;
  }

  invalid(name: string, hint?: string): MillraceError {
    const value = this.#value(name);
    const reason = hint ?? ` Hint: Value was of type '${typeName(value)}'.`;
    return new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `Invalid value ${shown(value)} for parameter '${this.#path}${name}' supplied: ${reason}${SEE_DOCS}`,
    );
  }

  missing(name: string): MillraceError {
    return new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `Missing value for required parameter '${this.#path}${name}'.${SEE_DOCS}`,
    );
  }

  #required<T>(name: string, value: T | undefined): T {
    if (value === undefined || value === '') throw this.missing(name);
    return value;
  }

  string(name: string): string | undefined {
    const value = this.#value(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.invalid(name);
  }

  requiredString(name: string): string {
    return this.#required(name, this.string(name));
  }

  /** An id that older clients send as a number. */
  idOrInteger(name: string): string | undefined {
    const value = this.#value(name);
    return Number.isSafeInteger(value) ? String(value) : this.string(name);
  }

  requiredIdOrInteger(name: string): string {
    return this.#required(name, this.idOrInteger(name));
  }

  /** `run_uuid` is the older name. */
  requiredRunId(): string {
    return this.#required('run_id', this.string('run_id') ?? this.string('run_uuid'));
  }

  /** int32 and int64. One that a double cannot hold exactly is refused, never rounded. */
  integer(name: string): number | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number)) return number === 0 ? 0 : number;
    const integral = Number.isInteger(number) || (typeof value === 'string' && /^-?\d+$/.test(value));
    throw this.invalid(name, integral ? ' Hint: at most ±(2^53 - 1) is kept exactly.' : undefined);
  }

  /** Milliseconds since the Unix epoch. */
  timestamp(name: string): number | undefined {
    const value = this.integer(name);
    if (value === undefined || value >= 0) return value;
    throw this.invalid(name, 'Timestamp must be a nonnegative long (64-bit integer).');
  }

  requiredTimestamp(name: string): number {
    return this.#required(name, this.timestamp(name));
  }

  double(name: string): number | undefined {
    const value = this.#value(name);
    if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
    if (typeof value === 'string') {
      const special = Object.hasOwn(SPECIAL, value) ? SPECIAL[value] : undefined;
      if (special !== undefined) return special;
      const number = DECIMAL.test(value) ? Number(value) : Number.NaN;
      if (Number.isFinite(number)) return number;
      if (value === '') return undefined;
    }
    throw this.invalid(name);
  }

  requiredDouble(name: string): number {
    return this.#required(name, this.double(name));
  }

  /** By name or by number. */
  choice<Name extends string>(name: string, numbers: Readonly<Record<Name, number>>): Name | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value;
    for (const key in numbers) if (key === value || numbers[key] === number) return key;
    throw this.invalid(name, ` Expected one of ${Object.keys(numbers).join(', ')}.`);
  }

  boolean(name: string): boolean | undefined {
    const value = this.#value(name);
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw this.invalid(name);
  }

  requiredMessage<T>(name: string, read: (item: MessageReader) => T): T {
    return read(new MessageReader(this.#required(name, this.#value(name)), `${this.#path}${name}`));
  }

  #list(name: string): readonly unknown[] {
    const value = this.#value(name);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    throw this.invalid(name);
  }

  strings(name: string): string[] {
    return this.#list(name).map((item, index) => {
      if (typeof item === 'string') return item;
      throw new MessageReader({ [index]: item }, `${this.#path}${name}`).invalid(String(index));
    });
  }

  /** As `strings`, with integers taken for ids. */
  idsOrIntegers(name: string): string[] {
    return this.#list(name).map((item, index) => {
      if (typeof item === 'string') return item;
      if (Number.isSafeInteger(item)) return String(item);
      throw new MessageReader({ [index]: item }, `${this.#path}${name}`).invalid(String(index));
    });
  }

  /**
   * A repeated message. `fast` answers what a common item is at a glance, `undefined` for any other; only those pay for
   * a reader of their own.
   */
  messages<T>(name: string, read: (item: MessageReader) => T, fast?: (item: Message) => T | undefined): T[] {
    const list = this.#list(name);
    const items: T[] = [];
    for (let index = 0; index < list.length; index++) {
      const item = list[index];
      const quick = fast !== undefined && isMessage(item) ? fast(item) : undefined;
      items.push(quick ?? read(new MessageReader(item, `${this.#path}${name}[${index}]`)));
    }
    return items;
  }
}
