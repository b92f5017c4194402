#include "conversation/holding.hpp"

#include <catch2/catch.hpp>

#include "content/config.hpp"

using namespace yingda;

namespace {

bool holds(const std::string& text) {
  return conversation::is_holding(text, content::default_config().policy.holding_phrases);
}

}  // namespace

TEST_CASE("asking for patience is no answer, however politely it is put") {
  CHECK(holds("已记录，请耐心等待"));
  CHECK(holds("您好，已记录，请耐心等待哦～"));
  CHECK(holds("亲，请稍等一下"));
  CHECK(holds("非常抱歉，您反馈的问题已记录，我们会尽快为您处理，请耐心等待，谢谢理解！"));
  CHECK(holds("正在处理中……"));
  CHECK(holds("请您耐心等待一下，谢谢"));
  CHECK(holds("麻烦您先耐心等待"));
  CHECK(holds("正在处理，请稍等片刻"));
  CHECK(holds("我们正在处理您的问题"));
  CHECK(holds("正在加急处理中"));
  CHECK(holds("Hello, please wait."));
  CHECK(holds("Sorry! One moment please, thank you"));
}

TEST_CASE("whatever tells or asks something is an answer") {
  CHECK_FALSE(holds("您好"));
  CHECK_FALSE(holds("您的问题已经处理了，请稍等"));
  CHECK_FALSE(holds("处理好了"));
  CHECK_FALSE(holds("您好，我是客服小李"));
  CHECK_FALSE(holds("已记录，今天 18:00 前到账"));
  CHECK_FALSE(holds("请稍等，您的订单号是多少？"));
  CHECK_FALSE(holds("款项已退回微信，请耐心等待 1 到 3 天"));
  CHECK_FALSE(holds("Please wait until 6 pm, the refund is on its way"));
  CHECK_FALSE(holds("The waiter pleased"));
  CHECK_FALSE(holds(""));
}
