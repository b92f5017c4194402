#include "app/remembering_engine.hpp"

namespace yingda::app {
namespace {

// Some tens of megabytes; what is forgotten is asked again.
constexpr std::size_t remembered_max = 10'000;
constexpr std::size_t remembered_bytes_max = 200;

}  // namespace

knowledge::Understanding RememberingEngine::understand(std::string_view text,
                                                       const knowledge::Context& context) const {
  constexpr char between = '\x1f';
  std::string key(text);
  key += between + context.locale + between + context.last_article;
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  // Long texts do not come back.
  if (key.size() > remembered_bytes_max) return engine_->understand(text, context);
  if (known_.size() >= remembered_max) known_.clear();
  return known_.emplace(std::move(key), engine_->understand(text, context)).first->second;
}

conversation::Catalog with_memory(const conversation::Catalog& catalog) {
  conversation::Catalog out = catalog;
  if (out.engine) out.engine = std::make_shared<RememberingEngine>(out.engine);
  return out;
}

}  // namespace yingda::app
