import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { decode, encode } from 'dns-packet';

/** A real name server on a free port of this machine. */
export interface NameServer {
  /** As `MARU_DNS_SERVER` has it. */
  address: string;
  /** TXT records by name, each a list of its texts; any other name does not exist. */
  records: Map<string, string[]>;
  /** True: it hears and says nothing. */
  isSilent: boolean;
  /** What was asked for, in order. */
  asked: string[];
  stop(): Promise<void>;
}

export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket('udp4');
  const server: NameServer = {
    address: '',
    records: new Map(),
    isSilent: false,
    asked: [],
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on('message', (bytes, from) => {
    const { id, questions = [] } = decode(bytes);
    const [question] = questions;
    const name = question?.name.toLowerCase() ?? '';
    server.asked.push(name);
    if (server.isSilent) return;
    const texts = server.records.get(name);
    const answer = encode({
      type: 'response',
      id,
      // RFC 1035: 3 is "no such name".
      flags: 0x0180 | (texts ? 0 : 3),
      questions,
      answers: (texts ?? []).map((text) => ({
        type: 'TXT',
        name,
        ttl: 60,
        // A text of a record holds 255 octets at most; longer ones are cut into several.
        data: text.match(/.{1,255}/gs) ?? [''],
      })),
    });
    socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  server.address = `127.0.0.1:${(socket.address() as AddressInfo).port}`;
  return server;
}
