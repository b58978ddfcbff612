/** A value or a promise of it: what a driver may return where the caller awaits anyway. */
export type Awaitable<T> = T | PromiseLike<T>;

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

export type JsonObject = { [key: string]: JsonValue };
