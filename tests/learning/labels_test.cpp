#include "learning/labels.hpp"

#include "recorded.hpp"

using namespace yingda;
using namespace yingda::learning;
using namespace yingda::testing;
using namespace std::chrono_literals;

namespace {

const Instant begun{std::chrono::hours(500000)};

Utterance shown_refund(const std::string& text, TimeSpan after = 0s) {
  Utterance out;
  out.text = text;
  out.at = begun + after;
  out.locale = "zh-CN";
  out.came = Came::answered;
  out.answered = "refund";
  out.candidates = {"refund", "coupon"};
  return out;
}

ConversationTraffic talk(std::vector<Utterance> utterances, std::vector<Touch> more = {}) {
  ConversationTraffic out{"v1", std::move(utterances), {}};
  for (const auto& one : out.utterances) out.touches.push_back({one.at, true, false});
  out.touches.insert(out.touches.end(), more.begin(), more.end());
  return out;
}

const Instant much_later = begun + std::chrono::hours(200);

}  // namespace

TEST_CASE("what people said is the label: an agent's article, a choice, a judgement") {
  auto corrected = shown_refund("一");
  corrected.corrected = "coupon";
  corrected.helped = true;
  auto chosen = shown_refund("二");
  chosen.came = Came::asked_back;
  chosen.answered.clear();
  chosen.chosen = "coupon";
  auto disliked = shown_refund("三");
  disliked.helped = false;
  const auto labels = labels_of({talk({corrected, chosen, disliked})}, much_later);
  REQUIRE(labels.size() == 3);
  CHECK((labels[0].entry == "coupon" && labels[0].right));
  CHECK(labels[0].verdict == Verdict::corrected);
  CHECK((labels[1].entry == "coupon" && labels[1].right));
  CHECK(labels[1].verdict == Verdict::chosen);
  CHECK((labels[2].entry == "refund" && !labels[2].right));
}

TEST_CASE("a person asked for after an answer speaks against the last answer only") {
  const auto labels = labels_of(
      {talk({shown_refund("一"), shown_refund("二", 1min)}, {{begun + 2min, false, true}})},
      much_later);
  REQUIRE(labels.size() == 1);
  CHECK(labels[0].text == "二");
  CHECK(labels[0].verdict == Verdict::handed);
  CHECK_FALSE(labels[0].right);
}

TEST_CASE("silence speaks for an answer when it lasts, and less than a word does") {
  CHECK(labels_of({talk({shown_refund("一")})}, begun + 71h).empty());
  const auto labels = labels_of({talk({shown_refund("一")})}, begun + 73h);
  REQUIRE(labels.size() == 1);
  CHECK(labels[0].verdict == Verdict::left);
  CHECK(labels[0].right);
  CHECK(weight_of(Verdict::left) < weight_of(Verdict::handed));
  CHECK(weight_of(Verdict::handed) < weight_of(Verdict::judged));
  // Back within three days: nobody knows.
  const auto back =
      labels_of({talk({shown_refund("一")}), talk({shown_refund("二", 50h)})}, much_later);
  REQUIRE(back.size() == 1);
  CHECK(back[0].text == "二");
}

TEST_CASE("a question that was not answered, and that nobody judged, has no label") {
  auto unanswered = shown_refund("一");
  unanswered.came = Came::unanswered;
  unanswered.answered.clear();
  CHECK(labels_of({talk({unanswered})}, much_later).empty());
}

TEST_CASE("labelled questions are asked again, and only what the label speaks of teaches") {
  std::vector<knowledge::Document> documents;
  for (const std::string id : {"refund", "login", "coupon"}) {
    documents.push_back({knowledge::DocumentKind::article,
                         id,
                         "en",
                         id,
                         {"how do I get my " + id, "my " + id + " does not work", id + " help"},
                         ""});
  }
  const auto engine = knowledge::Engine::train(documents);
  const std::string asked = "where is my refund";
  const auto ask = [&](const std::string& entry, bool right) {
    const Label label{asked, "en", entry, right, Verdict::judged};
    const auto judged = judged_by(*engine, {}, {label});
    const auto found = judged.find("en");
    return found == judged.end() ? std::vector<knowledge::JudgedAnswer>() : found->second;
  };
  REQUIRE(ask("refund", true).size() == 1);
  CHECK(ask("refund", true)[0].right);
  CHECK(ask("refund", true)[0].confidence == engine->understand(asked, {"en", {}}).confidence);
  CHECK_FALSE(ask("refund", false)[0].right);
  CHECK_FALSE(ask("login", true)[0].right);  // another one was right
  CHECK(ask("login", false).empty());
  const Label exact{"refund help", "en", "refund", true, Verdict::judged};
  CHECK(judged_by(*engine, {}, {exact}).empty());
}
