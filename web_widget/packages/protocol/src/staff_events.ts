/** What only staff see of a conversation (docs/protocol.md, section 2). */

export interface NoteBody {
  readonly kind: "note";
  readonly text: string;
  readonly agent: { readonly id?: string; readonly name: string };
  readonly client_id?: string;
  /** Colleagues who are to look at it. */
  readonly mentions?: readonly { readonly id: string; readonly name: string }[];
  /** A supervisor's word to whoever has the conversation. */
  readonly whisper?: boolean;
}

interface Ours {
  readonly id?: string;
  readonly name: string;
}

/** Whoever has it put it aside; without `until` it comes back when the visitor writes. */
export interface SnoozedBody {
  readonly kind: "snoozed";
  readonly agent: Ours;
  readonly until?: string;
  readonly detail?: string;
}

export interface WokenBody {
  readonly kind: "woken";
  readonly why: string;
  readonly agent?: Ours;
  readonly detail?: string;
}

/** An agent gave the conversation back to the bot, to go on with a flow or to ask one question again. */
export interface ReturnedBody {
  readonly kind: "returned";
  readonly agent: Ours;
  readonly flow?: string;
  readonly title?: string;
  /** The one that is asked again, by its label. */
  readonly question?: string;
  readonly detail?: string;
}

export interface RatingInvitedBody {
  readonly kind: "rating_invited";
  readonly agent: Ours;
}

/** `until` null: the visitor may talk again. */
export interface MutedBody {
  readonly kind: "muted";
  readonly agent: Ours;
  readonly until: string | null;
  readonly detail?: string;
  /** It was set in another conversation of the same visitor. */
  readonly carried?: boolean;
}

/** Somebody of ours put right what was collected. */
export interface SlotCorrectedBody {
  readonly kind: "slot_corrected";
  readonly agent: { readonly id?: string; readonly name: string };
  readonly slot: string;
  readonly label?: string;
  readonly was: string;
  readonly value: string;
  /** Of the value from now on. */
  readonly version?: number;
  readonly detail?: string;
  readonly client_id?: string;
}

export interface TaggedBody {
  readonly kind: "tagged";
  readonly agent: { readonly id?: string; readonly name: string };
  readonly number: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly client_id?: string;
}

/** What the program did of its own: read by people only where it is named in docs/protocol.md. */
export interface TraceBody {
  readonly kind: "trace";
  readonly what: string;
  readonly detail?: string;
}

export interface TransferredBody {
  readonly kind: "transferred";
  readonly agent: { readonly name: string };
  readonly to: { readonly team?: string; readonly agent?: { readonly id: string; readonly name: string } };
  readonly reason: string;
}

export interface HandedOffBody {
  readonly kind: "handed_off";
  readonly team: string;
  readonly reason: string;
  readonly intent?: string;
}

/** Somebody of the staff looked at what another handles, uncovered what is masked, or took a dossier. */
export interface AccessedBody {
  readonly kind: "accessed";
  readonly agent: { readonly name: string };
  readonly access: "watched" | "revealed" | "exported";
  readonly detail?: string;
}

/** A program of the shop was told something by webhook, or could not be. */
export interface NoticeBody {
  readonly kind: "notice";
  /** What it was about: `conversation.unseen`, … */
  readonly notice: string;
  readonly number?: string;
  /** The host that was told. */
  readonly to: string;
  readonly result: "delivered" | "failed";
  readonly attempts: number;
  /** Why it failed. */
  readonly detail?: string;
}

/** The conversation was erased, or somebody wanted it to be and work orders keep it. */
export interface ErasureBody {
  readonly kind: "erasure";
  readonly by: "visitor" | "staff" | "retention" | "restored";
  readonly result: "erased" | "kept";
  readonly who?: string;
  readonly detail?: string;
  readonly numbers?: readonly string[];
  readonly until?: string;
}

export type StaffBody =
  | NoteBody
  | TransferredBody
  | HandedOffBody
  | AccessedBody
  | NoticeBody
  | ErasureBody
  | SlotCorrectedBody
  | TaggedBody
  | SnoozedBody
  | WokenBody
  | ReturnedBody
  | RatingInvitedBody
  | MutedBody
  | TraceBody;
