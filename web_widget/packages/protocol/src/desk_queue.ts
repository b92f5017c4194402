/** Who waits: more than one frame may carry. */
import type { DeskRow } from "./desk_frames.ts";

/** The queue: its front with every change, and of what is behind it only what changed. */
export interface DeskQueueFrame {
  readonly type: "queue";
  readonly queue: readonly DeskRow[];
  readonly online: number;
  /** How many wait, in all; an older server sends all of them. */
  readonly waiting?: number;
  /** Rows behind the front that came or changed. */
  readonly also?: readonly DeskRow[];
  /** Conversations that wait no more. */
  readonly left?: readonly string[];
  /** More has changed behind the front than could be said. */
  readonly stale?: boolean;
}

/** `GET /v1/desk/queue` */
export interface QueuePage {
  readonly queue: readonly DeskRow[];
  readonly waiting: number;
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
  readonly at: string;
}
