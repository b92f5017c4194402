/** The socket as the desk sees it, so that tests and a real WebSocket are interchangeable. */

export interface SocketHandlers {
  onOpen(): void;
  onText(text: string): void;
  onClose(): void;
}

export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketPort {
  connect(handlers: SocketHandlers): Socket;
}
