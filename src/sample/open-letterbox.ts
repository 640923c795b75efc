import { createServer, type Socket } from 'node:net';

/** Where the sample account's mails of the past have gone to. */
export interface Letterbox {
  /** What `SMTP_URL` would say. */
  url: string;
  close(): Promise<void>;
}

const answers: Record<string, string> = {
  EHLO: '250 letterbox.example',
  HELO: '250 letterbox.example',
  DATA: '354 go on',
  QUIT: '221 bye',
};

/** A mail server on a free port of this machine that takes every mail and keeps none: as much of RFC 5321 as Maru speaks. */
export async function openLetterbox(): Promise<Letterbox> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // A connection that breaks takes its mail along; Maru sends it again.
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    converse(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(socket: Socket): void {
  let isMail = false;
  let rest = '';
  socket.setEncoding('latin1').write('220 letterbox.example\r\n');
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (isMail && line !== '.') continue;
      const command = isMail ? '.' : line.slice(0, 4).toUpperCase();
      isMail = command === 'DATA';
      socket.write(`${answers[command] ?? '250 ok'}\r\n`);
      if (command === 'QUIT') socket.end();
    }
  });
}
