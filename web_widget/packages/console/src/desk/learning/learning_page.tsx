import type { LearningCluster, LearningPage as Page } from "@yingda/protocol";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ListSkeleton } from "../list/list_states.tsx";
import { ClusterDetail } from "./cluster_detail.tsx";
import { ClusterList } from "./cluster_list.tsx";
import type { QueueState } from "./queue.ts";
import { useQueue } from "./queue.ts";
import "./learning.css";

const STATES: readonly QueueState[] = ["open", "dismissed"];

interface StatesProps {
  readonly state: QueueState;
  readonly total: number | undefined;
  readonly onState: (state: QueueState) => void;
}

function States({ state, total, onState }: StatesProps) {
  const { t } = useTranslation();
  return (
    <div className="list-tabs" role="group" aria-label={t("learning.state")}>
      {STATES.map((name) => (
        <button
          key={name}
          type="button"
          className="list-tab"
          aria-pressed={name === state}
          onClick={() => onState(name)}
          data-testid={`learning-${name}`}
        >
          {t(`learning.${name}`)}
          {name === state && total !== undefined && <span className="list-count"> {total}</span>}
        </button>
      ))}
    </div>
  );
}

function Nothing({ state }: { readonly state: QueueState }) {
  const { t } = useTranslation();
  return (
    <div className="empty" data-testid="learning-nothing">
      <p className="empty-title">{t(state === "open" ? "learning.nothing" : "learning.nothing_dismissed")}</p>
      {state === "open" && <p>{t("learning.nothing_hint")}</p>}
    </div>
  );
}

function Head({ page }: { readonly page: Page | undefined }) {
  const { t } = useTranslation();
  return (
    <header className="learning-head">
      <h2>{t("learning.title")}</h2>
      <p className="field-hint">{t("learning.hint")}</p>
      {page !== undefined && page.troubled > 0 && (
        <p className="learning-counts" data-testid="learning-counts">
          {t("learning.counts", { troubled: page.troubled, settled: page.settled, release: page.release })}
        </p>
      )}
    </header>
  );
}

/** What the bot did not answer well, grouped by meaning: each group becomes a wording, an article, or nothing. */
export function LearningPage() {
  const { t } = useTranslation();
  const [state, setState] = useState<QueueState>("open");
  const [chosen, setChosen] = useState<string | null>(null);
  const queue = useQueue(state);
  const clusters: readonly LearningCluster[] = queue.data?.pages.flatMap((page) => page.clusters) ?? [];
  const cluster = clusters.find(({ id }) => id === chosen) ?? clusters[0];
  const first = queue.data?.pages[0];
  return (
    <main
      className="learning"
      aria-label={t("learning.title")}
      aria-busy={queue.isPending}
      data-testid="learning"
    >
      <Head page={first} />
      <States state={state} total={first?.total} onState={setState} />
      {queue.isPending && <ListSkeleton />}
      {queue.isError && (
        <div className="empty" role="alert">
          <p className="empty-title">{t("learning.failed")}</p>
          <Button onClick={() => void queue.refetch()}>{t("common.retry")}</Button>
        </div>
      )}
      {first !== undefined && clusters.length === 0 && <Nothing state={state} />}
      {cluster !== undefined && (
        <div className="learning-body">
          <div className="learning-list">
            <ClusterList clusters={clusters} chosen={cluster.id} onChoose={setChosen} />
            {queue.hasNextPage && (
              <Button block loading={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
                {t("learning.more")}
              </Button>
            )}
          </div>
          <ClusterDetail key={cluster.id} cluster={cluster} />
        </div>
      )}
    </main>
  );
}
