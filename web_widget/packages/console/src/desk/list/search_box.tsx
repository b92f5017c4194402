import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { isComposing } from "@yingda/protocol";
import type { KeyboardEvent } from "react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";

const SETTLED_MS = 300;

interface SearchBoxProps {
  readonly words: string;
  readonly onSearch: (words: string) => void;
  /** What can be found. */
  readonly placeholder?: string;
}

/** Name, numbers and words. An input method's half words are not searched for. */
export function SearchBox({ words, onSearch, placeholder }: SearchBoxProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(words);
  const [composing, setComposing] = useState(false);
  const [shown, setShown] = useState(words);
  // Somebody chose a list, or went back: the box follows the address.
  if (shown !== words) {
    setShown(words);
    setTyped(words);
  }
  const search = useEffectEvent(onSearch);
  useEffect(() => {
    if (composing || typed.trim() === words) return;
    const timer = setTimeout(() => search(typed.trim()), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [typed, composing, words]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === "Enter") onSearch(typed.trim());
    if (event.key !== "Escape") return;
    if (typed === "") event.currentTarget.blur();
    setTyped("");
    onSearch("");
  };
  return (
    <search className="search-box">
      <Input
        prefix={<SearchOutlined />}
        allowClear
        value={typed}
        placeholder={placeholder ?? t("search.placeholder")}
        aria-label={t("search.label")}
        onChange={(event) => setTyped(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onKeyDown={onKeyDown}
        data-testid="search"
      />
    </search>
  );
}
