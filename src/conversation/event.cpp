#include "conversation/event.hpp"

#include "base/overloaded.hpp"

namespace yingda::conversation {

ByVisitor by_visitor(const EventBody& body) {
  using enum ByVisitor;
  return std::visit(Overloaded{
                        [](const MessageReceived&) { return talks; },
                        [](const EvidenceAttached&) { return talks; },
                        [](const OptionChosen&) { return talks; },
                        [](const FormSubmitted&) { return talks; },
                        [](const HumanAsked&) { return talks; },
                        [](const PageEvent&) { return acts; },
                        [](const VisitorRated&) { return acts; },
                        [](const AnswerJudged&) { return acts; },
                        [](const OrderRequested&) { return acts; },
                        [](const VisitorSaw&) { return looks; },
                        [](const auto&) { return no; },
                    },
                    body);
}

}  // namespace yingda::conversation
