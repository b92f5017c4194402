#pragma once
// Looking for conversations, also those that nobody has in memory: by what they are and by what was
// said in them. The store narrows; who may see what is decided by the desk.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace yingda::gateway {

// bot: nobody asked for a person yet. ended: people had it, and nobody has it now.
enum class Stage { any, queued, agent, bot, ended };

// Where a page begins: right after this conversation, newest first.
struct ArchivePlace {
  Instant updated_at{};
  std::string conversation;
};

struct ArchiveQuery {
  Stage stage = Stage::any;
  std::string words;  // empty: all
  std::optional<ArchivePlace> after;
  std::size_t rows = 50;
  // What the one who asks can see at most; `everything` for supervisors.
  bool everything = false;
  std::string staff;
  std::vector<std::string> teams;  // empty: all
};

struct ArchiveFind {
  std::string conversation;
  Instant updated_at{};
  std::string state;                 // JSON
  std::vector<std::string> entries;  // JSON of some that hold the words, newest first
};

struct ArchivePage {
  std::vector<ArchiveFind> found;
  std::optional<ArchivePlace> next;  // nullopt: there is nothing more
};

// The stored states (JSON) of a conversation and of the others of the same visitor, newest first;
// nobody else's when the host site did not say who the visitor is.
struct VisitsFound {
  std::string self;  // empty: there is no such conversation
  std::vector<std::string> others;
  bool more = false;  // there are older ones
};

class Archive {
 public:
  virtual ~Archive() = default;
  // `overloaded` when too many look at once.
  virtual void find(ArchiveQuery query, std::function<void(Result<ArchivePage>)> done) = 0;
};

}  // namespace yingda::gateway
