/** Where webhooks end in tests that need no Countersign: it takes everything, or refuses it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Ending {
  /** With the path that Countersign listens on. */
  readonly url: string;
  /** What it answers from now on. */
  status: number;
  close(): Promise<void>;
}

export async function startEnding(): Promise<Ending> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(ending.status).end());
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo;
  const ending: Ending = {
    url: `http://127.0.0.1:${port}/api/github/webhooks`,
    status: 202,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return ending;
}
