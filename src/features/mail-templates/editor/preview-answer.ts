/** What the preview's endpoint says of a draft. */
export interface PreviewAnswer {
  /** Null where the draft can't be filled. */
  mail: { subject: string; text: string } | null;
  problems: { field: 'subject' | 'body'; sentence: string; line: number | null; column: number | null }[];
}
