#include "app/desk_office.hpp"

#include "app/account_acts.hpp"
#include "app/audit_view.hpp"
#include "app/desk_keys.hpp"
#include "app/policies_view.hpp"
#include "store/audit.hpp"
#include "store/desk_book.hpp"
#include "store/errors.hpp"
#include "store/order_list.hpp"
#include "store/user_admin.hpp"
#include "store/visits.hpp"
#include "store/worker.hpp"
#include "text/characters.hpp"
#include "wire/json.hpp"

namespace yingda::app {
namespace {

using wire::Json;

constexpr std::size_t waiting_max = 64;
constexpr std::size_t views_max = 50;
// Whose the views are that everybody has: no account's id looks like that.
constexpr std::string_view shared_views = "*";
constexpr std::size_t view_name_max = 40;    // characters
constexpr std::size_t view_query_max = 500;  // bytes
constexpr std::size_t mentions_max = 100;
constexpr std::size_t visits_max = 50;
constexpr std::size_t csv_lines_max = 5000;
// Recomputed in one answer: a moment's work.
constexpr std::size_t chain_entries_max = 50'000;

Error invalid(std::string what) { return {ErrorCode::invalid, std::move(what)}; }

bool is_view(const Json& view) {
  const auto text = [&](const char* name) {
    const auto member = view.find(name);
    return member != view.end() && member->is_string() ? member->get<std::string>() : std::string();
  };
  if (!view.is_object()) return false;
  const std::string page = text("page");
  return !text("id").empty() && text("id").size() <= 64 && !text("name").empty() &&
         text::characters(text("name")) <= view_name_max &&
         text("query").size() <= view_query_max && (page == "inbox" || page == "orders");
}

std::string views_json(const store::SavedViews& saved) {
  return wire::text_of({{"version", saved.version}, {"views", Json::parse(saved.views)}});
}

Result<std::string> save_views(store::DeskBook& book, const std::string& staff,
                               const std::string& body) {
  const auto in = wire::parse_object(body);
  if (!in) return invalid(in.error().detail);
  const auto version = in->find("version");
  const auto views = in->find("views");
  if (version == in->end() || !version->is_number_unsigned()) {
    return invalid("`version` is the one of the views that were read");
  }
  const bool sound = views != in->end() && views->is_array() && views->size() <= views_max &&
                     std::all_of(views->begin(), views->end(), is_view);
  if (!sound) {
    return invalid(
        "`views` is a list of at most 50 {\"id\",\"name\",\"page\",\"query\"}, `page` "
        "inbox or orders");
  }
  const auto saved = book.save(staff, version->get<std::int64_t>(), wire::text_of(*views));
  if (!saved) {
    return Error{ErrorCode::conflict, "the views were saved elsewhere meanwhile: read them again"};
  }
  return views_json(*saved);
}

Result<std::optional<Instant>> time_in(const char* name, const std::string& text) {
  if (text.empty()) return std::optional<Instant>();
  const auto at = parse_rfc3339(text);
  if (at) return std::optional<Instant>(*at);
  return invalid(std::string("`") + name + "` is a time such as 2026-11-01T08:00:00+08:00");
}

Result<store::AuditQuery> audit_query(const net::AskAudit& ask) {
  store::AuditQuery query;
  if (ask.kind == "looked") {
    query.kind = store::AuditKind::looked;
  } else if (ask.kind == "changed") {
    query.kind = store::AuditKind::changed;
  } else if (ask.kind == "talked") {
    query.kind = store::AuditKind::talked;
  } else if (!ask.kind.empty() && ask.kind != "all") {
    return invalid("`kind` is all, looked, changed or talked");
  }
  const auto from = time_in("from", ask.from);
  if (!from) return from.error();
  const auto to = time_in("to", ask.to);
  if (!to) return to.error();
  query.staff = ask.staff;
  query.conversation = ask.conversation;
  query.from = *from;
  query.to = *to;
  query.skip = ask.skip;
  query.rows = ask.csv ? csv_lines_max : ask.rows;
  return query;
}

}  // namespace

struct DeskOffice::Impl {
  Impl(std::string dir, const content::Config& settings, const gateway::Clock& the_clock,
       store::Post post_to, const gateway::Gateway& the_gateway)
      : data(std::move(dir)),
        config(settings),
        clock(the_clock),
        post(std::move(post_to)),
        gateway(the_gateway),
        book(data),
        lists(store::open_database(data, store::Access::read_only)),
        chains(store::open_database(data, store::Access::read_only)),
        books_worker(waiting_max),
        lists_worker(waiting_max),
        chains_worker(waiting_max),
        accounts_worker(waiting_max) {}

