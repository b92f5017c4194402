/** How files reach the device, the server and the conversation of one person. */
import type { UploadPorts } from "../later/uploads.ts";
import type { ChatClient } from "./client.ts";
import type { ChatStore } from "./store.ts";
import { upload, type UploadTarget } from "./upload.ts";

export function targetOf(client: ChatClient, server: string): UploadTarget | undefined {
  const { link, session } = client.state;
  return link === "live" && session !== undefined
    ? { server, token: session.token, conversation: session.conversation }
    : undefined;
}

export function filePorts(
  client: ChatClient,
  store: ChatStore,
  server: string,
): Omit<UploadPorts, "changed" | "preparing"> {
  return {
    upload,
    leading: () => client.leading,
    post: (message) => client.postParcels(message),
    target: () => targetOf(client, server),
    connect: () => client.start(),
    save: (parcel) => store.saveParcel(parcel),
    forget: (id) => store.forgetParcel(id),
    say: (utterance, id) => client.say(utterance, id),
    fate: (id) => client.fateOf(id),
    unsay: (id) => client.discard(id),
  };
}
