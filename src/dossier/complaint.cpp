#include "dossier/complaint.hpp"

#include <algorithm>

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
  text.field(words.complainant, name.empty() ? fill : name);
  text.field(words.shop, about.brand.empty() ? fill : about.brand + " " + fill);
  text.field(words.subject, order.title.empty() ? fill : order.title);
  text.field(words.number, order.number);
  if (!order.about.empty()) text.field(words.shop_order, order.about);
  text.field(words.opened, time_words(order.opened_at, about));
  text.field(words.status, std::string(own_status_words(order.status, about.locale)));
}

bool told_by(const workorder::WorkOrder& order, const Line& line) {
  return std::ranges::any_of(order.history, [&](const workorder::Change& change) {
    return change.at == line.at && change.who == "visitor" && change.what != "evidence";
  });
}

// Lines with what the customer said; what they did with the order the history tells, if it does.
std::vector<Line> own_lines(const Case& about) {
  auto lines = transcript_of(about);
  std::erase_if(lines, [&](const Line& line) {
    const bool twice = line.kind == "work_order_request" && told_by(order_of(about), line);
    return line.staff_only || !line.customer || twice;
  });
  return lines;
}

// Empty when a line of the same moment says it, or when it is of no concern.
std::string change_told(const workorder::Change& change, const std::vector<Line>& lines,
                        const Case& about, const Words& words) {
  const bool said = std::ranges::any_of(
      lines, [&](const Line& line) { return line.at == change.at && line.kind == "message"; });
  if (said && change.what == "evidence") return {};  // it names the files
  std::string out = own_change_words(change, about.locale);
  if (!out.empty() && change.who == "visitor" && !change.why.empty()) {
    out += std::string(words.colon) + change.why;
  }
  return out;
}

// The customer's own words and what became of the case, by time.
void course(Text& text, const Case& about, const Words& words) {
  text.heading(words.facts_in_order);
  const auto lines = own_lines(about);
  std::size_t next = 0;
  const auto tell_until = [&](const Instant* until) {
    for (; next < lines.size() && (until == nullptr || lines[next].at <= *until); ++next) {
      text.item(time_words(lines[next].at, about) + " " + std::string(words.myself) +
                std::string(words.colon) + lines[next].text);
    }
  };
  for (const auto& change : order_of(about).history) {
    const std::string what = change_told(change, lines, about, words);
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
