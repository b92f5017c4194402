#include <utility>

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "dialogue/retraction.hpp"
#include "text/characters.hpp"
#include "text/markdown.hpp"

namespace yingda::conversation {
namespace {

using dialogue::Outputs;

// How a status reads in a sentence.
std::string status_text(workorder::Status status, bool zh) {
  using workorder::Status;
  switch (status) {
    case Status::open:
      return zh ? "等待客服接入" : "waiting for a person";
    case Status::assigned:
      return zh ? "已有专人负责" : "taken by a person";
    case Status::in_progress:
      return zh ? "处理中" : "being worked on";
    case Status::waiting_on_customer:
      return zh ? "等待您补充信息" : "waiting for you";
    case Status::resolved:
      return zh ? "已给出处理结果，等您确认" : "settled, waiting for your word";
    case Status::closed:
      return zh ? "已关闭" : "closed";
    case Status::reopened:
      return zh ? "已重新打开" : "open again";
  }
  return {};
}

// The built-in action yingda.work_order: the order with that number, or the newest one.
dialogue::Slots order_facts(Turn& turn, const std::string& number) {
  const auto& orders = turn.state.orders;
  const workorder::WorkOrder* order = number.empty() ? (orders.empty() ? nullptr : &orders.back())
                                                     : living_order(turn.state, number);
  dialogue::Slots fields;
  fields["found"] = order != nullptr;
  if (order == nullptr) return fields;
  fields["number"] = order->number;
  fields["status"] = std::string(workorder::to_string(order->status));
  fields["status_text"] = status_text(order->status, turn.locale().starts_with("zh"));
  fields["first_response_due"] = turn.when(order->first_response_due);
  fields["resolve_due"] = turn.when(order->resolve_due);
  fields["department_name"] = turn.team_name(order->department);
  fields["owner"] = order->owner ? order->owner->name : std::string();
  fields["responded"] = order->first_response_at.has_value();
  return fields;
}

void ask_form(Turn& turn, const dialogue::FormAsked& form) {
  MessageEntry message;
  message.role = Role::bot;
  message.rich = text::parse_markdown(form.markdown);
  message.text = text::plain_text(message.rich);
  message.options = form.options;
  message.form = form;
  Prompt prompt{0, {}, true, true};
  for (const auto& option : form.options) prompt.options.emplace_back(option.id, option.label);
  if (asks_off_duty(turn.state)) {
    message.form->stays = true;
    prompt.stays = turn.state.session.stack.back().step;
  }
  prompt.seq = turn.append(std::move(message));
  turn.remember_prompt(std::move(prompt));
}

// "c12", its further attempts "c12.1", "c12.2": they share the idempotency key.
std::string call_id(const State& state) {
  if (state.attempt == 0) return "c" + std::to_string(state.step);
  const std::string first = state.pending_call.substr(0, state.pending_call.find('.'));
  return first + "." + std::to_string(state.attempt);
}

void call_action(Turn& turn, const dialogue::ActionWanted& wanted, Outputs& more) {
  if (wanted.name == "yingda.work_order") {
    const auto number = wanted.arguments.find("number");
    const auto fields = order_facts(turn, number == wanted.arguments.end() ? "" : number->second);
    dialogue::take_action(turn.catalog.flows, turn.state.session, turn.scope(), fields, more);
    return;
  }
  remember_shop_call(turn, wanted);
  turn.state.pending_call = call_id(turn.state);
  turn.effect(CallAction{turn.state.pending_call, wanted.name, wanted.arguments, wanted.timeout_s});
}

void open_for_flow(Turn& turn, const dialogue::OrderWanted& wanted, Outputs& more) {
  const auto* order = open_or_join(turn, wanted);
  if (order == nullptr) return;
  count_anew(turn);  // the case is a person's from now on
  dialogue::Slots fields;
  fields["number"] = order->number;
  fields["first_response_due"] = turn.when(order->first_response_due);
  fields["resolve_due"] = turn.when(order->resolve_due);
  dialogue::take_work_order(turn.catalog.flows, turn.state.session, scope_with_words(turn), fields,
                            more);
}

}  // namespace

dialogue::Scope scope_with_words(const Turn& turn) {
  auto scope = turn.scope();
  if (turn.names_option_only) return scope;
  if (const auto* message = std::get_if<MessageReceived>(&turn.event.body)) {
    scope.said = message->text;
  } else if (const auto* sent = std::get_if<EvidenceAttached>(&turn.event.body)) {
    scope.said = sent->text;
  } else {
    scope.said = turn.words_before;
  }
  return scope;
}

void show_article(Turn& turn, const std::string& id, const std::string& related,
                  const std::string& locale) {
  const Article* article = turn.catalog.article(id, locale.empty() ? turn.locale() : locale);
  if (article == nullptr) {  // a button of an older release
    turn.bot_says(turn.words(Phrase::not_understood),
                  {{"human", turn.words(Phrase::person_option)}});
    return;
  }
  MessageEntry message;
  message.role = Role::bot;
  message.text = article->text;
  message.rich = article->rich;
  message.article = article->id;
  message.article_title = article->title;
  if (const auto* flow = turn.catalog.flows.find(related)) {
    message.options.push_back({"flow:" + related, turn.name_of(flow->name)});
  }
  const auto options = message.options;
  const std::uint64_t seq = turn.append(std::move(message));
  if (!options.empty()) {
    turn.remember_prompt({seq, {{options.front().id, options.front().label}}, false, false});
  }
  // What is read on the way says nothing about the case.
  if (turn.state.case_flow.empty()) turn.state.intent = article->title;
  auto& tried = turn.state.articles_tried;
  std::erase_if(tried, [&](const TriedArticle& known) { return known.id == id; });
  tried.push_back({article->id, article->title, seq, {}});
  if (tried.size() > 20) tried.erase(tried.begin());
}

void note_case(Turn& turn, const dialogue::Flow& flow) {
  if (flow.small_talk) return;
  turn.state.case_flow = flow.id;
  turn.state.intent = turn.name_of(flow.name);
}

void begin_flow(Turn& turn, const std::string& id) {
  const auto* flow = turn.catalog.flows.find(id);
  if (flow == nullptr || !dialogue::start(turn.catalog.flows, turn.state.session, id)) {
    return person_asked(turn);
  }
  if (!is_pattern(id)) note_case(turn, *flow);
  turn.begun.push_back(id);
  dialogue::keep_given(turn.catalog.flows, turn.state.session, turn.scope(),
                       std::exchange(turn.given, {}));
  Outputs outputs;
  dialogue::run(turn.catalog.flows, turn.state.session, scope_with_words(turn), outputs);
  carry_out(turn, std::move(outputs));
}

void carry_out(Turn& turn, Outputs outputs) {
  if (++turn.rounds > limits::steps_per_turn_max) {
    dialogue::stop(turn.state.session);
    return hand_over(turn, {{}, "endless-loop", {}, {}, false});
  }
  Outputs more;
  for (auto& output : outputs) {
    std::visit(Overloaded{
                   [&](dialogue::Spoken& said) {
                     // A text of nothing but slots that are empty is no text.
                     if (text::trim(said.markdown).empty() && said.options.empty()) return;
                     turn.bot_says(said.markdown, std::move(said.options), true, said.asks_file,
                                   said.several);
                   },
                   [&](const dialogue::FormAsked& form) { ask_form(turn, form); },
                   [&](const dialogue::ArticleShown& shown) { show_article(turn, shown.article); },
                   [&](const dialogue::ActionWanted& wanted) { call_action(turn, wanted, more); },
                   [&](const dialogue::Paused& pause) {
                     turn.start_timer(std::string(flow_wait_timer), pause.until);
                   },
                   [&](const dialogue::OrderWanted& wanted) { open_for_flow(turn, wanted, more); },
                   [&](const dialogue::PersonWanted& wanted) {
                     hand_over(turn, {wanted.team, wanted.reason, wanted.type, wanted.tier,
                                      wanted.urgent});
                   },
                   [&](const dialogue::Linked& linked) { turn.begun.push_back(linked.flow); },
               },
               output);
  }
  if (!more.empty()) return carry_out(turn, std::move(more));
  if (turn.state.handling != Handling::bot) return;
  const auto back = dialogue::step_back(turn.catalog.flows, turn.state.session);
  if (back) turn.offer_way_back(back->label);
}

}  // namespace yingda::conversation
