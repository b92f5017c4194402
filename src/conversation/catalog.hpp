#pragma once
// Everything editors and operators decide, as one immutable snapshot: a release. A conversation in
// the middle of a flow keeps the snapshot it started on.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/rich.hpp"
#include "conversation/keyword_index.hpp"
#include "dialogue/flow.hpp"
#include "dialogue/trail.hpp"
#include "knowledge/engine.hpp"
#include "workorder/compensation.hpp"
#include "workorder/sla.hpp"

namespace yingda::conversation {

struct Article {
  std::string id;
  std::string locale;
  std::string title;
  std::string text;  // plain
  Rich rich;
  std::string department;
  std::vector<std::string> tags;
  std::vector<std::string> questions;
};

struct Team {
  std::string id;
  dialogue::Text name;
};

// What some of our people can, beside their teams: a conversation that is all it names is offered
// to them first.
struct Skill {
  std::string id;
  dialogue::Text name;
  std::vector<std::string> teams;    // empty: any
  std::vector<std::string> types;    // of work orders; empty: any
  std::vector<std::string> locales;  // of the visitor; empty: any
};

// What agents write often. One that only asks for patience is marked: it never counts as an answer.
struct CannedReply {
  std::string id;  // what agents type after the slash
  dialogue::Text title;
  dialogue::Text text;
  bool holding = false;
};

// From config/yingda.yaml.
struct Policy {
  dialogue::Text brand;
  dialogue::Text greeting;
  std::vector<std::pair<dialogue::Text, dialogue::Text>> suggestions;  // label, what is sent
  std::vector<std::pair<dialogue::Text, std::string>> emergency;       // label, tel
  std::vector<Team> teams;
  std::vector<Skill> skills;
  // So long a conversation that asks for a skill is kept for those who have it; then anybody is
  // asked.
  TimeSpan skill_wait = std::chrono::minutes(2);
  std::vector<std::pair<std::string, dialogue::Text>> demand_kinds;  // id, how people call it
  // What a complaint of each type should come with: the type's id, and the line that says it.
  std::vector<std::pair<std::string, dialogue::Text>> complaint_evidence;
  std::string default_team = "general";
  std::string urgent_flow = "urgent_complaint";  // started by the mark 【紧急投诉】
  std::string complaint_flow = "complaint";  // started by 投诉-订单号-问题类型, 【投诉】…
  std::string order_flow = "order_lookup";  // started by an order number that nobody asked for
  std::string progress_flow = "work_order_progress";  // started by the number of a work order
  workorder::SlaPolicies sla;
  workorder::Calendar calendar;  // of all these clocks
  workorder::CompensationPolicy compensation;
  // A customer who does not answer a request is reminded once; then the order is closed. 0: never.
  TimeSpan waiting_remind = std::chrono::hours(24);
  TimeSpan waiting_close = std::chrono::hours(72);
  // The last step of an escalation: so long after a missed promise, while it stands. 0: never.
  TimeSpan manager_after = std::chrono::hours(1);
  std::string manager_role = "admin";  // of our staff: who is called then
  int max_failed_turns = 2;
  int max_transfers = 2;
  TimeSpan claim_timeout =
      std::chrono::minutes(3);  // then the visitor is told that nobody came yet
  // An agent who leaves a customer without a word for so long loses the conversation to the queue,
  // not what they answer for; 0: never.
  TimeSpan agent_silence = std::chrono::minutes(10);
  // So long agents may edit or recall what they said or noted; 0: never.
  TimeSpan edit_window = std::chrono::minutes(2);
  TimeSpan connector_timeout = std::chrono::seconds(3);
  // A visitor who leaves a question open is reminded once, then left in peace; 0: never.
  TimeSpan silence_remind = std::chrono::minutes(5);
  TimeSpan silence_close = std::chrono::minutes(15);
  // What a visitor has not seen by then, with nobody connected, is told outside of the chat; 0:
  // never.
  TimeSpan unseen_after = std::chrono::minutes(5);
  std::vector<std::string> human_phrases;   // the whole message, normalised: "转人工"
  std::vector<std::string> human_words;     // said within a short message: "转真人"
  std::vector<std::string> cancel_phrases;  // "算了"
  std::vector<std::string> holding_phrases;  // never count as an answer: "已记录，请耐心等待"
  std::vector<std::string> refusal_phrases;  // an answer with one of them refuses: "不予退款"
  std::vector<CannedReply> canned_replies;
  ZoneOffset zone;
};

// Words and events that start flows, ready to be looked up; see triggers.hpp.
struct TriggerIndex {
  std::map<std::string, std::string> phrases;  // match key to flow
  KeywordIndex keywords;
  std::vector<std::string> human_words;  // match keys
  std::set<std::string> order_flows;     // that ask for an order of the shop's
};

struct Catalog {
  std::string release;  // "r12" or "unpublished"
  std::string default_locale = "zh-CN";
  std::map<std::string, std::map<std::string, Article>> articles;  // id, locale
  dialogue::FlowSet flows;
  std::shared_ptr<const knowledge::Engine> engine;
  Policy policy;
  TriggerIndex triggers;
  dialogue::Trail* trail = nullptr;  // of a test run on this catalog alone

  // The article in the nearest locale, or null.
  const Article* article(const std::string& id, const std::string& locale) const;
  const Team* team(const std::string& id) const;
  // How people call it; its id when the configuration has no such team.
  std::string team_name(const std::string& id, const std::string& locale) const;
  // How people call a kind of demand; "" for one that the configuration does not name.
  std::string demand_name(const std::string& kind, const std::string& locale) const;
};

}  // namespace yingda::conversation
