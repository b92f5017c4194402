#include "knowledge/engine.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "knowledge/learned.hpp"

using namespace yingda::knowledge;

namespace {

Document article(std::string id, std::string locale, std::string title,
                 std::vector<std::string> questions) {
  return {DocumentKind::article, std::move(id),        std::move(locale),
          std::move(title),      std::move(questions), ""};
}

std::vector<Document> shop() {
  std::vector<Document> out{
      article("refund-policy", "zh-CN", "怎么申请退款？",
              {"我要退款", "怎么退款", "可以退钱吗", "不想要了能退吗", "退款流程是什么"}),
      article("refund-time", "zh-CN", "退款多久到账？",
              {"退款什么时候到", "退款要多久", "退的钱几天到", "退款一直没收到"}),
      article("invoice", "zh-CN", "如何开发票",
              {"开发票", "怎么开电子发票", "发票抬头怎么改", "能开专票吗"}),
      article("change-phone", "zh-CN", "如何更换绑定手机号",
              {"换绑手机", "手机号不用了怎么办", "修改绑定手机", "怎么解绑手机号"}),
      article("password", "zh-CN", "忘记密码怎么办",
              {"密码忘了", "重置密码", "登录不上去密码错误", "怎么找回密码"}),
      article("coupon", "zh-CN", "优惠券怎么用",
              {"优惠券在哪里", "券用不了", "为什么优惠券不能用"}),
      article("hours", "zh-CN", "客服几点上班", {"客服工作时间", "你们几点下班", "周末有人吗"}),
      article("refund-policy", "en", "How do I get a refund?",
              {"i want a refund", "how to return my order", "can I get my money back"}),
      article("topup", "en", "My top-up has not arrived",
              {"i paid but got nothing", "top up not received", "recharge missing"}),
      article("password", "en", "I forgot my password",
              {"reset password", "can't log in", "password does not work"})};
  out.push_back({DocumentKind::flow,
                 "topup_not_arrived",
                 "zh-CN",
                 "充值未到账",
                 {"充值没到账", "充了钱没收到", "话费充了一直没到"},
                 ""});
  return out;
}

const Engine& engine() {
  static const auto trained = Engine::train(shop());
  return *trained;
}

Understanding ask(const std::string& text, const std::string& last = "") {
  return engine().understand(text, {"zh-CN", last});
}

std::string top(const Understanding& understanding) {
  return understanding.candidates.empty() ? "" : understanding.candidates[0].id;
}

}  // namespace

TEST_CASE("a question typed as an editor wrote it is answered, whatever its punctuation") {
  for (const std::string text : {"怎么退款", "怎么退款？？", " 怎么 退款 ", "怎么\u200b退款"}) {
    CAPTURE(text);
    const auto found = ask(text);
    CHECK(found.outcome == Outcome::answer);
    CHECK(found.confidence == 1);
    CHECK(top(found) == "refund-policy");
    CHECK(found.candidates[0].score == 1);
    CHECK(found.reason == "typed exactly as one of its questions");
  }
}

TEST_CASE("other words for the same are answered") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"我的话费充了怎么没到账", "topup_not_arrived"},
      {"发票怎么开", "invoice"},
      {"手机号换了", "change-phone"},
      {"你们客服几点下班呀", "hours"},
      {"how can i get refunded", "refund-policy"},
      {"where is my top-up", "topup"},
      {"forgot pasword", "password"}};
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    const auto found = ask(text);
    CHECK(found.outcome != Outcome::dont_know);
    CHECK(top(found) == expected);
  }
}

TEST_CASE("slips of typing are read as what was meant") {
  const std::vector<std::pair<std::string, std::string>> slips{{"怎么推款", "refund-policy"},
                                                               {"开发漂", "invoice"},
                                                               {"i want a refudn", "refund-policy"},
                                                               {"reset pasword", "password"}};
  for (const auto& [text, expected] : slips) {
    CAPTURE(text);
    const auto found = ask(text);
    CHECK(found.outcome == Outcome::answer);
    CHECK(top(found) == expected);
  }
  CHECK(ask("怎么推款").reason.starts_with("read as \"怎么退款\": "));
  CHECK(ask("i want a refudn").reason.starts_with("read as \"i want a refund\": "));
}

TEST_CASE("what is answered as it was typed is not corrected") {
  CHECK_FALSE(ask("发票怎么开").reason.starts_with("read as "));
  CHECK_FALSE(ask("冰箱怎么清洗").reason.starts_with("read as "));
}

