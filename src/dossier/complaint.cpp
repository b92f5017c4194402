#include "dossier/complaint.hpp"

#include "dossier/promises.hpp"
#include "dossier/transcript.hpp"
#include "dossier/words.hpp"
#include "workorder/promises.hpp"

namespace yingda::dossier {
namespace {

using workorder::WorkOrder;

class Text {
 public:
  explicit Text(const Words& words) : words_(words) {}

  void field(std::string_view name, const std::string& value) {
    out_.append(name).append(words_.colon).append(value).append("\n");
  }
  void heading(std::string_view name) {
    out_.append("\n").append(name).append(words_.colon).append("\n");
    number_ = 0;
  }
  void item(const std::string& value) { out_ += std::to_string(++number_) + ". " + value + "\n"; }
  std::string take() { return std::move(out_); }

 private:
  const Words& words_;
  std::string out_;
  int number_ = 0;
};

std::string money(const workorder::Demand& demand) {
  return demand.amount ? " " + demand.amount->amount + " " + demand.amount->currency : "";
}

void who_and_what(Text& text, const Case& about, const Words& words) {
  const WorkOrder& order = order_of(about);
  const std::string fill(words.to_fill_in);
  const auto& name = about.state.arrival.visitor.name;
  text.field(words.customer, name.empty() ? fill : name);
  text.field(words.shop, about.brand.empty() ? fill : about.brand + " " + fill);
  text.field(words.subject, order.title);
  text.field(words.number, order.number);
  if (!order.about.empty()) text.field(words.shop_order, order.about);
  text.field(words.opened, time_words(order.opened_at, about));
  text.field(words.status, pages::status_words(order.status, about.locale));
}

// The customer's own words and what became of the case, by time.
void course(Text& text, const Case& about, const Words& words) {
  text.heading(words.facts_in_order);
  auto lines = transcript_of(about);
  std::erase_if(lines, [](const Line& line) { return line.staff_only || !line.customer; });
  std::size_t next = 0;
  const auto tell_until = [&](const Instant* until) {
    for (; next < lines.size() && (until == nullptr || lines[next].at <= *until); ++next) {
      const Line& line = lines[next];
      text.item(time_words(line.at, about) + " " + line.who + std::string(words.colon) + line.text);
    }
  };
  for (const auto& change : order_of(about).history) {
    const std::string what = pages::change_words(change, about.locale);
    if (what.empty()) continue;
    tell_until(&change.at);
    text.item(time_words(change.at, about) + " " + what);
  }
  tell_until(nullptr);
}

void promises(Text& text, const Case& about, const Words& words) {
  text.heading(words.promises);
  for (const auto& promised : workorder::promise_record(order_of(about), about.made_at)) {
    std::string line(promise_words(promised.what, about.locale));
    if (!promised.text.empty()) line += " " + promised.by + " " + promised.text;
    line += ", " + std::string(words.due) + " " + time_words(promised.due, about);
    if (promised.met_at) {
      line += ", " + std::string(words.met) + " " + time_words(*promised.met_at, about);
    }
    text.item(line + ", " + std::string(outcome_words(promised.outcome, about.locale)));
  }
}

void demands(Text& text, const Case& about, const Words& words) {
  text.heading(words.demands);
  const WorkOrder& order = order_of(about);
  for (const auto& demand : order.demands) {
    text.item((demand.label.empty() ? demand.kind : demand.label) + money(demand));
  }
  if (order.demands.empty()) text.item(std::string(words.to_fill_in));
}

void evidence(Text& text, const std::vector<Attachment>& attachments, const Words& words) {
  text.heading(words.evidence);
  for (const auto& attachment : attachments) {
    const auto& file = attachment.stored.file;
    text.item(file.name + " (" + attachment.name + ", SHA-256 " + file.sha256 + ")");
  }
  if (attachments.empty()) text.item(std::string(words.no_evidence));
}

}  // namespace

std::string complaint_text(const Case& about, const std::vector<Attachment>& attachments) {
  const Words& words = words_in(about.locale);
  Text text(words);
  who_and_what(text, about, words);
  course(text, about, words);
  promises(text, about, words);
  demands(text, about, words);
  evidence(text, attachments, words);
  return text.take();
}

}  // namespace yingda::dossier
