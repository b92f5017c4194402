#include "store/accounts.hpp"

#include <map>
#include <optional>

#include "base/ascii.hpp"
#include "store/errors.hpp"
#include "store/login_limit.hpp"
#include "store/passwords.hpp"
#include "store/random.hpp"
#include "store/user_table.hpp"
#include "store/worker.hpp"

namespace yingda::store {
namespace {

using gateway::StaffSession;
using Ids = Accounts::Ids;
using SessionDone = std::function<void(Result<StaffSession>)>;

Error wrong_login() { return {ErrorCode::unauthorized, "the name or the password is wrong"}; }
Error not_signed_in() { return {ErrorCode::unauthorized, "sign in first"}; }
Error busy() { return {ErrorCode::overloaded, "too many requests are waiting"}; }

// Every spelling that finds the same user shares its tries.
std::string limit_key(const std::string& name, const std::string& from) {
  const auto clean = clean_name(name, "a name");
  return token_hash(lower_ascii(clean ? *clean : name) + '\n' + from);
}

// A connection and its statements, for one thread.
struct Table {
  Table(const std::filesystem::path& dir, const gateway::Clock& clock)
      : database(open_database(dir, Access::read_write)), users(*database, "server", clock) {}
  std::unique_ptr<SQLite::Database> database;
  UserTable users;
};

}  // namespace

struct Accounts::Impl {
  Impl(const std::filesystem::path& dir, Post post_to, const gateway::Clock& the_clock,
       AccountsOptions settings)
      : options(settings),
        post(std::move(post_to)),
        clock(the_clock),
        limit(std::make_shared<LoginLimit>(settings.login_tries_max, settings.login_window)),
        login_table(dir, the_clock),
        lookup_table(dir, the_clock),
        login_worker(settings.login_queue_max),
        lookup_worker(settings.lookup_queue_max) {
    // The first unknown name must not take longer than the next.
    answer(
        login_worker, [this] { return sign_in({}, {}); }, [](const auto&) {});
  }

  Result<StaffSession> sign_in(const std::string& name, const std::string& password);
  Result<StaffSession> find_session(const std::string& token);
  Result<StaffSession> find_bearer(const std::string& token);
  Ids find_new_passwords();

  void refuse(const SessionDone& done, const Error& error) {
    post([done, error] { done(error); });
  }

  // Asks on `worker` and posts the answer.
  template <class Ask>
  void answer(Worker& worker, Ask ask, const SessionDone& done) {
    const bool taken = worker.submit([this, ask = std::move(ask), done] {
      post([done, found = guarded(ask)]() mutable { done(std::move(found)); });
    });
    if (!taken) refuse(done, busy());
  }

  // The same for lists. When the store cannot say, there are none: the caller asks again soon.
  template <class Ask, class List = std::invoke_result_t<Ask>>
  void list(Ask ask, std::function<void(List)> done) {
    const bool taken = lookup_worker.submit([this, ask = std::move(ask), done] {
      List found;
      try {
        found = ask();
      } catch (const SQLite::Exception&) {
      }
      post([done, found = std::move(found)]() mutable { done(std::move(found)); });
    });
    if (!taken) post([done = std::move(done)] { done({}); });
  }

  template <class Ask>
  static Result<StaffSession> guarded(const Ask& ask) {
    try {
      return ask();
    } catch (const SQLite::Exception& error) {
      return unavailable(error);
    } catch (const std::exception& error) {
      return Error{ErrorCode::unavailable, error.what()};
    }
  }

