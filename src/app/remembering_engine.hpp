#pragma once
// An engine that remembers what it said: most of what customers type in a day was typed before. For
// one thread.

#include <string>
#include <unordered_map>

#include "conversation/catalog.hpp"

namespace yingda::app {

class RememberingEngine final : public knowledge::Engine {
 public:
  explicit RememberingEngine(std::shared_ptr<const knowledge::Engine> engine)
      : engine_(std::move(engine)) {}

  knowledge::Understanding understand(std::string_view text,
                                      const knowledge::Context& context) const override;
  std::string learned() const override { return engine_->learned(); }

 private:
  std::shared_ptr<const knowledge::Engine> engine_;
  mutable std::unordered_map<std::string, knowledge::Understanding> known_;
};

// The same content, with an engine of its own that remembers.
conversation::Catalog with_memory(const conversation::Catalog& catalog);

}  // namespace yingda::app
