#include "content/default_patterns.hpp"

#include <algorithm>
#include <cstdlib>

namespace yingda::content {

namespace {

constexpr std::string_view defaults_yaml = R"(flows:
  pattern_human:
    name: {zh-CN: 转人工, en: Talk to a person}
    description: Somebody asks for a person. Its phrases are those of the config.
    steps:
      - handoff: {reason: {zh-CN: 客户要求人工, en: the customer asked for a person}}

  pattern_no_person:
    name: {zh-CN: 不转人工, en: No person wanted}
    description: Somebody says that no person is wanted. Nothing is handed over; the way to one stays open.
    triggers:
      phrases:
        zh-CN: [不用转了, 别转了, 先不用转, 不用转给别人, 机器人就行, 机器人就可以, 人工就不用了, 人工不用了, 人工先不用]
        en: [dont transfer me, do not transfer me, please dont transfer me, no transfer please, stop transferring me, id rather stay with the bot, the bot is fine]
    steps:
      - next:
          - if: conversation.open_order is set
            then: order_stands
          - else: stays
      - id: order_stands
        say: {zh-CN: "好的，不另外转。工单 **{conversation.open_order}** 已经开了，客服会按时处理；不需要了可以在工单卡片上撤回。", en: "All right, nothing more is passed on. Work order **{conversation.open_order}** stands; if you no longer need it, withdraw it on its card."}
        next: END
      - id: stays
        say: {zh-CN: 好的，不转人工。要找人时说“转人工”就行。, en: "All right, no person. Say \"agent\" whenever you want one."}

  pattern_cancel:
    name: {zh-CN: 取消, en: Cancel}
    description: Leaves what is running. Its phrases are those of the config.
    steps:
      - next:
          - if: conversation.open_order is set
            then: order_stands
          - if: conversation.cancelled
            then: cancelled
          - else: nothing_runs
      - id: order_stands
        say: {zh-CN: "好的，先不问了。工单 **{conversation.open_order}** 还开着，客服会按时处理；不需要了可以在工单卡片上撤回。", en: "All right, no more questions. Work order **{conversation.open_order}** stands and people see to it in time; if you no longer need it, withdraw it on its card."}
        next: END
      - id: cancelled
        say: {zh-CN: 好的，已经取消。还有什么可以帮您？, en: "All right, cancelled. What else can I do for you?"}
        next: END
      - id: nothing_runs
        say: {zh-CN: 好的，需要的时候再叫我。, en: "All right. I'm here whenever you need me."}

  pattern_start_over:
    name: {zh-CN: 重新开始, en: Start over}
    description: Forgets what was given to the running flow and begins it anew.
    triggers:
      phrases:
        zh-CN: [重新开始, 重新来, 从头来, 从头开始, 重来, 重来一遍, 重新来过]
        en: [start over, start again, lets start again, let me start again, lets start over, restart, begin again, from the beginning]
    steps:
      - say: {zh-CN: 好的，我们从头来。, en: "All right, from the beginning."}

  pattern_repeat:
    name: {zh-CN: 再说一遍, en: Say that again}
    description: Says the open question again, or else the last answer.
    triggers:
      phrases:
        zh-CN: [再说一遍, 再说一次, 再讲一遍, 重复一遍, 重复一下, 没看清, 没看明白, 刚才说什么, 你刚才说什么, 什么意思, 什么, 啥意思, 没看懂, 没听懂, 没懂, 再说一下, 没看清再说一下, 没看清再说一遍, 能再说一遍吗, 没听清, 没听清楚, 你刚说啥, 你刚才说啥, 你说啥]
        en: [repeat, repeat that, please repeat, say that again, say it again, come again, pardon, sorry what, what, what did you say, what do you mean, can you repeat that, could you repeat that]
    steps:
      - next:
          - if: conversation.asking
            then: END
          - if: conversation.last_said != ""
            then: again
          - else: nothing_yet
      - id: again
        say: "{conversation.last_said}"
        next: END
      - id: nothing_yet
        say: {zh-CN: 请用一句话说说您遇到的问题。, en: Please tell me in a sentence what you need.}

  pattern_help:
    name: {zh-CN: 帮助, en: Help}
    description: What can be said at any time.
    triggers:
      phrases:
        zh-CN: [帮助, 怎么用, 你能做什么, 你会什么, 你能干什么, 可以问什么, 使用帮助]
        en: [help, what can you do, how does this work, what can I ask, how do I use this]
    steps:
      - say:
          zh-CN: 用一句话说您的问题就行，发订单号我就去查。说错了可以直接更正；说“重新开始”从头来，“算了”就停下，“转人工”马上找人。
          en: Just say in a sentence what you need; send an order number and I look it up. Correct yourself whenever you like. "Start over" begins again, "never mind" stops, "agent" gets you a person at once.

