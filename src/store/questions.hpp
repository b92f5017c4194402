#pragma once
// Questions to the store on a thread of their own, asked one after another; each answer, or the
// error that stood in its place, is posted back to who asked.

#include <functional>
#include <string>
#include <utility>

#include "store/database.hpp"
#include "store/errors.hpp"
#include "store/worker.hpp"

namespace yingda::store {

class Questions {
 public:
  // `fatal` is called on the thread of the questions when the store is found to be damaged.
  Questions(Post post, Fatal fatal, std::size_t queue_max)
      : post_(std::move(post)), fatal_(std::move(fatal)), worker_(queue_max) {}

  // `question` gives a T or a Result<T> and may throw what SQLite throws. `overloaded` is answered
  // when too many wait, or after stop().
  template <class T, class Question>
  void ask(Question question, std::function<void(Result<T>)> done) {
    const bool taken = worker_.submit([this, question = std::move(question), done] {
      post_([done, answer = answer_to<T>(question)]() mutable { done(std::move(answer)); });
    });
    if (taken) return;
    post_([done = std::move(done)] {
      done(Error{ErrorCode::overloaded, "too many questions to the store are waiting"});
    });
  }

  // Answers what was asked and joins; the answers are posted before it returns.
  void stop() { worker_.stop(); }

 private:
  template <class T, class Question>
  Result<T> answer_to(const Question& question) {
    try {
      return question();
    } catch (const SQLite::Exception& error) {
      if (severity_of(error) == Severity::fatal) {
        fatal_("the store is damaged (" + std::string(error.what()) + "): stopping");
      }
      return unavailable(error);
    } catch (const std::exception& error) {
      return Error{ErrorCode::unavailable, error.what()};
    }
  }

  const Post post_;
  const Fatal fatal_;
  Worker worker_;  // last: it uses the rest until it is joined
};

}  // namespace yingda::store
