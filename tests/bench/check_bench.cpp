// How long `yingda check` takes for a large content directory, as a ratio to plain YAML parsing of
// the same bytes in the same run: the ratio does not depend on the machine.
//
//   check_bench [FLOWS ARTICLES [DIR]]      default 500 5000; with DIR the content is also written
//   there
//
// Prints one JSON object; times are processor time, the best of five rounds. Exit status 1 when the
// generated content has findings: then it measures something else than it should.

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "content/load.hpp"

namespace {

using namespace yingda;

std::string flow_file(int number) {
  const auto n = std::to_string(number);
  return "flows:\n"
         "  flow_" +
         n +
         ":\n"
         "    name: {zh-CN: 流程 " +
         n + ", en: Flow " + n +
         "}\n"
         "    description: generated\n"
         "    triggers:\n"
         "      zh-CN: [第 " +
         n + " 种商品没有到账, 商品 " + n + " 付了钱没收到, 我的 " + n +
         " 号订单怎么了]\n"
         "      en: [item " +
         n + " did not arrive, where is item " + n +
         "]\n"
         "    steps:\n"
         "      - id: ask\n"
         "        collect: order_number\n"
         "        type: order_number\n"
         "        ask: {zh-CN: 请发一下订单号。, en: Please send the order number.}\n"
         "        invalid: {zh-CN: 这不像订单号。, en: That does not look like one.}\n"
         "        on_failure: person\n"
         "      - id: look_up\n"
         "        action: find_order\n"
         "        arguments: {order_number: \"{order_number}\"}\n"
         "        result: order\n"
         "        on_error: person\n"
         "        next:\n"
         "          - if: order.status == \"delivered\"\n"
         "            then: done\n"
         "          - if: order.minutes_since_paid < 30 or order.status == \"paid\"\n"
         "            then: patience\n"
         "          - else: late\n"
         "      - id: done\n"
         "        say: {zh-CN: \"订单 {order_number} 已到账。\", en: \"Order {order_number} has "
         "arrived.\"}\n"
         "        next: END\n"
         "      - id: patience\n"
         "        say: {zh-CN: 一般半小时内到账。, en: It takes half an hour.}\n"
         "        next: END\n"
         "      - id: late\n"
         "        open_work_order: {type: not_arrived, tier: complaint, department: topup}\n"
         "      - id: wish\n"
         "        choose: {zh-CN: 您希望怎么解决？, en: Your wish}\n"
         "        slot: wish\n"
         "        options:\n"
         "          - {id: resend, label: {zh-CN: 补发, en: Send again}, next: person}\n"
         "          - {id: refund, label: {zh-CN: 退款, en: Refund}, next: money}\n"
         "      - id: money\n"
         "        call: amount_helper\n"
         "      - id: person\n"
         "        handoff: {team: topup, reason: {zh-CN: 充值超时, en: late top-up}}\n";
}

constexpr auto helper_file =
    "flows:\n"
    "  amount_helper:\n"
    "    description: asks how much\n"
    "    steps:\n"
    "      - id: ask\n"
    "        collect: amount\n"
    "        type: money\n"
    "        ask: {zh-CN: 多少钱？, en: The amount}\n"
    "        rejections:\n"
    "          - {if: amount <= 0, say: {zh-CN: 要大于零。, en: More than nothing.}}\n"
    "        on_failure: person\n"
    "        next: END\n"
    "      - id: person\n"
    "        handoff: {team: topup, reason: {zh-CN: 金额不明, en: unknown amount}}\n";

std::string article_file(int number) {
  const auto n = std::to_string(number);
  return "---\n"
         "id: article-" +
         n +
         "\n"
         "title: 第 " +
         n +
         " 号商品多久到账？\n"
         "locale: zh-CN\n"
         "questions:\n"
         "  - " +
         n +
         " 号商品多久到账\n"
         "  - " +
         n +
         " 号商品什么时候能到\n"
         "  - 买了 " +
         n +
         " 号商品要等多久\n"
         "  - " +
         n +
         " 号商品到账时间\n"
         "tags: [到账, 商品]\n"
         "department: topup\n"
         "valid_from: 2026-01-01\n"
         "---\n"
         "第 " +
         n +
         " 号商品一般 **10 分钟内** 到账，高峰时可能要等半小时。\n\n"
         "1. 打开“我的订单”，找到这一笔；\n"
         "2. 状态是“已发货”的，请刷新余额；\n"
         "3. 超过半小时没有到账的，把订单号发给我们，我们马上查。\n\n"
         "详见[到账说明](https://shop.example/help/" +
         n + ")。\n";
}

content::Files generate(int flows, int articles) {
  content::Files out{{"flows/helper.yaml", helper_file}};
  for (int i = 0; i < flows; ++i) out["flows/flow_" + std::to_string(i) + ".yaml"] = flow_file(i);
  for (int i = 0; i < articles; ++i) {
    out["knowledge_base/zh-CN/article_" + std::to_string(i) + ".md"] = article_file(i);
  }
  return out;
}

void write(const content::Files& files, const std::filesystem::path& directory) {
  for (const auto& [path, bytes] : files) {
    std::filesystem::create_directories((directory / path).parent_path());
    std::ofstream(directory / path, std::ios::binary) << bytes;
  }
}

// Hears everything, keeps nothing.
class Nobody final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

void parse_only(const content::Files& files) {
  for (const auto& [path, bytes] : files) {
    const bool article = path.ends_with(".md");
    std::istringstream in(article ? bytes.substr(4, bytes.find("---\n", 4) - 4) : bytes);
    YAML::Parser parser(in);
    Nobody nobody;
    parser.HandleNextDocument(nobody);
  }
}

double best_ms(const std::function<void()>& work) {
  double best = 1e12;
  for (int round = 0; round < 5; ++round) {
    const std::clock_t begin = std::clock();
    work();
    best = std::min(best, 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  const int flows = argc > 2 ? std::stoi(argv[1]) : 500;
  const int articles = argc > 2 ? std::stoi(argv[2]) : 5000;
  const auto files = generate(flows, articles);
  if (argc > 3) write(files, argv[3]);
  auto config = content::default_config();
  config.policy.urgent_flow.clear();
  config.policy.order_flow.clear();
  content::LoadOptions options;
  options.train = false;
  std::vector<content::Finding> findings;
  const double yaml = best_ms([&] { parse_only(files); });
  const double check = best_ms([&] { findings = content::load(files, config, options).findings; });
  std::printf(
      "{\"flows\":%d,\"articles\":%d,\"findings\":%zu,\"yaml_ms\":%.1f,\"check_ms\":%.1f,"
      "\"ratio\":%.2f}\n",
      flows, articles, findings.size(), yaml, check, check / yaml);
  for (std::size_t i = 0; i < findings.size() && i < 5; ++i) {
    std::fprintf(stderr, "%s\n", content::to_line(findings[i]).c_str());
  }
  return findings.empty() ? 0 : 1;
}
