/** The files of one person: how they reach the device, the server and the conversation. Which tab uploads them. */
import type { ParcelStore } from "../files/parcel_store.ts";
import type { UploadPorts } from "../files/upload_ports.ts";
import type { Uploads } from "../files/uploads.ts";
import type { ChatClient } from "./client.ts";
import { whenFiles } from "./later.tsx";
import type { ParcelMessage } from "./parcel.ts";
import type { ChatStore } from "./store.ts";
import type { UploadTarget } from "../files/upload.ts";

export function targetOf(client: ChatClient, server: string): UploadTarget | undefined {
  const { link, session } = client.state;
  return link === "live" && session !== undefined
    ? { server, token: session.token, conversation: session.conversation }
    : undefined;
}

function portsOf(
  client: ChatClient,
  kept: ParcelStore,
  server: string,
): Omit<UploadPorts, "upload" | "changed" | "preparing"> {
  return {
    leading: () => client.leading,
    post: (message) => client.postParcels(message),
    target: () => targetOf(client, server),
    connect: () => client.start(),
    save: (parcel) => kept.save(parcel),
    forget: (id) => kept.forget(id),
    say: (utterance, id) => client.say(utterance, id),
    fate: (id) => client.fateOf(id),
    unsay: (id) => client.discard(id),
  };
}

export interface FilesPorts extends Pick<UploadPorts, "changed" | "preparing"> {
  /** Whether it is still this person's turn. */
  readonly here: () => boolean;
  readonly dropped: () => void;
}

export class Files {
  private readonly client: ChatClient;
  private readonly store: ChatStore;
  private readonly server: string;
  private readonly ports: FilesPorts;
  private uploads: Uploads | undefined;
  private kept: ParcelStore | undefined;

  constructor(client: ChatClient, store: ChatStore, server: string, ports: FilesPorts) {
    this.client = client;
    this.store = store;
    this.server = server;
    this.ports = ports;
  }

  /** Files are rare: what takes them comes in a file of its own. */
  use(run: (uploads: Uploads, kept: ParcelStore) => void): void {
    whenFiles(({ ParcelStore, Uploads, upload }) => {
      // They are of whoever was there when they were chosen.
      if (!this.ports.here()) return;
      const kept = (this.kept ??= new ParcelStore(this.store));
      this.uploads ??= new Uploads({
        ...portsOf(this.client, kept, this.server),
        ...this.ports,
        upload,
      });
      run(this.uploads, kept);
    });
  }

  drop(): void {
    this.uploads?.stop();
    this.uploads = undefined;
    this.ports.dropped();
  }

  go(): void {
    this.uploads?.go();
  }

  /** This tab leads from now on, or does not lead any more. */
  async changeRole(): Promise<void> {
    const leads = (): boolean => this.ports.here() && this.client.leading;
    if (!leads()) {
      this.uploads?.follow();
      return;
    }
    const records = await this.store.records();
    if (leads() && (this.uploads !== undefined || records.some(([key]) => key.startsWith("parcel:"))))
      this.use((uploads, kept) => uploads.lead(kept.read(records)));
  }

  /** Nothing: another tab wants to know how things are. */
  hear(message: ParcelMessage | undefined): void {
    if (message === undefined) this.uploads?.tell(undefined, true);
    // Those who have none and hear of none need not fetch what takes them.
    else if (this.uploads !== undefined || message.type === "parcel_command" || message.parcels.length > 0) {
      this.use((uploads) => uploads.heard(message));
    }
  }
}
