export interface PageRequest {
  readonly maxResults: number;
  readonly pageToken?: string;
}

const PAGE = 1000;

/** Reads page after page until there are `limit` items or no more. */
export const collectPages = async <Item>(
  limit: number,
  readPage: (
    page: PageRequest,
  ) => Promise<{ readonly items: readonly Item[]; readonly nextPageToken: string | undefined }>,
): Promise<Item[]> => {
  const found: Item[] = [];
  let pageToken: string | undefined;
  do {
    const page = await readPage({
      maxResults: Math.min(PAGE, limit - found.length),
      ...(pageToken !== undefined && { pageToken }),
    });
    for (const item of page.items) found.push(item);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined && pageToken !== '' && found.length < limit);
  return found;
};
