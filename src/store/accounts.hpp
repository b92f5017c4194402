#pragma once
// Log-in and sessions of the people who work here. Passwords are argon2id hashes, computed on a
// thread of their own, one at a time; an unknown name costs the same time as a wrong password. Only
// hashes of tokens are stored. Every check reads the store, so that a user who was just added can
// log in and one who was just disabled is out at once.

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gateway/ports.hpp"
#include "store/database.hpp"

namespace yingda::store {

struct AccountsOptions {
  // Wrong passwords per name and address within `login_window`; 0: not limited.
  int login_tries_max = 5;
  std::chrono::minutes login_window{15};
  std::chrono::hours session_time{12};
  // Log-ins waiting for the hashing thread, and other questions; beyond it `overloaded`.
  std::size_t login_queue_max = 64;
  std::size_t lookup_queue_max = 4096;
};

class Accounts final : public gateway::Accounts {
 public:
  // `dir` must be prepared. `clock` is read from the store's threads too.
  Accounts(const std::filesystem::path& dir, Post post, const gateway::Clock& clock,
           AccountsOptions options = {});
  ~Accounts() override;  // stop()

  void login(std::string name, std::string password, std::string from,
             std::function<void(Result<gateway::StaffSession>)> done) override;
  void session(std::string token, std::function<void(Result<gateway::StaffSession>)> done) override;
  void bearer(std::string token, std::function<void(Result<gateway::StaffSession>)> done) override;
  void logout(std::string token, std::function<void()> done) override;

  // Everybody, those who are disabled too; empty when the store cannot say.
  void everybody(std::function<void(std::vector<gateway::Colleague>)> done);
  // For ending open sockets: the ids of everybody whose password is another one than when this was
  // last asked.
  using Ids = std::vector<std::string>;
  void password_changed(std::function<void(Ids)> done);

  // Answers what was asked and joins; the completions are posted before it returns.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
