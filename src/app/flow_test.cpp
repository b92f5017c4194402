#include "app/flow_test.hpp"

#include "app/rehearsal.hpp"
#include "content/units.hpp"
#include "dialogue/pattern.hpp"
#include "text/normalize.hpp"
#include "workorder/money.hpp"

namespace yingda::app {
namespace {

using content::TestStep;
using content::TestStepKind;

// Midday in the service's zone, on an ordinary day.
const Instant test_start =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) + std::chrono::hours(4);

class Runner {
 public:
  Runner(const std::shared_ptr<const conversation::Catalog>& catalog,
         const content::ConversationTest& test)
      : test_(test),
        zone_(catalog->policy.zone),
        talk_(catalog, test.locale.empty() ? catalog->default_locale : test.locale, test_start,
              [this](const conversation::CallAction& call) { return answer(call); }) {
    talk_.state().arrival.page.url = test.page;
    for (const auto& [name, value] : test.slots) talk_.state().session.slots[name] = value;
  }

  std::vector<TestFailure> run() {
    for (const auto& step : test_.steps) {
      take(step);
      if (!failures_.empty()) break;  // what follows would only be noise
    }
    return std::move(failures_);
  }

 private:
  gateway::CallAnswer answer(const conversation::CallAction& call) {
    const auto script = test_.actions.find(call.action);
    if (script == test_.actions.end() || script->second.empty()) {
      return {false, "timeout", {}};
    }
    auto& turn = answered_[call.action];
    const auto& given = script->second[std::min(turn, script->second.size() - 1)];
    ++turn;
    return {given.ok, given.error, given.fields};
  }

  // The visitor's next turn, as a failure names it.
  void begin(const std::string& kind, const std::string& what) {
    turn_ =
        "turn " + std::to_string(++turns_) + " (" + kind + (what.empty() ? "" : ": ") + what + ")";
  }

  void heard(const TestStep& step, const Rehearsal::Heard& what) {
    entries_ = what.entries;
    if (what.refused) fail(step, "an accepted turn", what.refused->message);
  }

  void take(const TestStep& step) {
    switch (step.kind) {
      case TestStepKind::user:
        begin("user", step.text);
        return heard(step, talk_.say(step.text));
      case TestStepKind::user_file:
        begin("user_file", step.text);
        return heard(step, talk_.send_file(step.text));
      case TestStepKind::choose:
        begin("choose", step.text);
        return heard(step, talk_.choose(step.text));
      case TestStepKind::submit:
        begin("submit", listed(texts(step.fields)));
        return heard(step, talk_.submit(texts(step.fields)));
      case TestStepKind::human:
        begin("human", "");
        return heard(step, talk_.human());
      case TestStepKind::wait:
        begin("wait", step.text);
        return heard(step, talk_.advance(step.span));
      case TestStepKind::event:
        begin("event", step.text);
        return heard(step, talk_.event(step.text));
      case TestStepKind::order_becomes:
        return set_order(step);
      case TestStepKind::off_duty:
        begin("off_duty", "");
        return heard(step, talk_.nobody_on_duty());
      case TestStepKind::bot:
        return expect_said(step);
      case TestStepKind::matches:
        return expect_match(step);
      case TestStepKind::flow:
        return expect_flow(step);
      case TestStepKind::article:
        return expect_article(step);
      case TestStepKind::slot_was_set:
        return expect_slots(step);
      case TestStepKind::work_order:
        return expect_order(step);
      case TestStepKind::handoff:
        return expect_handoff(step);
    }
  }

  // The desk is not part of these tests; what it did is.
  void set_order(const TestStep& step) {
    auto& state = talk_.state();
    if (state.orders.empty()) return fail(step, "a work order", "there is none yet");
    auto& order = state.orders.back();
    const auto facts = texts(step.fields);
    order.status = workorder::parse_status(facts.at("status")).value_or(order.status);
    const auto owner = facts.find("owner");
    if (owner != facts.end()) order.owner = workorder::Person{"owner", owner->second};
    if (order.status == workorder::Status::waiting_on_customer) {
      order.request =
          workorder::CustomerRequest{"?", talk_.now(), order.owner.value_or(workorder::Person{})};
    }
    if (conversation::open_order(state) == nullptr) state.handling = conversation::Handling::bot;
  }

