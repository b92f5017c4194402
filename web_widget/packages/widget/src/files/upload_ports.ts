/** What those who take files to the server need of the page around them. */
import type { Pending } from "@yingda/protocol";
import type { Utterance } from "../core/client.ts";
import type { Parcel, ParcelMessage } from "../core/parcel.ts";
import type { upload, UploadTarget } from "./upload.ts";

/** Where the message that names the files is: not said, in the outbox, with the server, or refused by it. */
export type Fate = Pending["state"] | undefined;

export interface UploadPorts {
  readonly leading: () => boolean;
  /** To the other tabs. */
  readonly post: (message: ParcelMessage) => void;
  /** Nothing while there is no connection: the token may not be good any more. */
  readonly target: () => UploadTarget | undefined;
  readonly connect: () => void;
  /** Whether the device has kept all of it. */
  readonly save: (parcel: Parcel) => Promise<boolean>;
  readonly forget: (id: string) => void;
  readonly say: (utterance: Utterance, id: string) => void;
  readonly fate: (id: string) => Pick<Pending, "state" | "error"> | undefined;
  readonly unsay: (id: string) => void;
  readonly changed: (parcels: readonly Parcel[]) => void;
  /** How many files are being made ready for the tray. */
  readonly preparing: (change: 1 | -1) => void;
  readonly upload: typeof upload;
}
