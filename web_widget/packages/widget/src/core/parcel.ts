/** Files on their way: kept on this device until a message that names them is in the outbox. */

export interface LocalFile {
  readonly id: string;
  readonly name: string;
  readonly blob: Blob;
  /** As the server calls it, once it has it. */
  readonly evidence?: string;
}

export type ParcelProblem = "too_large" | "too_many" | "media_type" | "refused";

export interface Parcel {
  /** Also the id of the frame it becomes, so that it becomes one only once. */
  readonly id: string;
  readonly at: number;
  readonly text: string;
  /** The work order it is added to. */
  readonly order?: string;
  readonly files: readonly LocalFile[];
  /** `draft`: not sent yet, and nothing of it has left the device. */
  readonly state: "draft" | "queued" | "sending" | "failed";
  readonly sentBytes: number;
  readonly problem?: ParcelProblem;
}

export const draftOf = (parcels: readonly Parcel[]): Parcel | undefined =>
  parcels.find(({ state }) => state === "draft");

export const sizeOf = ({ files }: Parcel): number => files.reduce((sum, { blob }) => sum + blob.size, 0);