  static std::map<std::string, std::string> texts(const dialogue::Slots& fields) {
    std::map<std::string, std::string> out;
    for (const auto& [name, value] : fields) out[name] = dialogue::to_text(value);
    return out;
  }

  static std::string listed(const std::map<std::string, std::string>& values) {
    std::string out;
    for (const auto& [name, value] : values) out += (out.empty() ? "" : ", ") + name + "=" + value;
    return out;
  }

  void fail(const TestStep& step, std::string expected, std::string actual) {
    failures_.push_back({step.where, turn_, std::move(expected), std::move(actual)});
  }

  std::vector<std::string> said() const {
    std::vector<std::string> out;
    for (const auto& entry : entries_) {
      const auto* message = std::get_if<conversation::MessageEntry>(&entry.body);
      if (message == nullptr || message->role == conversation::Role::visitor) continue;
      out.push_back(message->text);
    }
    return out;
  }

  std::string all_said() const {
    std::string out;
    for (const auto& text : said()) out += (out.empty() ? "" : "\n") + text;
    return out.empty() ? "(nothing)" : out;
  }

  void expect_said(const TestStep& step) {
    for (const auto& text : said()) {
      if (text::normalize(text) == text::normalize(step.text)) return;
    }
    fail(step, step.text, all_said());
  }

  void expect_match(const TestStep& step) {
    for (const auto& text : said()) {
      if (dialogue::found_in(step.pattern, text)) return;
    }
    fail(step, "/" + step.text + "/", all_said());
  }

  void expect_flow(const TestStep& step) {
    const auto& stack = talk_.state().session.stack;
    const bool running = std::any_of(stack.begin(), stack.end(),
                                     [&](const auto& cursor) { return cursor.flow == step.text; });
    if (step.text.empty() ? stack.empty() : running) return;
    fail(step, "flow " + step.text,
         stack.empty() ? "no flow\n" + all_said() : "flow " + stack.back().flow);
  }

  void expect_article(const TestStep& step) {
    for (const auto& entry : entries_) {
      const auto* message = std::get_if<conversation::MessageEntry>(&entry.body);
      if (message != nullptr && message->article == step.text) return;
    }
    fail(step, "article " + step.text, all_said());
  }

  void expect_slots(const TestStep& step) {
    const auto& slots = talk_.state().session.slots;
    for (const auto& [name, wanted] : step.fields) {
      const auto found = slots.find(name);
      const std::string actual = found == slots.end() ? "" : dialogue::to_text(found->second);
      if (actual != dialogue::to_text(wanted)) {
        fail(step, name + " = " + dialogue::to_text(wanted),
             found == slots.end() ? name + " is not set" : name + " = " + actual);
      }
    }
  }

  static std::map<std::string, std::string> facts(const workorder::WorkOrder& order) {
    return {{"type", order.type},
            {"tier", std::string(to_string(order.tier))},
            {"urgent", order.urgent ? "true" : "false"},
            {"department", order.department},
            {"status", std::string(to_string(order.status))},
            {"about", order.about},
            {"title", order.title}};
  }

  static std::string all(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts) out += (out.empty() ? "" : ", ") + part;
    return out;
  }

  // "type other, tier complaint, a demand (kind resend, by 24h)"
  static std::string wanted(const TestStep& step) {
    std::vector<std::string> parts;
    for (const auto& [name, value] : texts(step.fields)) parts.push_back(name + " " + value);
    for (const auto& demand : step.demands) {
      std::vector<std::string> facts;
      if (!demand.kind.empty()) facts.push_back("kind " + demand.kind);
      if (!demand.amount.empty()) facts.push_back("amount " + demand.amount);
      if (!demand.by.empty()) facts.push_back("by " + demand.by);
      parts.push_back("a demand (" + all(facts) + ")");
    }
    return parts.empty() ? "a work order" : "a work order with " + all(parts);
  }

