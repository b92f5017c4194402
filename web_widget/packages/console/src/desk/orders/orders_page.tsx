import type { OrderRow } from "@yingda/protocol";
import { formatWhen } from "@yingda/protocol";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow, useStaffName, useTeamName } from "../desk_context.ts";
import { slaOf } from "../model/sla.ts";
import { OverdueChip, SlaChip } from "../sla_chip.tsx";
import { visitorName } from "../visitor.ts";
import { ViewMenu } from "../views/view_menu.tsx";
import type { BulkAct } from "./bulk.ts";
import { useBulk } from "./bulk.ts";
import { BulkBar } from "./bulk_bar.tsx";
import { BulkResult } from "./bulk_result.tsx";
import { Filters } from "./filters.tsx";
import { useOrderFilters, useOrders } from "./use_orders.ts";
import "../supervise/supervise.css";
import "./orders.css";

interface LineProps {
  readonly row: OrderRow;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
  readonly onOpen: (conversation: string) => void;
  readonly onTag: (tag: string) => void;
}

function Tags({ tags, onTag }: Pick<OrderRow, "tags"> & Pick<LineProps, "onTag">) {
  const { t } = useTranslation();
  return (
    <>
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className="chip order-tag"
          title={t("orders.only_tag", { tag })}
          onClick={() => onTag(tag)}
        >
          {tag}
        </button>
      ))}
    </>
  );
}

function Line({ row, chosen, onChoose, onOpen, onTag }: LineProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const teamName = useTeamName();
  const staffName = useStaffName();
  const settled = row.status === "resolved" || row.status === "closed";
  return (
    <tr data-testid="order" data-number={row.number} className={chosen ? "order-chosen" : undefined}>
      <td>
        <Checkbox
          checked={chosen}
          aria-label={t("orders.choose", { number: row.number })}
          onChange={({ target }) => onChoose(target.checked)}
          data-testid="choose-order"
        />
      </td>
      <td>
        <button type="button" className="board-link mono" onClick={() => onOpen(row.conversation)}>
          {row.number}
        </button>
        <span className="order-title" lang={row.locale}>
          {row.title}
        </span>
      </td>
      <td>
        {visitorName(t, row.visitor, row.conversation)}
        {row.about !== undefined && <span className="order-title mono">{row.about}</span>}
      </td>
      <td>
        {t(`order.tier.${row.tier}`)}
        {row.urgent && <span className="chip chip-danger">{t("order.urgent")}</span>}
      </td>
      <td>{t(`order.status.${row.status}`)}</td>
      <td>
        <OverdueChip row={{ work_order: row }} />
        {!settled && <SlaChip slaAt={(at) => slaOf(row, at, row.opened_at)} />}
      </td>
      <td>{teamName(row.department, row.department_name)}</td>
      <td>
        {row.owner === undefined ? (
          <span className="order-none">{t("orders.owner_none")}</span>
        ) : (
          staffName(row.owner.id, row.owner.name)
        )}
      </td>
      <td>
        <Tags tags={row.tags} onTag={onTag} />
      </td>
      <td className="mono">{formatWhen(row.opened_at, now, locale)}</td>
    </tr>
  );
}

const COLUMNS = ["number", "visitor", "tier", "status", "due", "team", "owner", "tags", "opened"] as const;

interface TableProps {
  readonly rows: readonly OrderRow[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
  readonly onOpen: (conversation: string) => void;
  readonly onTag: (tag: string) => void;
}

function Table({ rows, chosen, onChosen, onOpen, onTag }: TableProps) {
  const { t } = useTranslation();
  const all = rows.length > 0 && rows.every(({ number }) => chosen.has(number));
  const choose = (number: string, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(number);
    else next.delete(number);
    onChosen(next);
  };
  return (
    // Wider than a narrow window: then it scrolls by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="orders-scroll" tabIndex={0} role="region" aria-label={t("orders.title")}>
      <table className="board-table orders-table">
        <thead>
          <tr>
            <th scope="col">
              <Checkbox
                checked={all}
                indeterminate={!all && rows.some(({ number }) => chosen.has(number))}
                aria-label={t("orders.choose_all")}
                onChange={({ target }) =>
                  onChosen(target.checked ? new Set(rows.map(({ number }) => number)) : new Set())
                }
                data-testid="choose-all"
              />
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`orders.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line
              key={row.number}
              row={row}
              chosen={chosen.has(row.number)}
              onChoose={(on) => choose(row.number, on)}
              onOpen={onOpen}
              onTag={onTag}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Narrowed({ tag, onWiden }: { readonly tag: string | undefined; readonly onWiden: () => void }) {
  const { t } = useTranslation();
  if (tag === undefined) return null;
  return (
    <p className="order-narrowed">
      {t("orders.narrowed", { tag })}{" "}
      <Button size="small" type="link" onClick={onWiden}>
        {t("orders.widen")}
      </Button>
    </p>
  );
}

function Failed({ retry }: { readonly retry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="empty" role="alert">
      <p className="empty-title">{t("orders.failed")}</p>
      <Button onClick={retry}>{t("common.retry")}</Button>
    </div>
  );
}

/** Every work order that one may see, narrowed, sorted, and acted upon many at a time. */
export function OrdersPage({ onOpen }: { readonly onOpen: (conversation: string) => void }) {
  const { t } = useTranslation();
  const { filters, query, change, show } = useOrderFilters();
  const orders = useOrders(filters);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { run, start, undo, close } = useBulk(t("orders.undo_reason"), () => void orders.refetch());
  const rows = orders.data?.pages.flatMap((page) => page.work_orders) ?? [];
  const total = orders.data?.pages[0]?.total ?? 0;
  const picked = rows.filter(({ number }) => chosen.has(number));
  const act = (what: BulkAct): void => start(what, picked);
  return (
    <main className="supervise orders" aria-label={t("orders.title")} data-testid="orders">
      <header className="supervise-head">
        <h2>
          {t("orders.title")} <span className="list-count">{total}</span>
        </h2>
        <ViewMenu page="orders" query={query} onOpen={show} />
      </header>
      <Filters filters={filters} onChange={change} />
      {picked.length > 0 && <BulkBar chosen={picked} onAct={act} onClear={() => setChosen(new Set())} />}
      {orders.isError && <Failed retry={() => void orders.refetch()} />}
      {orders.data !== undefined && rows.length === 0 ? (
        <div className="empty" data-testid="no-orders">
          <p className="empty-title">{t("orders.none")}</p>
          <p>{t("orders.none_hint")}</p>
        </div>
      ) : (
        <Table
          rows={rows}
          chosen={chosen}
          onChosen={setChosen}
          onOpen={onOpen}
          onTag={(tag) => change({ tag: filters.tag === tag ? "" : tag })}
        />
      )}
      <Narrowed tag={filters.tag} onWiden={() => change({ tag: "" })} />
      {orders.hasNextPage && (
        <div className="orders-more">
          <Button loading={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>
            {t("orders.more", { shown: rows.length, total })}
          </Button>
        </div>
      )}
      {run !== null && (
        <BulkResult
          run={run}
          onUndo={undo}
          onClose={() => {
            close();
            setChosen(new Set());
          }}
        />
      )}
    </main>
  );
}
