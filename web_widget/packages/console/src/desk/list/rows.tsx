import type { DeskRow, FoundRow } from "@yingda/protocol";
import type { ComponentProps } from "react";
import { useMemo } from "react";
import { Virtuoso } from "react-virtuoso";
import type { Place } from "../place.ts";
import { Row } from "./row.tsx";

interface RowsProps {
  readonly rows: readonly (DeskRow | FoundRow)[];
  readonly place: Place;
  /** Absent where nothing can be taken. */
  readonly onClaim?: ((conversation: string) => void) | undefined;
  readonly onEnd?: (() => void) | undefined;
}

interface Shared {
  readonly current: string | null;
  readonly open: (conversation: string) => void;
  readonly claim: ((conversation: string) => void) | undefined;
}

const components = {
  List: (props: ComponentProps<"div">) => <div {...props} role="list" />,
  Item: (props: ComponentProps<"div">) => <div {...props} role="listitem" />,
};

/** Draws what is in sight, however many there are. */
export function Rows({ rows, place, onClaim, onEnd }: RowsProps) {
  const context: Shared = useMemo(
    () => ({ current: place.conversation, open: place.open, claim: onClaim }),
    [place.conversation, place.open, onClaim],
  );
  return (
    <Virtuoso<DeskRow | FoundRow, Shared>
      className="list-rows"
      data={rows}
      context={context}
      components={components}
      computeItemKey={(_index, row) => row.conversation}
      itemContent={(_index, row, { current, open, claim }) => (
        <Row
          row={row}
          current={row.conversation === current}
          onOpen={open}
          onClaim={row.handling === "queued" ? claim : undefined}
        />
      )}
      endReached={() => onEnd?.()}
      defaultItemHeight={92}
      increaseViewportBy={200}
      tabIndex={-1}
    />
  );
}
