/** Files on their way: kept on this device until the server has the message that names them. */
import type { ErrorCode, FieldValue } from "@yingda/protocol";

/**
 * What evidence is made of; the server has the last word. One by one, not as `image/*`: phones then hand over
 * their own picture formats as JPEG.
 */
export const ACCEPTED_TYPES: readonly string[] = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  "application/pdf",
  "text/plain",
  "video/mp4",
  "video/quicktime",
];

export interface LocalFile {
  readonly id: string;
  readonly name: string;
  readonly blob: Blob;
  /** The device has not kept its bytes, and the page that had them is gone. */
  readonly missing?: boolean;
  /** As the server calls it, once it has it: in this conversation, and in no other. */
  readonly evidence?: string;
  /** As the server calls it while it comes in pieces. */
  readonly upload?: string;
  readonly conversation?: string;
  /** The server does not want it. */
  readonly problem?: ParcelProblem;
  /** Of the form that the parcel belongs to. */
  readonly field?: string;
}

/** `key`: where the form's words are kept. The rest is there once it is sent. */
export interface ParcelForm {
  readonly key: string;
  readonly of?: number;
  readonly values?: Readonly<Record<string, FieldValue>>;
}

/** `heic`: this browser cannot make a JPEG of it. `quota`: the server takes no more files for now. `lost`: the device had no room to keep it. An error code: the message that names the files was refused. */
export type ParcelProblem =
  "too_large" | "too_many" | "media_type" | "heic" | "refused" | "quota" | "lost" | ErrorCode;

export interface Parcel {
  /** Also the id of the frame it becomes, so that it becomes one only once. */
  readonly id: string;
  readonly at: number;
  readonly text: string;
  /** The work order it is added to. */
  readonly order?: string;
  /** The form that its files are sent with. */
  readonly form?: ParcelForm;
  readonly files: readonly LocalFile[];
  /** `draft`: not sent yet, and nothing of it has left the device. `said`: its message is in the outbox. */
  readonly state: "draft" | "queued" | "sending" | "failed" | "said";
  readonly sentBytes: number;
  readonly problem?: ParcelProblem;
  /** The file that was not even taken into the draft. */
  readonly refused?: string;
  /** The form's field that it was meant for. */
  readonly refusedIn?: string;
  /** Not to be tried again before this time. */
  readonly until?: number;
  /** How often in a row the server took no files. */
  readonly refusals?: number;
  /** Only this page has it: the device has no room, or may keep nothing. */
  readonly unkept?: boolean;
}

/** What a visitor wants done with files. Naming what is meant, so that it is harmless to hear it twice. */
export type ParcelCommand =
  | { readonly do: "add"; readonly order?: string; readonly form?: string; readonly file: LocalFile }
  | ({ readonly do: "fill_in" } & Required<ParcelForm>)
  | { readonly do: "remove"; readonly file: string }
  | { readonly do: "send"; readonly text: string }
  | { readonly do: "retry" | "words_only" | "discard"; readonly parcel: string };

/** Between the tabs: what one wants, and what the leader has. */
export type ParcelMessage =
  | { readonly type: "parcel_command"; readonly id: string; readonly command: ParcelCommand }
  | {
      readonly type: "parcels";
      readonly parcels: readonly Parcel[];
      /** The command that has just been carried out. */
      readonly done?: string;
      /** Whoever has asked for something else asks again: this leader may be new. */
      readonly fresh: boolean;
    };

/** But for those in forms, which are sent with them. */
export const draftsOf = (parcels: readonly Parcel[]): readonly Parcel[] =>
  parcels.filter(({ state, form }) => state === "draft" && !form);

/** Shown in the log; once they are said, the message that names them stands there. */
export const sentOf = (parcels: readonly Parcel[]): readonly Parcel[] =>
  parcels.filter(({ state }) => state !== "draft" && state !== "said");
