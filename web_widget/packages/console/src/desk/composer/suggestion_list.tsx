import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Suggestion, Suggestions } from "./use_suggestions.ts";

export const optionId = (list: string, at: number): string => `${list}-${at}`;

interface LineProps {
  readonly id: string;
  readonly item: Suggestion;
  readonly marked: boolean;
  readonly onPick: () => void;
  readonly onMark: () => void;
}

function Line({ id, item, marked, onPick, onMark }: LineProps) {
  const { t } = useTranslation();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (marked) line.current?.scrollIntoView({ block: "nearest" });
  }, [marked]);
  return (
    // The text box keeps the focus and its keys move the mark: a click only does the same with a mouse.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={line}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={marked}
      className="suggestion"
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={marked ? undefined : onMark}
      onClick={onPick}
      data-testid="suggestion"
    >
      <span className="suggestion-head">
        <strong>{item.title}</strong>
        {item.score !== undefined && (
          <span className="suggestion-score">
            {t("suggest.score", { score: Math.round(item.score * 100) })}
          </span>
        )}
        {item.holding && <span className="chip sla-near">{t("suggest.holding")}</span>}
        <span className="suggestion-hint">{item.hint}</span>
      </span>
      <span className="suggestion-text">{item.text}</span>
    </div>
  );
}

interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: Suggestions;
  readonly at: number;
  readonly onPick: (item: Suggestion) => void;
  readonly onMark: (at: number) => void;
}

/** Over the text box, while a sign that calls for something stands before the cursor. */
export function SuggestionList({ id, suggestions, at, onPick, onMark }: SuggestionListProps) {
  const { t } = useTranslation();
  const { kind, items, phase, asked } = suggestions;
  const words =
    phase === "ready"
      ? t(items.length > 0 ? `suggest.title_${kind}` : `suggest.none_${kind}`, { asked })
      : t(`suggest.${phase}`);
  return (
    <div className="suggestions" data-testid="suggestions">
      <p className="suggestions-head" role="status">
        {words}
        {items.length > 0 && <span className="suggestions-keys">{t("suggest.keys")}</span>}
      </p>
      {items.length > 0 && (
        <div
          id={id}
          className="suggestions-list"
          role="listbox"
          aria-label={t(`suggest.title_${kind}`, { asked })}
        >
          {items.map((item, index) => (
            <Line
              key={item.key}
              id={optionId(id, index)}
              item={item}
              marked={index === at}
              onPick={() => onPick(item)}
              onMark={() => onMark(index)}
            />
          ))}
        </div>
      )}
    </div>
  );
}
