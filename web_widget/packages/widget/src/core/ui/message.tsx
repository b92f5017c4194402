/** One message of anybody, with what it asks for. */
import type { TimelineItem } from "../timeline.ts";
import { Copy, EvidenceFiles, Feedback, FormCard, RichWords, Several, WayBack } from "../later.tsx";
import { useWidget } from "./context.ts";
import { Options } from "./options.tsx";
import { VoiceLabel } from "./voice_label.tsx";

type MessageItem = Extract<TimelineItem, { type: "message" }>;

export function Message({ item }: { readonly item: MessageItem }) {
  const { texts } = useWidget();
  const { event } = item;
  const { role } = event.from;
  const Choices = event.several && item.open ? Several : Options;
  return (
    <li
      class={`message ${role} ${item.head ? "head" : "follow"}`}
      data-testid={`yd-message-${role}`}
      data-seq={event.seq}
    >
      {item.head && <VoiceLabel from={event.from} at={event.at} />}
      <div class="bubble" part={`bubble bubble-${role}`}>
        {event.submitted !== undefined && <Submitted item={item} />}
        {event.submitted === undefined && event.text !== "" && <Words item={item} />}
        {event.evidence !== undefined && <EvidenceFiles files={event.evidence} />}
        {(role === "bot" || role === "agent") && event.text !== "" && <Copy text={event.text} />}
      </div>
      {item.edited && <p class="delivery">{texts.editedMark}</p>}
      {item.last && <p class="delivery">{item.read ? texts.readState : texts.sentState}</p>}
      {event.options !== undefined && event.form === undefined && (
        <Choices seq={event.seq} options={event.options} open={item.open} chosen={item.chosen} />
      )}
      {event.form !== undefined && <FormCard item={item} form={event.form} />}
      {item.back !== undefined && <WayBack label={item.back} />}
      {role === "bot" && event.article !== undefined && <Feedback seq={event.seq} verdict={item.verdict} />}
    </li>
  );
}

function Words({ item: { event } }: { readonly item: MessageItem }) {
  // What a visitor types is never formatted, whatever the server sends along.
  const { rich, text, article: id, article_title: title, seq } = event;
  const article = id && title ? { id, title, seq } : undefined;
  if ((rich ?? article) === undefined || event.from.role === "visitor") return <p class="plain">{text}</p>;
  return <RichWords nodes={rich ?? []} text={text} article={article} />;
}

function Submitted({ item: { event } }: { readonly item: MessageItem }) {
  return (
    <dl class="submitted">
      {event.submitted?.values.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
