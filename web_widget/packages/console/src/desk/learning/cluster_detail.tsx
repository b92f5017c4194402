import type { LearningCluster, LearningSample } from "@yingda/protocol";
import { formatWhen } from "./when.ts";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../../app/http.ts";
import { useLocale } from "../desk_context.ts";
import { useNotification } from "../notices.tsx";
import { ArticleDialog } from "./article_dialog.tsx";
import { Troubles } from "./cluster_list.tsx";
import { useAct } from "./queue.ts";
import { VariantDialog } from "./variant_dialog.tsx";

/** What it may be a wording of: what people chose counts for more than what the engine thinks. */
function Suggested({ cluster }: { readonly cluster: LearningCluster }) {
  const { t } = useTranslation();
  const { nearest, correction } = cluster;
  return (
    <section className="learning-suggested" aria-labelledby="suggested-title">
      <h4 id="suggested-title">{t("learning.suggested")}</h4>
      {correction !== undefined && (
        <p data-testid="correction">
          {t("learning.correction", {
            kind: t(`learning.kind.${correction.kind}`),
            title: correction.title || correction.id,
            count: correction.count,
          })}
        </p>
      )}
      {nearest === undefined ? (
        <p>{t("learning.no_nearest")}</p>
      ) : (
        <p data-testid="nearest">
          {t("learning.nearest", {
            kind: t(`learning.kind.${nearest.kind}`),
            title: nearest.title,
            score: Math.round(nearest.score * 100),
          })}
        </p>
      )}
    </section>
  );
}

interface SamplesProps {
  readonly cluster: LearningCluster;
  readonly picked: readonly string[];
  readonly onPick: (texts: readonly string[]) => void;
}

function Sample({ sample, locale }: { readonly sample: LearningSample; readonly locale: string }) {
  const { t } = useTranslation();
  const here = useLocale();
  return (
    <span className="sample">
      <span lang={locale}>{sample.text}</span>
      <span className="sample-facts">
        {sample.count > 1 && <span>{t("learning.times", { count: sample.count })}</span>}
        <span>{t(`learning.trouble.${sample.trouble}`)}</span>
        <time dateTime={sample.last_at}>{formatWhen(sample.last_at, here)}</time>
      </span>
    </span>
  );
}

function Samples({ cluster, picked, onPick }: SamplesProps) {
  const { t } = useTranslation();
  const toggle = (text: string, on: boolean): void =>
    onPick(on ? [...picked, text] : picked.filter((other) => other !== text));
  return (
    <section aria-labelledby="samples-title">
      <h4 id="samples-title">{t("learning.samples")}</h4>
      <p className="field-hint">{t("learning.samples_hint")}</p>
      <ul className="samples" data-testid="samples">
        {cluster.samples.map((sample) => (
          <li key={sample.text}>
            <Checkbox
              checked={picked.includes(sample.text)}
              onChange={(event) => toggle(sample.text, event.target.checked)}
            >
              <Sample sample={sample} locale={cluster.locale} />
            </Checkbox>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Away with it, and back. */
function Decision({ cluster }: { readonly cluster: LearningCluster }) {
  const { t } = useTranslation();
  const notification = useNotification();
  const act = useAct(cluster.id);
  const dismissed = cluster.dismissed !== undefined;
  const decide = (): void =>
    act.mutate(
      { action: dismissed ? "restore" : "dismiss" },
      {
        onSuccess: () =>
          notification.success({ title: t(dismissed ? "learning.restored" : "learning.dismissed_done") }),
        onError: (error) =>
          notification.error({
            title: t("learning.refused", { reason: error instanceof Refused ? error.detail : String(error) }),
          }),
      },
    );
  return (
    <Button onClick={decide} loading={act.isPending} data-testid={dismissed ? "restore" : "dismiss"}>
      {t(dismissed ? "learning.restore" : "learning.dismiss")}
    </Button>
  );
}

export function ClusterDetail({ cluster }: { readonly cluster: LearningCluster }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [picked, setPicked] = useState<readonly string[]>([cluster.title]);
  const [dialog, setDialog] = useState<"variant" | "article" | null>(null);
  const close = (): void => setDialog(null);
  return (
    <section className="learning-detail" aria-labelledby="cluster-title" data-testid="cluster-detail">
      <h3 id="cluster-title" lang={cluster.locale}>
        {cluster.title}
      </h3>
      <p className="cluster-facts">
        <Troubles cluster={cluster} />
        <span>{t("learning.conversations", { count: cluster.conversations })}</span>
        <span>{t("learning.trend", { now: cluster.last_7_days, before: cluster.before_7_days })}</span>
      </p>
      {cluster.dismissed !== undefined && (
        <p className="field-hint">
          {t("learning.dismissed_by", {
            by: cluster.dismissed.by,
            when: formatWhen(cluster.dismissed.at, locale),
          })}
        </p>
      )}
      <Suggested cluster={cluster} />
      <Samples cluster={cluster} picked={picked} onPick={setPicked} />
      <div className="learning-acts">
        <Button type="primary" onClick={() => setDialog("variant")} data-testid="make-variant">
          {t("learning.variant")}
        </Button>
        <Button onClick={() => setDialog("article")} data-testid="make-article">
          {t("learning.article")}
        </Button>
        <Decision cluster={cluster} />
      </div>
      {dialog === "variant" && <VariantDialog cluster={cluster} picked={picked} onClose={close} />}
      {dialog === "article" && <ArticleDialog cluster={cluster} picked={picked} onClose={close} />}
    </section>
  );
}
