/** Uploads without a server and a device, for tests. */
import type { Pending } from "@yingda/protocol";
import type { Utterance } from "../src/core/client.ts";
import type { LocalFile, Parcel } from "../src/core/parcel.ts";
import type { UploadResult } from "../src/files/upload.ts";
import type { UploadLimits } from "../src/files/parcels.ts";
import type { UploadPorts } from "../src/files/upload_ports.ts";
import { Uploads } from "../src/files/uploads.ts";
import { vi } from "vitest";

export const photo = (name = "pay.png", bytes = 10): File =>
  new File([new Uint8Array(bytes)], name, { type: "image/png" });

/** Uploads whose server answers when the test says so, and the conversation that their messages go into. */
export function rig(limits?: UploadLimits) {
  const saved = new Map<string, Parcel>();
  const said: [Utterance, string][] = [];
  const fates = new Map<string, { state: "sending" | "accepted" | "failed"; error?: Refusal }>();
  const asked: {
    file: LocalFile;
    conversation: string;
    progress: (sent: number) => void;
    begun: (id: string | undefined) => void;
    answer: (result: UploadResult) => void;
  }[] = [];
  let parcels: readonly Parcel[] = [];
  const link = { up: true, room: true, cancelled: 0, conversation: "c", preparing: 0 };
  const make = (tab: Partial<UploadPorts> = {}): Uploads =>
    new Uploads(
      {
        leading: () => true,
        post: () => undefined,
        target: () =>
          link.up ? { server: "http://localhost", token: "t", conversation: link.conversation } : undefined,
        connect: () => undefined,
        save: (parcel) => {
          saved.set(parcel.id, parcel);
          return Promise.resolve(link.room);
        },
        forget: (id) => saved.delete(id),
        say: (utterance, id) => {
          said.push([utterance, id]);
          fates.set(id, { state: "sending" });
        },
        fate: (id) => fates.get(id),
        unsay: (id) => fates.delete(id),
        changed: (next) => (parcels = next),
        preparing: (change) => (link.preparing += change),
        upload: ({ conversation }, file, { onProgress: progress, onBegun: begun }) => {
          let answer: (result: UploadResult) => void = () => undefined;
          const result = new Promise<UploadResult>((done) => (answer = done));
          asked.push({ file, conversation, progress, begun, answer });
          const cancel = (): void => {
            link.cancelled++;
            answer({ retryAfterMs: 0 });
          };
          return { result, cancel };
        },
        ...tab,
      },
      limits,
    );
  const answer = async (result: UploadResult): Promise<void> => {
    asked.at(-1)?.answer(result);
    await vi.advanceTimersByTimeAsync(0);
  };
  /** What the server says to the message that was said last. */
  const decide = (uploads: Uploads, state: "accepted" | "failed", error?: Refusal): void => {
    fates.set(said.at(-1)?.[1] ?? "", { state, error });
    uploads.go();
  };
  return { make, saved, said, asked, link, answer, decide, fates, parcels: () => parcels };
}

type Refusal = Pending["error"];
export const send = (uploads: Uploads, text = ""): void => uploads.command({ do: "send", text });
