import { BellOutlined } from "@ant-design/icons";
import type { Mentions } from "@yingda/protocol";
import { formatWhen } from "@yingda/protocol";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { getJson, postJson } from "../../app/http.ts";
import { useSession } from "../../session/session_context.ts";
import { useDeskState, useLocale, useServerNow, useStaffName } from "../desk_context.ts";
import type { Place } from "../place.ts";
import { visitorName } from "../visitor.ts";

const KEY = ["mentions"];

function useMentions() {
  const { csrf } = useSession();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await getJson<Mentions>("/v1/desk/mentions", signal)).mentions,
    refetchInterval: 60_000,
  });
  const see = useMutation({
    mutationFn: (conversation: string) =>
      postJson(`/v1/desk/mentions/${encodeURIComponent(conversation)}/seen`, {}, csrf),
    onSettled: () => void client.invalidateQueries({ queryKey: KEY }),
  });
  // Told just now: the list follows.
  const heard = useDeskState((state) => state.notices.filter(({ kind }) => kind === "mention").length);
  const again = useEffectEvent(() => void client.invalidateQueries({ queryKey: KEY }));
  useEffect(() => {
    if (heard > 0) again();
  }, [heard]);
  return { mentions: data ?? [], see: see.mutate };
}

/** Notes that one is to look at, until one has: opening the conversation is looking. */
export function MentionsBar({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const staffName = useStaffName();
  const { mentions, see } = useMentions();
  const { conversation } = place;
  const seen = useEffectEvent((open: string) => {
    if (mentions.some((mention) => mention.conversation === open)) see(open);
  });
  useEffect(() => {
    if (conversation !== null) seen(conversation);
  }, [conversation, mentions.length]);
  if (mentions.length === 0) return null;
  return (
    <details className="mentions" open data-testid="mentions">
      <summary>
        <BellOutlined /> {t("mention.open")} <span className="list-count">{mentions.length}</span>
      </summary>
      <ul>
        {mentions.map((mention) => (
          <li key={`${mention.conversation}:${mention.pos}`}>
            <button
              type="button"
              className="mention"
              onClick={() => place.open(mention.conversation)}
              data-testid="mention"
            >
              <strong>{visitorName(t, mention.row.visitor, mention.conversation)}</strong>
              <span>
                {t("mention.by", { name: staffName(mention.agent.id, mention.agent.name) })} ·{" "}
                {formatWhen(mention.at, now, locale)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
