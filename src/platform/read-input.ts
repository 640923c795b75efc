/** What is piped into the program, up to so many bytes; what comes after them is left unread. */
export async function readInput(most_bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length >= most_bytes) break;
  }
  return Buffer.concat(chunks).subarray(0, most_bytes);
}
