/** What the desk asks over HTTP about what people can, their own keys and views, and a customer's earlier visits. */
import type { DeskRow, Names } from "./desk_frames.ts";
import type { Tier, WorkOrderStatus } from "./events.ts";

/** `GET /v1/desk/keys`: the key of each action that has another one than by default; "": none. */
export interface SavedKeys {
  readonly version: number;
  readonly keys: Readonly<Record<string, string>>;
}

export interface VisitOrder {
  readonly number: string;
  readonly title: string;
  readonly status: WorkOrderStatus;
  readonly tier: Tier;
  readonly opened_at: string;
  readonly resolution?: string;
}

/** `GET /v1/desk/visits`: the other conversations of the same visitor, newest first. */
export interface Visits {
  /** The host site says who the visitor is; nobody else's visits can be told to belong together. */
  readonly known: boolean;
  readonly visits: readonly (DeskRow & { readonly work_orders: readonly VisitOrder[] })[];
  /** Those that one may not see. */
  readonly hidden: number;
  /** There are older ones. */
  readonly more: boolean;
}

/** What some people can beside their teams, and which conversations ask for it; an empty list: any. */
export interface SkillRule {
  readonly name: Names;
  readonly teams: readonly string[];
  readonly types: readonly string[];
  readonly locales: readonly string[];
}

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly page: "inbox" | "orders";
  /** As it stands in the address. */
  readonly query: string;
}

/** `GET /v1/desk/views` */
export interface SavedViews {
  readonly version: number;
  readonly views: readonly SavedView[];
}
