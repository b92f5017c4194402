/** What the file for networks without WebSocket holds. */
export { PollSocket } from "./poll_socket.ts";
