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

/** The same customer's open order in another conversation. */
export interface RelatedOrder {
  readonly number: string;
  /** It is about the same order of the shop's, or of the same kind. */
  readonly why: "order" | "type";
  /** The one of this conversation that it goes with. */
  readonly own: string;
  readonly linked: boolean;
  readonly status: WorkOrderStatus;
  readonly tier: Tier;
  readonly urgent: boolean;
  readonly opened_at: string;
  readonly resolve_due: string;
  readonly department: string;
  readonly department_name: string;
  readonly owner?: { readonly id: string; readonly name: string };
  /** Where it is; absent when one may not open it. */
  readonly conversation?: string;
}

/** `GET /v1/desk/visits`: the other conversations of the same visitor, newest first. */
export interface Visits {
  /** The host site says who the visitor is; nobody else's visits can be told to belong together. */
  readonly known: boolean;
  readonly visits: readonly (DeskRow & { readonly work_orders: readonly VisitOrder[] })[];
  /** Open orders in them that may be about the same matter as one of this conversation. */
  readonly related: readonly RelatedOrder[];
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
