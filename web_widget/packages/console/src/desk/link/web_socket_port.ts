import { DESK_SUBPROTOCOL } from "@yingda/protocol";
import type { Socket, SocketHandlers, SocketPort } from "./socket_port.ts";

export function deskAddress(location: { readonly protocol: string; readonly host: string }): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/v1/desk`;
}

/** The browser's WebSocket; the log-in cookie goes along by itself. */
export class WebSocketPort implements SocketPort {
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  connect(handlers: SocketHandlers): Socket {
    const socket = new WebSocket(this.#address, DESK_SUBPROTOCOL);
    socket.addEventListener("open", () => handlers.onOpen());
    socket.addEventListener("message", (event: MessageEvent<unknown>) => {
      if (typeof event.data === "string") handlers.onText(event.data);
    });
    socket.addEventListener("close", () => handlers.onClose());
    return {
      send: (text) => socket.send(text),
      close: () => socket.close(),
    };
  }
}
