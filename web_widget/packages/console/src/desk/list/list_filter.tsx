import { FilterOutlined } from "@ant-design/icons";
import { Button, Checkbox, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeskState, useTeamName } from "../desk_context.ts";
import type { Place } from "../place.ts";
import { ViewMenu } from "../views/view_menu.tsx";

/** What narrows the lists, folded away until it is wanted; it stands in the address and can be kept as a view. */
export function ListFilter({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const teams = useDeskState((state) => state.teams);
  const teamName = useTeamName();
  const { team, urgent, overdue } = place.filters;
  const active = team !== "" || urgent || overdue;
  const [open, setOpen] = useState(active);
  return (
    <div className="list-filter">
      <div className="list-filter-line">
        <Button
          type="text"
          size="small"
          icon={<FilterOutlined />}
          aria-expanded={open}
          className={active ? "filter-active" : undefined}
          onClick={() => setOpen(!open)}
          data-testid="toggle-filter"
        >
          {t("views.filter")}
        </Button>
        <ViewMenu page="inbox" query={place.query} onOpen={place.showQuery} />
      </div>
      {open && (
        <div className="list-filter-body" data-testid="list-filter">
          <Select
            size="small"
            allowClear
            placeholder={t("views.filter_team")}
            aria-label={t("views.filter_team")}
            value={team === "" ? null : team}
            options={teams.map(({ id, name }) => ({ value: id, label: teamName(id, name) }))}
            onChange={(next: string | null | undefined) => place.narrow({ team: next ?? "" })}
          />
          <Checkbox checked={urgent} onChange={({ target }) => place.narrow({ urgent: target.checked })}>
            {t("views.filter_urgent")}
          </Checkbox>
          <Checkbox checked={overdue} onChange={({ target }) => place.narrow({ overdue: target.checked })}>
            {t("views.filter_overdue")}
          </Checkbox>
        </div>
      )}
    </div>
  );
}

/** Something waits, and the filters hide all of it: that is said, for it must not be overlooked. */
export function AllHidden({ place, count }: { readonly place: Place; readonly count: number }) {
  const { t } = useTranslation();
  return (
    <div className="empty" role="status" data-testid="all-hidden">
      <p className="empty-title">{t("views.filtered", { count })}</p>
      <Button onClick={() => place.narrow({ team: "", urgent: false, overdue: false })}>
        {t("views.clear")}
      </Button>
    </div>
  );
}