TEST_CASE("traditional characters find articles in simplified ones") {
  CHECK(ask("怎麼退款？").outcome == Outcome::answer);
  CHECK(top(ask("發票怎麼開")) == "invoice");
}

TEST_CASE("a part that is left out weighs nothing") {
  const auto without = Engine::train(shop(), {.without = {"bm25", "centroid"}});
  const auto score = [](const Understanding& found) { return found.candidates.at(0).score; };
  const auto with = ask("电子发票怎么弄");
  CHECK(score(without->understand("电子发票怎么弄", {"zh-CN", ""})) != score(with));
}

TEST_CASE("chit-chat, gibberish and other subjects are not answered") {
  for (const std::string text : {"你好",
                                 "在吗",
                                 "谢谢",
                                 "你是谁",
                                 "今天天气怎么样",
                                 "你吃饭了吗",
                                 "哈哈哈哈",
                                 "讲个笑话",
                                 "的的的",
                                 "怎么办",
                                 "为什么",
                                 "asdfghjkl",
                                 "？？？",
                                 "",
                                 "13912345678",
                                 "冰箱怎么清洗",
                                 "怎么做红烧肉",
                                 "hello",
                                 "how are you",
                                 "thanks",
                                 "tell me a joke",
                                 "how do i cook rice",
                                 "lorem ipsum dolor",
                                 "\xFF\xFE"}) {
    CAPTURE(text);
    CHECK(ask(text).outcome == Outcome::dont_know);
  }
}

TEST_CASE("a word that several entries share is asked back, with the candidates") {
  const auto found = ask("退款的钱");
  CHECK(found.outcome != Outcome::dont_know);
  REQUIRE(found.candidates.size() >= 2);
  CHECK(found.candidates.size() <= 5);
  CHECK(found.candidates[0].score >= found.candidates[1].score);
}

TEST_CASE("the text's script chooses the index, then the conversation's locale") {
  CHECK(engine().understand("怎么退款", {"en", ""}).locale == "zh-CN");
  CHECK(engine().understand("refund", {"zh-CN", ""}).locale == "en");
  CHECK(engine().understand("refund", {"en-GB", ""}).locale == "en");
  CHECK(engine().understand("refund", {"", ""}).locale == "en");
  const auto only_english = Engine::train({article("a", "en", "Refunds", {"get a refund"})});
  CHECK(only_english->understand("怎么退款", {"zh-CN", ""}).locale == "en");
  CHECK(only_english->understand("怎么退款", {"zh-CN", ""}).outcome == Outcome::dont_know);
}

TEST_CASE("characters in common are not a word in common") {
  // 怎么开发票 has three of the five characters, and nothing of what is asked.
  CHECK(ask("股票怎么开户").outcome != Outcome::answer);
}

TEST_CASE("twins do not make each other look like strangers") {
  std::vector<Document> documents = shop();
  documents.push_back(
      article("refund-again", "zh-CN", "怎么申请退款",
              {"我想要退款", "怎样退款", "可以退我钱吗", "不要了能退吗", "退款流程"}));
  const auto twins = Engine::train(documents);
  for (const std::string text : {"退款怎么弄", "能不能退我的钱", "怎么退我的钱"}) {
    const auto found = twins->understand(text, {"zh-CN", ""});
    CAPTURE(text, found.reason);
    CHECK(found.confidence > 0.5);
    CHECK(found.outcome == Outcome::ask_back);
    CHECK(top(found).starts_with("refund"));
  }
}

TEST_CASE("an understanding explains itself") {
  const auto found = ask("电子发票怎么弄");
  REQUIRE_FALSE(found.candidates.empty());
  const auto& best = found.candidates[0];
  CHECK(best.id == "invoice");
  CHECK(best.title == "如何开发票");
  CHECK(best.matched == "怎么开电子发票");
  REQUIRE_FALSE(best.features.empty());
  CHECK(best.features.size() <= 5);
  CHECK(best.features.front().weight >= best.features.back().weight);
  CHECK(found.reason.find("怎么开电子发票") != std::string::npos);
}

TEST_CASE("numbers in a question do not change what it means") {
  const auto with = ask("订单20261120001充值没到");
  const auto without = ask("订单充值没到");
  CHECK(top(with) == "topup_not_arrived");
  CHECK(with.confidence == without.confidence);
}

TEST_CASE("a short follow-up leans towards the article shown last") {
  const auto score = [](const Understanding& found) {
    for (const auto& candidate : found.candidates) {
      if (candidate.id == "refund-time") return candidate.score;
    }
    return 0.0;
  };
  CHECK(score(ask("那要多久？", "refund-time")) > score(ask("那要多久？")));
}

