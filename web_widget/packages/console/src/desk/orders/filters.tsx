import { nameIn } from "@yingda/protocol";
import { Checkbox, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useDeskState, useLocale, useTeamName } from "../desk_context.ts";
import { SearchBox } from "../list/search_box.tsx";
import type { OrderFilters } from "./use_orders.ts";
import { SORTS, STATES, TIERS } from "./use_orders.ts";

interface FiltersProps {
  readonly filters: OrderFilters;
  readonly onChange: (values: OrderFilters) => void;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  readonly testId: string;
}

function Choice({ label, value, options, onChange, testId }: ChoiceProps) {
  return (
    <Select
      className="order-filter"
      aria-label={label}
      placeholder={label}
      allowClear
      value={value ?? null}
      options={[...options]}
      onChange={(next: string | null | undefined) => onChange(next ?? "")}
      data-testid={testId}
    />
  );
}

function Choices({ filters, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const teams = useDeskState((state) => state.teams);
  const staff = useDeskState((state) => state.staff);
  const teamName = useTeamName();
  const owners = [
    { value: "me", label: t("orders.owner_me") },
    { value: "-", label: t("orders.owner_none") },
    ...staff
      .filter(({ role }) => role !== "editor")
      .map(({ id, name, names }) => ({ value: id, label: nameIn(names, locale, name) })),
  ];
  return (
    <>
      <Choice
        label={t("orders.team")}
        value={filters.team}
        options={teams.map(({ id, name }) => ({ value: id, label: teamName(id, name) }))}
        onChange={(team) => onChange({ team })}
        testId="filter-team"
      />
      <Choice
        label={t("orders.owner")}
        value={filters.owner}
        options={owners}
        onChange={(owner) => onChange({ owner })}
        testId="filter-owner"
      />
      <Choice
        label={t("orders.tier")}
        value={filters.tier}
        options={TIERS.map((value) => ({ value, label: t(`order.tier.${value}`) }))}
        onChange={(tier) => onChange({ tier })}
        testId="filter-tier"
      />
    </>
  );
}

export function Filters({ filters, onChange }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <div className="order-filters">
      <Segmented
        aria-label={t("orders.state")}
        value={STATES.find((state) => state === filters.state) ?? "open"}
        options={STATES.map((value) => ({ value, label: t(`orders.states.${value}`) }))}
        onChange={(state) => onChange({ state: state === "open" ? "" : state })}
      />
      <SearchBox words={filters.q ?? ""} placeholder={t("orders.search")} onSearch={(q) => onChange({ q })} />
      <Choices filters={filters} onChange={onChange} />
      <Checkbox
        checked={filters.urgent === "true"}
        onChange={({ target }) => onChange({ urgent: target.checked ? "true" : "" })}
      >
        {t("order.urgent")}
      </Checkbox>
      <Checkbox
        checked={filters.overdue === "true"}
        onChange={({ target }) => onChange({ overdue: target.checked ? "true" : "" })}
      >
        {t("orders.overdue")}
      </Checkbox>
      <Select
        className="order-filter"
        aria-label={t("orders.sort")}
        value={SORTS.find((sort) => sort === filters.sort) ?? "due"}
        options={SORTS.map((value) => ({ value, label: t(`orders.sorts.${value}`) }))}
        onChange={(sort) => onChange({ sort: sort === "due" ? "" : sort })}
      />
    </div>
  );
}
