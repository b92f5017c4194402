import { describe, expect, it } from "vitest";
import { findSensitive, masked } from "../src/sensitive.ts";

const kinds = (text: string): string[] => findSensitive(text).map(({ kind }) => kind);

describe("what a visitor is asked about before it is sent", () => {
  it.each([
    ["我的卡号 6222 0212 3456 7894 扣了两次", "bank_card"],
    ["card 4111-1111-1111-1111 please", "bank_card"],
    ["身份证11010519491231002X", "identity"],
    ["卡密是ABCD1234EFGH5678，提示已使用", "card_secret"],
    ["卡密：1234-5678-9012-3456", "card_secret"],
    ["my password is hunter2024", "card_secret"],
    ["卡密无效 ABCD1234EFGH", "card_secret"],
    ["卡密提示已经被使用了：ABCD 1234 EFGH 5678", "card_secret"],
    ["卡号６２２２０２１２３４５６７８９４", "bank_card"],
    ["４１１１－１１１１－１１１１－１１１１", "bank_card"],
    ["身份证 110105 19491231 002X", "identity"],
    ["身份证１１０１０５１９４９１２３１００２Ｘ", "identity"],
  ])("%s", (text, kind) => expect(kinds(text)).toEqual([kind]));

  it.each([
    "订单号 20261120002 没到账",
    "工单 GD20261121-0042-8 到哪一步了",
    "我的手机号 13800006021",
    "支付流水 4200001234202611201234567891",
    "卡密提示无效",
    "忘记密码怎么办 20261120002",
    "卡号 6222021234567890",
    "密码不对，订单号 AB12CD34EF",
    "卡密没到，GD20261121-0042-8",
    "密码忘了 13800006021",
    "110105194912310021",
  ])("not %s", (text) => expect(kinds(text)).toEqual([]));

  it("never the number of an order, whatever its last digit is", () => {
    for (let order = 20261121000000; order < 20261121001000; order++) {
      expect(kinds(`订单号 ${order} 没到账，卡密 ${order}`)).toEqual([]);
    }
  });

  it("is masked where it stands, in wide characters too", () => {
    const text = "密码：ＡＢ１２ＣＤ３４，再说一遍 ㎏ 密码 AB12CD34";
    expect(masked(text, findSensitive(text))).toBe("密码：****ＣＤ３４，再说一遍 ㎏ 密码 ****CD34");
  });

  it("is masked but for its end", () => {
    const text = "卡号 4111-1111-1111-1111，身份证11010519491231002X";
    expect(masked(text, findSensitive(text))).toBe("卡号 ****-****-****-1111，身份证**************002X");
  });
});