  // What the step asks about, as the order has it.
  std::string described(const TestStep& step, const workorder::WorkOrder& order) const {
    const auto known = facts(order);
    std::vector<std::string> parts;
    for (const auto& [name, value] : step.fields) {
      const auto fact = known.find(name);
      if (fact != known.end()) parts.push_back(name + " " + fact->second);
    }
    if (!step.demands.empty()) {
      for (const auto& demand : order.demands) {
        std::string text = "a demand (kind " + demand.kind;
        if (demand.amount) text += ", amount " + demand.amount->amount;
        if (demand.by) text += ", by " + to_rfc3339(*demand.by);
        parts.push_back(text + ")");
      }
      if (order.demands.empty()) parts.emplace_back("no demands");
    }
    return order.number + (parts.empty() ? "" : " with " + all(parts));
  }

  // A time after the opening, or a point in time.
  std::optional<Instant> due(const workorder::WorkOrder& order, const std::string& by) const {
    if (const auto span = content::parse_duration(by)) return order.opened_at + *span;
    return dialogue::read_instant(by, {order.opened_at, zone_, nullptr});
  }

  bool has(const workorder::WorkOrder& order, const content::TestDemand& wanted_demand) const {
    return std::any_of(order.demands.begin(), order.demands.end(), [&](const auto& demand) {
      const auto& kind = wanted_demand.kind;
      if (!kind.empty() && kind != demand.kind && kind != demand.label) return false;
      if (!wanted_demand.amount.empty()) {
        const auto amount = workorder::parse_amount(wanted_demand.amount);
        if (!amount || !demand.amount) return false;
        if (workorder::amount_text(*amount) != demand.amount->amount) return false;
      }
      return wanted_demand.by.empty() || demand.by == due(order, wanted_demand.by);
    });
  }

  void expect_order(const TestStep& step) {
    const auto& orders = talk_.state().orders;
    std::vector<std::string> opened;
    for (const auto& order : orders) {
      const auto known = facts(order);
      const bool fits = std::all_of(step.fields.begin(), step.fields.end(),
                                    [&](const auto& item) {
                                      const auto fact = known.find(item.first);
                                      return fact != known.end() &&
                                             fact->second == dialogue::to_text(item.second);
                                    }) &&
                        std::all_of(step.demands.begin(), step.demands.end(),
                                    [&](const auto& demand) { return has(order, demand); });
      if (fits && !step.absent) return;
      opened.push_back(described(step, order));
    }
    if (step.absent && orders.empty()) return;
    fail(step, step.absent ? "no work order" : wanted(step),
         opened.empty() ? "no work order\n" + all_said() : all(opened));
  }

  void expect_handoff(const TestStep& step) {
    const auto& state = talk_.state();
    const bool handed = state.handoff && state.handling != conversation::Handling::bot;
    if (step.absent) {
      if (!handed) return;
      return fail(step, "no hand-over",
                  "a hand-over to " + state.handoff->team + ": " + state.handoff->reason);
    }
    if (!handed) {
      return fail(step, "a hand-over", "the bot still has the conversation\n" + all_said());
    }
    const std::map<std::string, std::string> known{{"team", state.handoff->team},
                                                   {"reason", state.handoff->reason}};
    for (const auto& [name, value] : step.fields) {
      const auto fact = known.find(name);
      const std::string actual = fact == known.end() ? "" : fact->second;
      if (actual != dialogue::to_text(value)) {
        fail(step, name + " " + dialogue::to_text(value), name + " " + actual);
      }
    }
  }

  const content::ConversationTest& test_;
  ZoneOffset zone_;
  Rehearsal talk_;
  std::map<std::string, std::size_t> answered_;
  std::vector<conversation::Entry> entries_;
  std::string turn_ = "before the first turn";
  int turns_ = 0;
  std::vector<TestFailure> failures_;
};

}  // namespace

std::vector<TestFailure> run_test(const std::shared_ptr<const conversation::Catalog>& catalog,
                                  const content::ConversationTest& test) {
  return Runner(catalog, test).run();
}

}  // namespace yingda::app
