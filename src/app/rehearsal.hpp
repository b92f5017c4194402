#pragma once
// A conversation without a server: the same core, with the time, the connector and the numbers in
// the hands of the caller. For `yingda chat` and `yingda test`.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conversation/step.hpp"
#include "gateway/ports.hpp"

namespace yingda::app {

class Rehearsal {
 public:
  using Connector = std::function<gateway::CallAnswer(const conversation::CallAction&)>;

  struct Heard {
    std::vector<conversation::Entry> entries;
    std::optional<conversation::Refusal> refused;
    std::optional<knowledge::Understanding> understanding;  // of a said text
    std::vector<conversation::FlowMoved> flows;             // which began and ended
  };

  Rehearsal(std::shared_ptr<const conversation::Catalog> catalog, const std::string& locale,
            Instant start, Connector connector);

  Heard say(const std::string& text);
  // Sends a file of that name, which is its id as well, perhaps with words.
  Heard send_file(const std::string& name, const std::string& words = {});
  // The option with that id or label of the newest question that has one.
  Heard choose(const std::string& option);
  // Sends the newest form; a field for files is given a file's name.
  Heard submit(const std::map<std::string, std::string>& values);
  Heard human(const std::string& reason = {});
  // The desk tells that nobody is there who could take the conversation.
  Heard nobody_on_duty();
  // What the page tells: "chat_opened", or "start refund" for a flow by name.
  Heard event(const std::string& told, const std::map<std::string, std::string>& slots = {});
  // Time passes; what falls due happens.
  Heard advance(TimeSpan span);

  const conversation::State& state() const { return state_; }
  conversation::State& state() { return state_; }
  Instant now() const { return now_; }

 private:
  knowledge::Understanding understood(const std::string& text) const;
  bool asks_for_file(const std::string& field) const;
  Heard take(conversation::EventBody body);
  void happen(conversation::EventBody body, Heard& heard);
  void perform(const conversation::Transition& transition, Heard& heard);
  std::string next_id();

  std::shared_ptr<const conversation::Catalog> catalog_;
  conversation::State state_;
  std::string locale_;
  Instant now_;
  Connector connector_;
  std::map<std::string, Instant> timers_;
  std::uint64_t ids_ = 0;
  std::uint64_t orders_ = 0;
};

}  // namespace yingda::app
