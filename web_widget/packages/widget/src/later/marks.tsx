/** Icons that nothing needs before the cards are there. */
import { Drawing, Icon } from "../core/ui/icons.tsx";

export function CopyMark({ copied }: { readonly copied: boolean }) {
  return copied ? <Icon name="check" /> : <Drawing name="copy" path="M9 9h10v11H9zM15 9V5H5v11h4" />;
}

export function Clock() {
  return <Drawing name="clock" path="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3 2" />;
}
