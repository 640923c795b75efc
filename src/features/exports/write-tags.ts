/** What an import that knows nothing of a list may take for the sign between tags, or for a list of another kind: for PostgreSQL, over one tag. */
export const betweenTagsSql = '[,，、;；|｜\\n]|:::|^[#＃*]';

/**
 * The tags of a contact as a cell that an import cuts at the same places. With `hasSplitTags`, where any tag of the file holds
 * a comma or its like, every cell says by `:::` what stands between: one alone too, or the first rows would not tell.
 */
export function writeTags(tags: readonly string[], { hasSplitTags }: { hasSplitTags: boolean }): string {
  if (tags.length === 0) return '';
  return hasSplitTags ? `${tags.join(' ::: ')} :::` : tags.join(', ');
}