  // Works on `worker` and posts the answer.
  template <class Work>
  void on(store::Worker& worker, Work work, Done done) {
    const bool taken = worker.submit([this, work = std::move(work), done] {
      post([done, answer = guarded(work)]() mutable { done(std::move(answer)); });
    });
    if (taken) return;
    post([done = std::move(done)] {
      done(Error{ErrorCode::overloaded, "too many questions are waiting"});
    });
  }

  // Reads on `worker`; the answer is made of it where the gateway is.
  template <class Find, class Answer>
  void read(store::Worker& worker, Find find, Answer answer, Done done) {
    const bool taken = worker.submit([this, find = std::move(find), answer, done] {
      try {
        post([found = find(), answer, done] { done(answer(found)); });
      } catch (const SQLite::Exception& error) {
        post([done, failed = store::unavailable(error)] { done(failed); });
      }
    });
    if (taken) return;
    post([done = std::move(done)] {
      done(Error{ErrorCode::overloaded, "too many questions are waiting"});
    });
  }

  template <class Work>
  static Result<std::string> guarded(const Work& work) {
    try {
      return work();
    } catch (const SQLite::Exception& error) {
      return store::unavailable(error);
    } catch (const std::exception& error) {
      return Error{ErrorCode::unavailable, error.what()};
    }
  }