TEST_CASE("one question of two entries is asked back") {
  const auto twice = Engine::train({article("a", "zh-CN", "", {"怎么退", "退款"}),
                                    article("b", "zh-CN", "", {"怎么退", "退货"})});
  const auto found = twice->understand("怎么退", {"zh-CN", ""});
  CHECK(found.outcome == Outcome::ask_back);
  REQUIRE(found.candidates.size() == 2);
  CHECK(found.candidates[0].id == "a");
}

TEST_CASE("titles are questions unless told otherwise") {
  const std::vector<Document> documents{article("a", "zh-CN", "怎么换绑手机", {"改号码"})};
  const auto with = Engine::train(documents)->understand("怎么换绑手机", {"zh-CN", ""});
  CHECK(with.outcome == Outcome::answer);
  const auto without =
      Engine::train(documents, {.index_titles = false})->understand("怎么换绑手机", {"zh-CN", ""});
  CHECK(without.outcome == Outcome::dont_know);
}

TEST_CASE("an engine is total: no documents, empty documents, one document") {
  CHECK(Engine::train({})->understand("退款", {"zh-CN", ""}).outcome == Outcome::dont_know);
  const auto hollow =
      Engine::train({article("a", "zh-CN", "", {}), article("b", "zh-CN", "", {"？"})});
  CHECK(hollow->understand("退款", {"zh-CN", ""}).outcome == Outcome::dont_know);
  CHECK(hollow->understand("？", {"zh-CN", ""}).outcome == Outcome::dont_know);
  const auto one = Engine::train({article("a", "zh-CN", "退款", {"怎么退款"})});
  CHECK(one->understand("怎么退款", {"zh-CN", ""}).outcome == Outcome::answer);
  CHECK(one->understand("今天天气怎么样", {"zh-CN", ""}).outcome == Outcome::dont_know);
}

TEST_CASE("training twice, in any order, gives the same answers") {
  auto reversed = shop();
  std::reverse(reversed.begin(), reversed.end());
  const auto again = Engine::train(std::move(reversed));
  for (const std::string text :
       {"退款到账时间", "发票怎么弄", "你好", "优惠卷不能用", "refund please"}) {
    CAPTURE(text);
    CHECK(again->understand(text, {"zh-CN", ""}) == ask(text));
  }
}

TEST_CASE("a very long message is understood without harm") {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "怎么退款";
  CHECK_FALSE(ask(text).candidates.empty());
}

TEST_CASE("an engine made from what another had learned answers the same") {
  Options options;
  options.learned = engine().learned();
  const auto again = Engine::train(shop(), options);
  CHECK(again->learned() == options.learned);
  for (const auto* text :
       {"我想退款", "钱什么时候退到", "发票", "今天天气怎么样", "get my money back"}) {
    CHECK(again->understand(text, {"zh-CN", ""}) == engine().understand(text, {"zh-CN", ""}));
  }
}

TEST_CASE("what was learned from other documents, or cannot be read, is learned again") {
  auto documents = shop();
  documents.front().questions.push_back("退货退款");
  const auto fresh = Engine::train(documents);
  Options options;
  options.learned = engine().learned();
  CHECK(Engine::train(documents, options)->learned() == fresh->learned());
  options.learned = "yingda-learned 6\nzh-CN 12 x\n";
  CHECK(Engine::train(documents, options)->learned() == fresh->learned());
}

TEST_CASE("what another version of the engine learned is learned again, never misread") {
  const auto fresh = engine().learned();
  const std::string head = "yingda-learned 6\n";
  REQUIRE(fresh.starts_with(head));
  Options options;
  // The same lines under the head of an older version.
  options.learned = "yingda-learned 3\n" + fresh.substr(head.size());
  CHECK(read_learned(options.learned).empty());
  CHECK(Engine::train(shop(), options)->learned() == fresh);
  // The right head, but one number too few or too many in a line.
  const auto lines = fresh.substr(0, fresh.size() - 1);
  CHECK(read_learned(lines.substr(0, lines.rfind(' '))).size() == read_learned(fresh).size() - 1);
  CHECK(read_learned(lines + " 0").size() == read_learned(fresh).size() - 1);
}

TEST_CASE("what was learned with all parts is not used for an engine without one") {
  Options without;
  without.without = {"bm25"};
  const auto fresh = Engine::train(shop(), without)->learned();
  without.learned = engine().learned();
  CHECK(Engine::train(shop(), without)->learned() == fresh);
  CHECK(fresh != engine().learned());
}
