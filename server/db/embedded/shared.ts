// Connections to the embedded database from another thread of the process. Apart from the supervisor, which runs in the
// main thread and hands the ports on.
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { PortStream } from './duplex.ts';

type Reply = { port: MessagePort } | { error: string };

/** A port to be given to another thread, which opens connections through it with `sharedStreams`. */
export function shareConnections(openPort: () => Promise<MessagePort>): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', () => {
    openPort().then(
      (port) => port1.postMessage({ port } satisfies Reply, [port]),
      (error: Error) => port1.postMessage({ error: error.message } satisfies Reply),
    );
  });
  port1.unref();
  return port2;
}

/** Fresh connections through the port of `shareConnections`, to be given to the `pg` package as its `stream`. */
export function sharedStreams(port: MessagePort): () => PortStream {
  const waiting: ((reply: Reply) => void)[] = [];
  port.on('message', (reply: Reply) => waiting.shift()?.(reply));
  port.unref();
  const openPort = (): Promise<MessagePort> =>
    new Promise((resolve, reject) => {
      // Answers come in the order of the questions, and any connection is as good as another.
      waiting.push((reply) => ('port' in reply ? resolve(reply.port) : reject(new Error(reply.error))));
      port.postMessage(null);
    });
  return () => new PortStream(openPort);
}
