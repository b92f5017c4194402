import type { Candidate } from "@yingda/protocol";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useUnderstanding } from "../answers.ts";
import { offerText } from "../composer/composer_signals.ts";
import { useDeskState } from "../desk_context.ts";
import { lastVisitorWords } from "../model/conversation.ts";
import { ownership, rowOf } from "../model/state.ts";

/** Why the engine found it: its score, the variant that fits best and what both have in common. */
function Why({ candidate }: { readonly candidate: Candidate }) {
  const { t } = useTranslation();
  return (
    <p className="article-why">
      {t("knowledge.score", { score: Math.round(candidate.score * 100) })}
      {candidate.matched !== "" && ` · ${t("knowledge.matched", { words: candidate.matched })}`}
      {candidate.features.length > 0 &&
        ` · ${t("knowledge.shared", {
          words: candidate.features.map(({ name }) => name).join(t("common.comma")),
        })}`}
    </p>
  );
}

function Article({ candidate, own }: { readonly candidate: Candidate; readonly own: boolean }) {
  const { t } = useTranslation();
  return (
    <li className="order-card" data-testid="article">
      <header>
        <h4>{candidate.title}</h4>
      </header>
      <Why candidate={candidate} />
      {candidate.text !== undefined && <p className="article-text">{candidate.text}</p>}
      {own && candidate.text !== undefined && (
        <Button
          size="small"
          onClick={() => offerText(candidate.text ?? "", candidate.id)}
          aria-label={t("knowledge.insert_named", { title: candidate.title })}
          data-testid="article-insert"
        >
          {t("knowledge.insert")}
        </Button>
      )}
      {candidate.kind === "flow" && <span className="chip">{t("knowledge.flow")}</span>}
    </li>
  );
}

/** What the bot would answer to the last question, and why; or to whatever is asked here. */
export function KnowledgeTab({ conversation }: { readonly conversation: string }) {
  const { t } = useTranslation();
  const row = useDeskState((state) => rowOf(state, conversation));
  const own = useDeskState((state) => ownership(state, conversation) === "mine");
  const said = useDeskState((state) => lastVisitorWords(state.conversations[conversation]));
  const [asked, setAsked] = useState("");
  const question = (asked || said).slice(0, 500);
  const { data, isError, isFetching } = useUnderstanding(question, row?.locale ?? "");
  return (
    <div className="context-body" data-testid="context-knowledge">
      <Input.Search
        placeholder={t("knowledge.placeholder")}
        aria-label={t("knowledge.placeholder")}
        allowClear
        loading={isFetching}
        onSearch={(words) => setAsked(words.trim())}
        data-testid="knowledge-search"
      />
      {question !== "" && <p className="fetched">{t("knowledge.for", { words: question })}</p>}
      {isError && <p role="alert">{t("knowledge.failed")}</p>}
      {data !== undefined && question !== "" && (
        <>
          <p className="knowledge-outcome">
            <span className="chip chip-accent">{t(`knowledge.outcome.${data.outcome}`)}</span>{" "}
            {data.candidates[0] === undefined
              ? t("knowledge.nothing_near")
              : t("knowledge.sure", {
                  title: data.candidates[0].title,
                  percent: Math.round(data.confidence * 100),
                })}
          </p>
          {/* The engine's own words are English, for whoever looks into it. */}
          <details className="knowledge-reason">
            <summary>{t("knowledge.engine")}</summary>
            <p lang="en">{data.reason}</p>
          </details>
          <ul className="article-list">
            {data.candidates.map((candidate) => (
              <Article key={`${candidate.kind} ${candidate.id}`} candidate={candidate} own={own} />
            ))}
          </ul>
        </>
      )}
      {question === "" && <p className="context-none">{t("knowledge.none")}</p>}
    </div>
  );
}
