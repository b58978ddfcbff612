import type { MessageReader } from '../proto-json/message-reader.ts';

export interface SearchPage {
  readonly filter: string | undefined;
  readonly orderBy: string[];
  readonly maxResults: number;
  readonly pageToken: string | undefined;
}

/** What every search of the registry is asked with. An empty token is none. */
export const decodeSearchPage = (message: MessageReader, defaultPage: number): SearchPage => ({
  filter: message.string('filter'),
  orderBy: message.strings('order_by'),
  maxResults: message.integer('max_results') ?? defaultPage,
  pageToken: message.string('page_token') || undefined,
});