  pattern_thanks:
    name: {zh-CN: 感谢, en: Thanks}
    description: A word of thanks, without anything else.
    triggers:
      phrases:
        zh-CN: [谢谢, 谢谢你, 谢谢您, 谢谢啦, 谢了, 多谢, 多谢啦, 多谢了, 谢谢你啊, 谢谢你了, 谢谢哈, 谢谢了, 感谢, 非常感谢, 太感谢了, 辛苦了, 好的谢谢, 好的谢谢你]
        en: [thanks, thank you, thank you very much, thanks a lot, many thanks, thx, ty, cheers, ok thanks, great thanks]
    steps:
      - say: {zh-CN: 不客气，有问题随时说。, en: "You're welcome. I'm here whenever you need me."}

  pattern_abuse:
    name: {zh-CN: 情绪激动, en: Strong words}
    description: Words that only hurt and say nothing else. The second time a person takes over.
    triggers:
      keywords:
        zh-CN: [傻逼, 傻b, 傻x, 煞笔, 沙雕, 他妈的, 妈的, 操你, 草泥马, 滚蛋, 去死, 王八蛋, 狗屁, 脑残, 智障, 垃圾客服, 垃圾平台]
        en: [fuck, fucking, fucked, shit, bullshit, asshole, bastard, bitch, idiot, idiots, moron, stupid bot, piece of crap]
    steps:
      - next:
          - if: conversation.times >= 2
            then: person
          - else: calm
      - id: calm
        say:
          zh-CN: 让您这么生气，是我们没做好，对不起。请告诉我是哪件事，我马上办；想直接找人，说“转人工”就行。
          en: I'm sorry we have let you down this much. Tell me what it is about and I will get on with it, or say "agent" and a person takes over.
        next: END
      - id: person
        handoff: {reason: {zh-CN: 客户很生气，需要人来处理, en: the customer is very upset and needs a person}}

  pattern_correction:
    name: {zh-CN: 更正, en: Correction}
    description: A value given earlier is given anew. correction.label, correction.before and correction.value are known.
    steps:
      - next:
          - if: correction.label is set
            then: by_name
          - else: value_only
      - id: by_name
        say: {zh-CN: "好的，{correction.label}改为 {correction.value}。", en: "All right, {correction.label} is now {correction.value}."}
        next: END
      - id: value_only
        say: {zh-CN: "好的，改为 {correction.value}。", en: "All right, {correction.value} it is."}

  pattern_retraction:
    name: {zh-CN: 重新回答, en: Answer again}
    description: An answer is taken back and none given in its place. Its question follows; correction.label is known.
    steps:
      - next:
          - if: correction.label is set
            then: by_name
          - else: value_only
      - id: by_name
        say: {zh-CN: "好的，{correction.label}您重新告诉我。", en: "No problem. Once more, please: {correction.label}."}
        next: END
      - id: value_only
        say: {zh-CN: 好的，这一项您重新告诉我。, en: "No problem, once more, please:"}

  pattern_continue:
    name: {zh-CN: 回到刚才, en: Back to where we were}
    description: After something else was answered in the middle of a flow.
    steps:
      - say: {zh-CN: 我们接着刚才的问题：, en: "Back to where we were:"}

  pattern_reminder:
    name: {zh-CN: 提醒, en: Reminder}
    description: The visitor has not answered for a while. The open question follows.
    steps:
      - say: {zh-CN: 您还在吗？不急，我在这里等您。, en: "Are you still there? No hurry, I'm waiting for you."}

  pattern_silence:
    name: {zh-CN: 没有回应, en: No answer any more}
    description: The visitor has not answered the reminder either. An open work order stays open.
    steps:
      - next:
          - if: conversation.open_order is set
            then: order_stands
          - else: bye
      - id: order_stands
        say: {zh-CN: "先不打扰您了。工单 **{conversation.open_order}** 一直有效，有人会接着处理；回来时直接说就行。", en: "I'll leave you in peace for now. Work order **{conversation.open_order}** stands and somebody goes on with it; just write when you are back."}
        next: END
      - id: bye
        say: {zh-CN: 先不打扰您了。回来时直接说就行，我一直在。, en: "I'll leave you in peace for now. Just write when you are back."}