  const AccountsOptions options;
  const Post post;
  const gateway::Clock& clock;
  const std::shared_ptr<LoginLimit> limit;  // the loop's thread; outlives what was posted
  Table login_table;
  Table lookup_table;
  // As they were last seen, by the look-up thread; empty before.
  std::map<std::string, std::string> password_hashes;  // at the last look
  Worker login_worker;  // last: they use the rest until they are joined
  Worker lookup_worker;
};

Result<StaffSession> Accounts::Impl::sign_in(const std::string& name, const std::string& password) {
  const auto clean = clean_name(name, "a name");
  const auto found = clean ? login_table.users.find(*clean) : std::nullopt;
  if (!found) {
    match_nothing(password);
    return wrong_login();
  }
  if (!password_matches(found->password_hash, password) || found->disabled) return wrong_login();
  StaffSession session{random_token(), random_hex(16), found->staff};
  const Instant now = clock.now();
  if (!login_table.users.open_session(
          *found, {token_hash(session.token), session.csrf, now, now + options.session_time})) {
    return wrong_login();
  }
  return session;
}

Result<StaffSession> Accounts::Impl::find_session(const std::string& token) {
  auto found = lookup_table.users.session(token_hash(token), clock.now());
  if (!found) return not_signed_in();
  found->token = token;
  return std::move(*found);
}

Result<StaffSession> Accounts::Impl::find_bearer(const std::string& token) {
  auto found = lookup_table.users.token_owner(token_hash(token));
  if (!found) return not_signed_in();
  return StaffSession{"", "", std::move(*found)};
}

// Each hash has a salt of its own: the same password set again is a new one, too. Somebody who was
// not there at the last look may have had another password since.
Accounts::Ids Accounts::Impl::find_new_passwords() {
  auto now = lookup_table.users.password_hashes();
  Ids changed;
  for (const auto& [id, hash] : now) {
    const auto known = password_hashes.find(id);
    if (known == password_hashes.end() || known->second != hash) changed.push_back(id);
  }
  password_hashes = std::move(now);
  return changed;
}

Accounts::Accounts(const std::filesystem::path& dir, Post post, const gateway::Clock& clock,
                   AccountsOptions options)
    : impl_(std::make_unique<Impl>(dir, std::move(post), clock, options)) {}

Accounts::~Accounts() = default;

void Accounts::login(std::string name, std::string password, std::string from, SessionDone done) {
  if (password.size() > password_bytes_max || name.size() > password_bytes_max) {
    return impl_->refuse(done, {ErrorCode::invalid, "the name or the password is too long"});
  }
  const std::string key = limit_key(name, from);
  if (!impl_->limit->begin(key, impl_->clock.now())) {
    return impl_->refuse(done, {ErrorCode::rate_limited, "too many tries: wait a few minutes"});
  }
  auto count_tries = [limit = impl_->limit, key,
                      done = std::move(done)](Result<StaffSession> session) {
    if (session) {
      limit->forget(key);
    } else if (session.error().code != ErrorCode::unauthorized) {
      limit->give_back(key);
    }
    done(std::move(session));
  };
  impl_->answer(
      impl_->login_worker,
      [impl = impl_.get(), name = std::move(name), password = std::move(password)] {
        return impl->sign_in(name, password);
      },
      std::move(count_tries));
}

void Accounts::session(std::string token, SessionDone done) {
  impl_->answer(
      impl_->lookup_worker,
      [impl = impl_.get(), token = std::move(token)] { return impl->find_session(token); }, done);
}

void Accounts::bearer(std::string token, SessionDone done) {
  impl_->answer(
      impl_->lookup_worker,
      [impl = impl_.get(), token = std::move(token)] { return impl->find_bearer(token); }, done);
}

void Accounts::logout(std::string token, std::function<void()> done) {
  impl_->answer(
      impl_->lookup_worker,
      [impl = impl_.get(), token = std::move(token)]() -> Result<StaffSession> {
        impl->lookup_table.users.close_session(token_hash(token));
        return StaffSession{};
      },
      [done = std::move(done)](const Result<StaffSession>&) { done(); });
}

void Accounts::everybody(std::function<void(std::vector<gateway::Colleague>)> done) {
  impl_->list(
      [impl = impl_.get()] {
        std::vector<gateway::Colleague> out;
        for (auto& user : impl->lookup_table.users.list()) {
          gateway::Staff staff{user.id,    user.name,   user.role,  user.teams,
                               user.names, user.number, user.skills};
          out.push_back({std::move(staff), user.disabled, user.heir});
        }
        return out;
      },
      std::move(done));
}

void Accounts::password_changed(std::function<void(Ids)> done) {
  impl_->list([impl = impl_.get()] { return impl->find_new_passwords(); }, std::move(done));
}

void Accounts::stop() {
  impl_->login_worker.stop();
  impl_->lookup_worker.stop();
}

}  // namespace yingda::store
