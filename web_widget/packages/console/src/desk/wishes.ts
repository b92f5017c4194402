/** What an agent says about something to be done, beside which conversation it is for. */

export interface HandOver {
  readonly team: string;
  readonly reason: string;
  readonly rule: string;
  readonly nextDue: Date;
}

/** What becomes an order of its own. */
export interface SplitPart {
  readonly title: string;
  readonly demands: readonly string[];
  readonly reason: string;
}

/** What goes with a reply beside its words. */
export interface ReplyOptions {
  readonly holdMs?: number;
  readonly article?: string | undefined;
  readonly workOrder?: string;
  /** Ids of files that were uploaded for it. */
  readonly evidence?: readonly string[];
}

/** What the bot is given to do: a flow, or one question of the interrupted flow to ask again. */
export type BotTask = { readonly flow: string } | { readonly slot: string };
