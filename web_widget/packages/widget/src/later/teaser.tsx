/** The greeting beside the closed launcher, for pages that ask for it. Never in the way, and only once. */
import { useWidget } from "../core/ui/context.ts";
import { Icon } from "../core/ui/icons.tsx";

export function Teaser() {
  const { controller, state, texts } = useWidget();
  return (
    <aside class="teaser" part="teaser" aria-label={texts.name} data-testid="yd-teaser">
      <button type="button" class="teaser-text" onClick={() => controller.open()}>
        {state.config.greeting}
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={texts.dismiss}
        data-testid="yd-teaser-dismiss"
        onClick={() => controller.dismissGreeting()}
      >
        <Icon name="close" />
      </button>
    </aside>
  );
}
