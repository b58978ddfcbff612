import { invalid, shown } from './invalid.ts';

/** MLflow's token: base64 of `{"offset": N}`. */
export const toPageToken = (offset: number): string => btoa(`{"offset": ${offset}}`);

const decode = (token: string): unknown => {
  try {
    return JSON.parse(atob(token));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof DOMException) return undefined;
    throw cause;
  }
};

/** Where the next page begins. No token is the first page. Throws INVALID_PARAMETER_VALUE. */
export const fromPageToken = (token: string | undefined): number => {
  if (token === undefined || token === '') return 0;
  const parsed = decode(token);
  const given =
    typeof parsed === 'object' && parsed !== null && 'offset' in parsed ? parsed.offset : undefined;
  const offset = typeof given === 'string' ? Number(given) : given;
  if (typeof offset === 'number' && Number.isSafeInteger(offset) && offset > 0) return offset;
  throw invalid(
    `Invalid page token ${shown(token)}: expected the next_page_token of the page before`,
    'invalid-page-token',
  );
};

/** Throws INVALID_PARAMETER_VALUE unless it is a whole number from 1 to `max`. */
export const checkPageSize = (maxResults: number, max = Number.MAX_SAFE_INTEGER): void => {
  if (Number.isSafeInteger(maxResults) && maxResults >= 1 && maxResults <= max) return;
  const rule = maxResults > max ? `at most ${max}` : 'a positive integer';
  throw invalid(
    `Invalid value ${maxResults} for parameter 'max_results' supplied. It must be ${rule}`,
    'invalid-page-size',
  );
};
