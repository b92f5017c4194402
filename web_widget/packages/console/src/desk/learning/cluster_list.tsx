import type { LearningCluster, Trouble } from "@yingda/protocol";
import { RiseOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";

export const TROUBLES: readonly Trouble[] = ["corrected", "disliked", "unanswered", "asked_back"];

/** How often it went wrong in which way, the gravest first. */
export function Troubles({ cluster }: { readonly cluster: LearningCluster }) {
  const { t } = useTranslation();
  return (
    <>
      {TROUBLES.filter((name) => cluster.troubles[name] > 0).map((name) => (
        <span key={name} className={`chip trouble-${name}`}>
          {t(`learning.trouble.${name}`)} {cluster.troubles[name]}
        </span>
      ))}
    </>
  );
}

/** One or two more say nothing. */
const RISING_MIN = 3;

function isRising(cluster: LearningCluster): boolean {
  return cluster.last_7_days >= RISING_MIN && cluster.last_7_days > cluster.before_7_days;
}

interface ClusterListProps {
  readonly clusters: readonly LearningCluster[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

export function ClusterList({ clusters, chosen, onChoose }: ClusterListProps) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t("learning.list")}>
      {clusters.map((cluster) => (
        <li key={cluster.id}>
          <button
            type="button"
            className="cluster"
            aria-pressed={cluster.id === chosen}
            onClick={() => onChoose(cluster.id)}
            data-testid="cluster"
          >
            <span className="cluster-title" lang={cluster.locale}>
              {cluster.title}
            </span>
            <span className="cluster-count">{t("learning.count", { count: cluster.count })}</span>
            <span className="cluster-facts">
              <Troubles cluster={cluster} />
              {isRising(cluster) && (
                <span className="cluster-rising">
                  <RiseOutlined aria-hidden="true" /> {t("learning.rising")}
                </span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
