#pragma once
// A small shop's content for tests of the core: enough to answer, to ask, to fail and to hand over.

#include <memory>

#include "content/load.hpp"

namespace yingda::testing {

inline content::Files sample_files() {
  return {
      {"flows/topup.yaml", R"(flows:
  topup_late:
    name: {zh-CN: 充值未到账, en: Top-up not arrived}
    description: looks an order up
    triggers:
      zh-CN: [充值没到账, 充了钱没收到, 话费一直没到]
      en: [my top-up has not arrived, I paid but got nothing]
    steps:
      - id: ask
        collect: order_number
        type: order_number
        label: {zh-CN: 订单号, en: order number}
        ask: {zh-CN: 请发一下订单号。, en: Please send the order number.}
        invalid: {zh-CN: 这不像订单号。, en: That does not look like one.}
      - id: look_up
        action: find_order
        arguments: {order_number: "{order_number}"}
        result: order
        on_error: broken
        next:
          - if: order.status == "delivered"
            then: done
          - else: late
      - id: done
        say: {zh-CN: "订单 {order_number} 已到账。", en: "Order {order_number} has arrived."}
        next: END
      - id: late
        open_work_order: {type: not_arrived, tier: complaint, department: topup}
      - id: demand
        choose: {zh-CN: 您希望怎么解决？, en: What would you like?}
        slot: demand
        options:
          - {id: resend, label: {zh-CN: 补发, en: Send again}, next: person}
          - {id: refund, label: {zh-CN: 退款, en: Refund}, next: person}
      - id: person
        handoff: {team: topup, reason: {zh-CN: 充值超时, en: late top-up}}
      - id: broken
        handoff: {team: topup, reason: {zh-CN: 查不到订单, en: order system down}}
  urgent_complaint:
    name: {zh-CN: 紧急投诉, en: Urgent complaint}
    description: straight to a person
    triggers:
      zh-CN: [我要紧急投诉]
      en: [urgent complaint]
    steps:
      - open_work_order: {type: other, tier: complaint, urgent: true, department: disputes}
      - handoff: {team: disputes, urgent: true, tier: complaint, reason: {zh-CN: 紧急投诉, en: urgent}}
  contact_form:
    name: {zh-CN: 留下联系方式, en: Leave contact details}
    description: a form
    triggers:
      zh-CN: [我想留个联系方式]
      en: [leave my contact details]
    steps:
      - form: {zh-CN: 请填写, en: Please fill in}
        fields:
          - {name: contact_phone, label: {zh-CN: 手机号, en: Phone}, type: phone, required: true}
          - {name: wish, label: {zh-CN: 希望, en: Wish}, type: text, required: false}
      - say: {zh-CN: "已记下 {contact_phone}。", en: "Noted {contact_phone}."}
)"},
      {"knowledge_base/zh-CN/withdraw.md", R"(---
id: withdraw-arrival
title: 提现多久到账
locale: zh-CN
questions: [提现多久到账, 提现要几天, 提现什么时候到, 钱包的钱多久能到银行卡]
---
提现 **2 小时内** 到账。
)"},
      {"knowledge_base/zh-CN/invoice.md", R"(---
id: invoice
title: 怎么开发票
locale: zh-CN
questions: [怎么开发票, 能开电子发票吗, 发票在哪里开, 我要发票]
---
在订单详情里点“开发票”。
)"},
      {"knowledge_base/en/withdraw.md", R"(---
id: withdraw-arrival
title: How long does a withdrawal take
locale: en
questions: [how long does a withdrawal take, when does my withdrawal arrive, withdrawal time, is my withdrawal on the way]
---
Within **2 hours**.
)"},
      {"knowledge_base/en/invoice.md", R"(---
id: invoice
title: How to get an invoice
locale: en
questions: [how do I get an invoice, can I have a receipt, invoice please, where is the invoice button]
---
Tap "Invoice" in the order.
)"},
  };
}

inline std::shared_ptr<const conversation::Catalog> sample_catalog() {
  static const auto catalog = [] {
    const auto loaded = content::load(sample_files(), content::default_config());
    if (!loaded.ok()) {
      for (const auto& finding : loaded.findings) {
        std::fprintf(stderr, "%s\n", content::to_line(finding).c_str());
      }
      std::abort();
    }
    return loaded.catalog;
  }();
  return catalog;
}

}  // namespace yingda::testing
