#include "demo_orders/samples.hpp"

#include <array>

namespace yingda::demo_orders {
namespace {

constexpr std::string_view wechat = "微信支付";
constexpr std::string_view alipay = "支付宝";
constexpr std::string_view union_pay = "银行卡（云闪付）";
constexpr std::string_view wallet = "云卡钱包";

constexpr std::string_view mobile = "中国移动";
constexpr std::string_view unicom = "中国联通";
constexpr std::string_view telecom = "中国电信";
constexpr std::string_view star_sea = "星海互娱";
constexpr std::string_view video = "云影视频";
constexpr std::string_view cards = "汇卡供应链";

constexpr int hour = 60;
constexpr int day = 24 * hour;

// The first eight are named in the demo's texts and tests: keep their numbers and states.
// clang-format off
constexpr std::array orders{
    SampleOrder{"20261120001", "13800000001", "话费充值 50 元", "topup", 5000, "delivered", 26 * hour, 4, wechat, mobile, "138****0001", "none", false, ""},
    SampleOrder{"20261120002", "13800000001", "话费充值 100 元", "topup", 10000, "processing", 2 * hour, -1, wechat, mobile, "138****0001", "none", true, ""},
    SampleOrder{"20261120003", "13800000001", "购物礼品卡 200 元", "card", 20000, "delivered", 5 * hour, 0, alipay, cards, "138****0001", "invalid", false, ""},
    SampleOrder{"20261120004", "13800000001", "影视会员季卡", "membership", 5800, "refunded", 3 * day, -1, wechat, video, "138****0001", "none", false, ""},
    SampleOrder{"20261120005", "13800000001", "话费充值 30 元", "topup", 3000, "processing", 5, -1, wechat, mobile, "138****0001", "none", true, ""},
    SampleOrder{"20261120006", "13800000001", "星海点数 6480 点", "game", 64800, "failed", 40, -1, alipay, star_sea, "xh****88", "none", true, "24 小时内原路退回"},
    SampleOrder{"20261120007", "13800000001", "影视会员月卡", "membership", 2500, "delivered", 30 * hour, 2, wallet, video, "138****0001", "none", false, ""},
    SampleOrder{"20261120008", "13800000001", "话费充值 200 元", "topup", 20000, "unpaid", -1, -1, "", mobile, "138****0001", "none", false, ""},

    SampleOrder{"20261120009", "13800000002", "话费充值 100 元", "topup", 10000, "delivered", 9 * hour, 6, alipay, unicom, "138****0002", "none", false, ""},
    SampleOrder{"20261120010", "13800000002", "星海点卡 100 元", "card", 9800, "delivered", 8 * hour, 0, wechat, star_sea, "138****0002", "unused", false, ""},
    SampleOrder{"20261120011", "13800000003", "流量包 10 GB（30 天）", "topup", 4500, "processing", 50, -1, wechat, telecom, "138****0003", "none", true, ""},
    SampleOrder{"20261120012", "13800000003", "视频会员年卡", "membership", 19800, "processing", 12, -1, alipay, video, "138****0003", "none", true, ""},
    SampleOrder{"20261120013", "13800000004", "星海点数 980 点", "game", 9800, "delivered", 7 * hour, 3, wechat, star_sea, "li****07", "none", false, ""},
    SampleOrder{"20261120014", "13800000004", "购物礼品卡 500 元", "card", 50000, "processing", 25, -1, union_pay, cards, "138****0004", "none", true, ""},
    SampleOrder{"20261120015", "13800000005", "话费充值 300 元", "topup", 30000, "refunding", 28 * hour, -1, union_pay, telecom, "138****0005", "none", false, "1–3 个工作日"},
    SampleOrder{"20261120016", "13800000005", "外卖代金卡 50 元", "card", 4900, "delivered", 11 * hour, 0, wechat, cards, "138****0005", "used", false, ""},

    SampleOrder{"20261119001", "13800000001", "星海点卡 50 元", "card", 4900, "delivered", 2 * day, 0, wechat, star_sea, "138****0001", "used", false, ""},
    SampleOrder{"20261119002", "13800000001", "流量包 5 GB（7 天）", "topup", 1800, "delivered", 2 * day + hour, 5, alipay, mobile, "138****0001", "none", false, ""},
    SampleOrder{"20261119003", "13800000002", "星海点数 3280 点", "game", 32800, "delivered", 2 * day + 3 * hour, 8, alipay, star_sea, "wu****21", "none", false, ""},
    SampleOrder{"20261119004", "13800000003", "音乐会员月卡", "membership", 1200, "delivered", 2 * day + 4 * hour, 1, wechat, video, "138****0003", "none", false, ""},
    SampleOrder{"20261119005", "13800000004", "话费充值 20 元", "topup", 2000, "failed", 2 * day + 5 * hour, -1, wechat, unicom, "138****0004", "none", true, "24 小时内原路退回"},
    SampleOrder{"20261119006", "13800000005", "加油卡充值 500 元", "topup", 49500, "delivered", 2 * day + 6 * hour, 9, union_pay, cards, "1000****6612", "none", false, ""},
    SampleOrder{"20261118001", "13800000001", "话费充值 100 元", "topup", 10000, "delivered", 3 * day + hour, 2, wechat, mobile, "138****0001", "none", false, ""},
    SampleOrder{"20261118002", "13800000002", "购物礼品卡 100 元", "card", 9800, "delivered", 3 * day + 2 * hour, 0, alipay, cards, "138****0002", "used", false, ""},
    SampleOrder{"20261118003", "13800000003", "星海点数 60 点", "game", 600, "refunded", 3 * day + 3 * hour, -1, wechat, star_sea, "ch****05", "none", false, ""},
    SampleOrder{"20261118004", "13800000004", "影视会员月卡", "membership", 2500, "delivered", 3 * day + 5 * hour, 1, wallet, video, "138****0004", "none", false, ""},
    SampleOrder{"20261118005", "13800000005", "话费充值 500 元", "topup", 50000, "delivered", 3 * day + 7 * hour, 7, union_pay, telecom, "138****0005", "none", false, ""},
    SampleOrder{"20261117001", "13800000001", "星海点数 300 点", "game", 3000, "delivered", 4 * day, 2, wechat, star_sea, "xh****88", "none", false, ""},
    SampleOrder{"20261117002", "13800000002", "流量包 20 GB（30 天）", "topup", 6800, "refunding", 4 * day + hour, -1, alipay, unicom, "138****0002", "none", false, "1–7 个工作日（银行卡）"},
    SampleOrder{"20261117003", "13800000003", "购物礼品卡 50 元", "card", 4900, "refunded", 4 * day + 2 * hour, 0, wechat, cards, "138****0003", "invalid", false, ""},
};
// clang-format on

constexpr std::array accounts{
    SampleAccount{"13800000001", "", "", 0, false},
    SampleAccount{"13800000002", "24 小时内在 3 台新设备上登录并连续充值，触发异常登录保护",
                  "本人完成实名认证，并上传最近一笔订单的支付截图", 70, true},
    // Frozen without a word why: what the system does not say must be asked for.
    SampleAccount{"13800000003", "", "", 0, true},
    SampleAccount{"13800000004", "同一张卡密被多次提交兑换，疑似代充", "上传卡密的购买凭证", 0,
                  true},
    SampleAccount{"13800000005", "", "", 0, false},
};

}  // namespace

std::span<const SampleOrder> sample_orders() { return orders; }
std::span<const SampleAccount> sample_accounts() { return accounts; }

}  // namespace yingda::demo_orders
