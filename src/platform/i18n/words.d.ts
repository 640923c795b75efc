/** Made by tools/compile-messages.ts when the program is built. */
declare module 'virtual:words-of-few-pages' {
  const files: Record<string, () => Promise<{ default: object }>>;
  export default files;
}