  pattern_off_duty:
    name: {zh-CN: 无人在线时留言, en: A message while nobody is on duty}
    description: >-
      Somebody was asked for and nobody is there. The work order is open; whatever is told here goes into it, and all of it may be
      left out.
    steps:
      - next:
          - if: left_message is set or demand is set
            then: contact
          - else: all
      - id: all
        form:
          zh-CN: 愿意的话先写几句，客服一上线就能直接处理。不填也没关系，工单已经生效。
          en: If you like, tell us more now, so that they can act as soon as they are back. You need not - the work order stands either way.
        submit_label: {zh-CN: 写进工单, en: Add to the work order}
        skip: {zh-CN: 先不填, en: Not now}
        fields:
          - name: left_message
            label: {zh-CN: 发生了什么, en: What happened}
            type: textarea
            placeholder: {zh-CN: "例如：21:05 付款，到现在没到账", en: "e.g. paid at 21:05, nothing has arrived yet"}
          - name: order_number
            label: {zh-CN: 订单号, en: Order number}
            type: order_number
          - name: demand
            label: {zh-CN: 您希望怎么处理, en: What should we do}
            type: choice
            options:
              - {id: resend, label: {zh-CN: 补发, en: Send it again}}
              - {id: refund, label: {zh-CN: 退款, en: Refund}}
              - {id: explain, label: {zh-CN: 说明原因, en: Explain what happened}}
              - {id: other, label: {zh-CN: 其他, en: Something else}}
          - name: contact_phone
            label: {zh-CN: 联系手机号, en: Mobile number}
            type: phone
            help: {zh-CN: 需要时用来联系您, en: Only to reach you about this}
        next: closing
      - id: contact
        if: contact_phone is not set
        form:
          zh-CN: 愿意的话留个手机号，需要时能联系到您。不填也没关系，工单已经生效。
          en: If you like, leave a mobile number so that they can reach you. You need not - the work order stands either way.
        submit_label: {zh-CN: 写进工单, en: Add to the work order}
        skip: {zh-CN: 先不填, en: Not now}
        fields:
          - name: contact_phone
            label: {zh-CN: 联系手机号, en: Mobile number}
            type: phone
      - id: closing
        next:
          - if: left_message is set or order_number is set or demand is set or contact_phone is set
            then: thanks
          - else: later
      - id: later
        say: {zh-CN: "好的。想起什么直接写在这里，都会进工单 **{conversation.open_order}**。", en: "All right. Whatever you write here later goes into work order **{conversation.open_order}**."}
        next: END
      - id: thanks
        say: {zh-CN: "记下了，都在工单 **{conversation.open_order}** 里，客服一上线就能看到。还有要补充的，直接写在这里。", en: "Noted. It is all in work order **{conversation.open_order}**, where they see it when they are back. If there is more, just write it here."}
)";

}  // namespace

std::string_view default_patterns() { return defaults_yaml; }

void add_default_patterns(ParsedFlows& flows) {
  ParsedFlows defaults;
  defaults.flows.default_locale = "zh-CN";
  std::vector<Finding> none;  // a test holds them free of findings
  parse_flows(std::string(default_patterns_file), default_patterns(), defaults, none);
  std::erase_if(defaults.flows.flows,
                [&](const auto& entry) { return flows.flows.find(entry.first) != nullptr; });
  const auto belongs = [&](const auto& item) { return defaults.flows.find(item.flow) != nullptr; };
  for (auto& reference : defaults.references) {
    if (belongs(reference)) flows.references.push_back(std::move(reference));
  }
  for (auto& condition : defaults.conditions) {
    if (belongs(condition)) flows.conditions.push_back(std::move(condition));
  }
  flows.flows.flows.merge(defaults.flows.flows);
}

std::string first_flow_file(const dialogue::FlowSet& flows) {
  std::string out;
  for (const auto& [id, flow] : flows.flows) {
    if (flow.where.file == default_patterns_file) continue;
    if (out.empty() || flow.where.file < out) out = flow.where.file;
  }
  return out.empty() ? "flows" : out;
}

namespace {

// The default pattern that a line belongs to.
std::string pattern_at(const dialogue::FlowSet& flows, int line) {
  const dialogue::Flow* best = nullptr;
  for (const auto& [id, flow] : flows.flows) {
    if (flow.where.file != default_patterns_file || flow.where.line > line) continue;
    if (best == nullptr || best->where.line < flow.where.line) best = &flow;
  }
  return best == nullptr ? std::string(default_patterns_file) : "`" + best->id + "`";
}

// "default patterns:69" says nothing to anybody.
void name_patterns(const dialogue::FlowSet& flows, std::string& text) {
  const std::string place = std::string(default_patterns_file) + ":";
  for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at)) {
    const auto digits = at + place.size();
    const auto end = std::min(text.find_first_not_of("0123456789", digits), text.size());
    const auto name = "Yingda's own " + pattern_at(flows, std::atoi(text.c_str() + digits));
    text.replace(at, end - at, name);
    at += name.size();
  }
}

}  // namespace

void place_in_content(const dialogue::FlowSet& flows, std::vector<Finding>& findings) {
  for (auto& finding : findings) {
    name_patterns(flows, finding.text);
    if (finding.file != default_patterns_file) continue;
    const auto name = pattern_at(flows, finding.line);
    finding.text = "in Yingda's own " + name + ", which is not in your files: " + finding.text +
                   "; a flow " + name + " of your own takes its place";
    finding.file = first_flow_file(flows);
    finding.line = finding.column = 0;
  }
}

}  // namespace yingda::content
