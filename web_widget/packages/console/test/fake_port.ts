/** A socket that a test plays the server of. */
import type { DeskClientFrame, DeskServerFrame } from "@yingda/protocol";
import type { Socket, SocketHandlers, SocketPort } from "../src/desk/link/socket_port.ts";

export class FakePort implements SocketPort {
  readonly connections: { handlers: SocketHandlers; sent: DeskClientFrame[]; closed: boolean }[] = [];

  connect(handlers: SocketHandlers): Socket {
    const connection = { handlers, sent: [] as DeskClientFrame[], closed: false };
    this.connections.push(connection);
    return {
      send: (text) => connection.sent.push(JSON.parse(text) as DeskClientFrame),
      close: () => {
        connection.closed = true;
      },
    };
  }

  get #last() {
    const last = this.connections.at(-1);
    if (last === undefined) throw new Error("nothing connected");
    return last;
  }

  get sent(): readonly DeskClientFrame[] {
    return this.#last.sent;
  }

  say(...frames: readonly DeskServerFrame[]): void {
    for (const frame of frames) this.#last.handlers.onText(JSON.stringify(frame));
  }

  drop(): void {
    this.#last.handlers.onClose();
  }
}
