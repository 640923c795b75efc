/** How far a backup or a restore is. */
export interface Progress {
  /** From 0 to 1. */
  share: number;
  /** The table that is at work; null for what comes after them. */
  table: string | null;
}
