/** What the widget knows besides the conversation, as its parts are drawn from it. */
import type { ConversationState } from "@yingda/protocol";
import type { Configured } from "./configuration.ts";
import type { Parcel } from "./parcel.ts";
import type { Preferences } from "./preferences.ts";

export interface WidgetState extends Configured {
  readonly open: boolean;
  /** Whose conversation it is: nobody known, or who is signed in on the host page. */
  readonly person: string;
  readonly conversation: ConversationState;
  readonly started: boolean;
  readonly preferences: Preferences;
  /** The greeting stands beside the launcher. */
  readonly greeting: boolean;
  readonly readSeq: number;
  /** What has just happened, for screen readers; the number tells two equal texts apart. */
  readonly announced: { readonly text: string; readonly id: number };
  readonly durable: boolean;
  readonly parcels: readonly Parcel[];
  /** How many choices of files are on their way into the tray. */
  readonly preparing: number;
  /** The article that is read in place of the log. */
  readonly article?: { readonly id: string; readonly seq?: number };
  /** The order that was asked for; the number tells two wishes for the same apart. */
  readonly shownOrder?: { readonly number: string; readonly id: number };
}