  const std::string data;
  const content::Config& config;
  const gateway::Clock& clock;
  const store::Post post;
  const gateway::Gateway& gateway;
  store::DeskBook book;
  std::unique_ptr<SQLite::Database> lists;
  std::unique_ptr<SQLite::Database> chains;
  store::Worker books_worker;  // last: they use the rest until they are joined
  store::Worker lists_worker;
  store::Worker chains_worker;  // recomputing the log takes as long as it takes
  store::Worker accounts_worker;
};

DeskOffice::DeskOffice(std::string data, const content::Config& config, const gateway::Clock& clock,
                       store::Post post, const gateway::Gateway& gateway)
    : impl_(std::make_unique<Impl>(std::move(data), config, clock, std::move(post), gateway)) {}

DeskOffice::~DeskOffice() { stop(); }

void DeskOffice::stop() {
  impl_->books_worker.stop();
  impl_->lists_worker.stop();
  impl_->chains_worker.stop();
  impl_->accounts_worker.stop();
}

void DeskOffice::ask(const gateway::Staff& staff, const net::AskOrders& ask, Done done) {
  impl_->read(
      impl_->lists_worker,
      [impl = impl_.get(), query = ask.query] { return store::find_orders(*impl->lists, query); },
      [impl = impl_.get(), staff](const gateway::OrdersPage& page) -> Result<std::string> {
        return impl->gateway.work_orders(staff, page);
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff& staff, const net::AskViews& ask, Done done) {
  impl_->on(
      impl_->books_worker,
      [impl = impl_.get(), id = ask.shared ? std::string(shared_views) : staff.id]()
          -> Result<std::string> { return views_json(impl->book.views(id)); },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff& staff, const net::SaveViews& ask, Done done) {
  impl_->on(
      impl_->books_worker,
      [impl = impl_.get(), id = ask.shared ? std::string(shared_views) : staff.id,
       body = ask.body] { return save_views(impl->book, id, body); },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff& staff, const net::AskKeys&, Done done) {
  impl_->on(
      impl_->books_worker,
      [impl = impl_.get(), id = staff.id]() -> Result<std::string> {
        return keys_json(impl->book.keys(id));
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff& staff, const net::SaveKeys& ask, Done done) {
  impl_->on(
      impl_->books_worker,
      [impl = impl_.get(), id = staff.id, body = ask.body] {
        return save_keys(impl->book, id, body);
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff& staff, const net::AskVisits& ask, Done done) {
  impl_->read(
      impl_->lists_worker,
      [impl = impl_.get(), ask] {
        return store::find_visits(*impl->lists, ask.conversation, visits_max);
      },
      [impl = impl_.get(), staff](const gateway::VisitsFound& found) {
        return impl->gateway.visits(staff, found);
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff& staff, const net::AskMentions&, Done done) {
  impl_->read(
      impl_->books_worker,
      [impl = impl_.get(), id = staff.id] { return impl->book.mentions(id, mentions_max); },
      [impl = impl_.get(),
       staff](const std::vector<store::OpenMention>& open) -> Result<std::string> {
        Json list = Json::array();
        for (const auto& mention : open) {
          const std::string row = impl->gateway.row(staff, mention.state);
          if (row.empty()) continue;  // it went to another team
          list.push_back({{"conversation", mention.conversation},
                          {"pos", mention.pos},
                          {"at", to_rfc3339(mention.at)},
                          {"agent", {{"id", mention.by_id}, {"name", mention.by_name}}},
                          {"row", Json::parse(row)}});
        }
        return wire::text_of({{"mentions", std::move(list)}});
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff& staff, const net::SeeMentions& ask, Done done) {
  impl_->on(
      impl_->books_worker,
      [impl = impl_.get(), id = staff.id,
       conversation = ask.conversation]() -> Result<std::string> {
        return wire::text_of({{"seen", impl->book.see(id, conversation, impl->clock.now())}});
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff&, const net::AskAudit& ask, Done done) {
  impl_->on(
      impl_->lists_worker,
      [impl = impl_.get(), ask]() -> Result<std::string> {
        const auto query = audit_query(ask);
        if (!query) return query.error();
        const auto page = store::find_audit(*impl->lists, *query);
        return ask.csv ? audit_csv(page, ask.skip) : audit_json(page, ask.skip);
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff&, const net::AskAccountChanges& ask, Done done) {
  impl_->on(
      impl_->lists_worker,
      [impl = impl_.get(), ask]() -> Result<std::string> {
        return account_changes_json(store::find_account_changes(*impl->lists, ask.skip, ask.rows),
                                    ask.skip);
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff&, const net::AskChain& ask, Done done) {
  impl_->on(
      impl_->chains_worker,
      [impl = impl_.get(), ask]() -> Result<std::string> {
        return chain_json(ask.conversation.empty()
                              ? store::verify_chains(*impl->chains, ask.after, chain_entries_max)
                              : store::verify_chain(*impl->chains, ask.conversation));
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff&, const net::AskPolicies&, const Done& done) {
  done(policies_json(impl_->config, *impl_->gateway.catalog()));
}

void DeskOffice::ask(const gateway::Staff&, const net::AskAccounts&, Done done) {
  impl_->on(
      impl_->accounts_worker,
      [impl = impl_.get()]() -> Result<std::string> {
        store::UserAdmin users(impl->data, impl->clock);
        return accounts_json(users);
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff& staff, const net::AddAccount& ask, Done done) {
  impl_->on(
      impl_->accounts_worker,
      [impl = impl_.get(), by = staff.name, body = ask.body] {
        store::UserAdmin users(impl->data, impl->clock, by);
        return add_account(users, body);
      },
      std::move(done));
}

void DeskOffice::ask(const gateway::Staff& staff, const net::ActOnAccount& ask, Done done) {
  impl_->on(
      impl_->accounts_worker,
      [impl = impl_.get(), staff, ask] {
        store::UserAdmin users(impl->data, impl->clock, staff.name);
        return act_on_account(users, staff, ask.account, ask.body);
      },
      std::move(done));
}

}  // namespace yingda::app
