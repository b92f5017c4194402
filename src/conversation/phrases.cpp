#include "conversation/phrases.hpp"

#include <array>

namespace yingda::conversation {
namespace {

struct Line {
  Phrase phrase;
  const char* zh;
  const char* en;
};

constexpr std::array lines{
    Line{Phrase::did_you_mean, "您想问的是下面哪一个？", "Which of these do you mean?"},
    Line{Phrase::not_understood, "抱歉，这句话我没有理解。您可以换个说法，或者直接找人工客服。",
         "Sorry, I did not understand that. Please put it another way, or talk to a person."},
    Line{Phrase::part_not_understood,
         "“{text}”这一句我没有理解，换个说法再发一次，我接着答；也可以直接找人工客服。",
         "I did not understand “{text}”. Please put that part another way, or talk to a person."},
    Line{Phrase::person_option, "转人工", "Talk to a person"},
    Line{Phrase::other_option, "都不是", "None of these"},
    Line{Phrase::handed_over,
         "已为您转接人工客服（{team}）。工单号 **{number}**，最迟 **{due}** 前有人回复。"
         "您说过的内容客服都能看到，不用再讲一遍。",
         "I am handing you over to a person ({team}). Your work order is **{number}**; somebody "
         "replies by **{due}** at the latest. They see everything you have said."},
    Line{Phrase::handed_over_closed,
         "已为您登记人工服务（{team}）。工单号 **{number}**，最迟 **{due}** 前有人回复。"
         "您说过的内容客服都能看到，不用再讲一遍。",
         "Your request for a person ({team}) is on record as work order **{number}**; somebody "
         "replies by **{due}** at the latest. They see everything you have said."},
    Line{Phrase::nobody_on_duty, "现在{team}没有人在线。",
         "Nobody from {team} is on duty right now. "},
    Line{Phrase::off_hours, "现在是下班时间，{team} **{opens}** 上班。",
         "We are closed at this hour; {team} is back **{opens}**. "},
    Line{Phrase::may_leave, "您可以先离开：工单一直有效，有人回复后会出现在这里。",
         "You may leave: the work order stands and the reply will be waiting here."},
    Line{Phrase::may_leave_until,
         "您可以先离开：工单 **{number}** 一直有效，最迟 **{due}** 前有人回复，回复会出现在这里。",
         "You may leave: work order **{number}** stands, somebody replies by **{due}** at the "
         "latest, and the reply will be waiting here."},
    Line{Phrase::already_queued,
         "您的工单 **{number}** 正在等待客服接入，最迟 **{due}** 前有人回复。",
         "Your work order **{number}** is waiting for a person, who replies by **{due}** at the "
         "latest."},
    Line{Phrase::waiting_overdue,
         "工单 **{number}** 已经超过答应您的回复时间，是我们没做到，已记为超时并排到最前面。最迟 "
         "**{due}** 前给您处理结果。",
         "Work order **{number}** is past the reply time we promised. That is our fault; it is "
         "marked overdue and first in the queue. You get the outcome by **{due}** at the latest."},
    Line{Phrase::waiting_past_all,
         "工单 **{number}** "
         "已经超过我们答应的全部时限，是我们没做到。它排在最前面，有人接手会马上在这里告诉您。",
         "Work order **{number}** is past every time we promised. That is our fault. It is first "
         "in the queue, and you will see here at once when somebody takes it."},
    Line{Phrase::urgent_noted, "已标为紧急，{name} 和主管都收到了提醒，最迟 **{due}** 前答复您。",
         "Marked as urgent: {name} and the supervisors have been alerted. You hear from us by "
         "**{due}** at the latest."},
    Line{Phrase::urged_already, "刚刚已经提醒过负责人了，有进展会在这里告诉您。",
         "The person responsible was reminded just now; you will see any news here."},
    Line{Phrase::still_with_agent, "您的对话由客服 {name} 负责，请直接写，每一句都会送到。",
         "Your conversation is with {name}; just write, every word reaches them."},
    Line{Phrase::in_queue_noted,
         "已补充到工单 **{number}**，客服接入时能看到。最迟 **{due}** 前有人回复。",
         "Added to work order **{number}**; the person who takes it will see it. Reply by "
         "**{due}** at the latest."},
    Line{Phrase::queue_stands,
         "好的。工单 **{number}** 已经开了，最迟 **{due}** "
         "前有人回复；不需要了，在工单卡片上点「撤回」就行。",
         "All right. Work order **{number}** is open, and somebody replies by **{due}** at the "
         "latest; if you no longer need it, tap \"Withdraw\" on its card."},
    Line{Phrase::demand_noted, "记下了，您的诉求：**{demand}**，处理人照着办。",
         "Noted. What you ask for: **{demand}**; the person in charge goes by it."},
    Line{Phrase::question_unknown, "这个问题我答不上来，想问清楚可以转人工。我们先把这一步说完：",
         "I have no answer to that question; a person has. First, this step:"},
    Line{
        Phrase::work_order_misspelt,
        "工单号 **{number}** 对不上，可能抄错了一位，请对照工单卡片再发一次。",
        "Work order **{number}** does not add up; perhaps a digit is wrong. Please compare it with "
        "the card and send it again."},
    Line{Phrase::evidence_kept,
         "文件收到了，会和您的问题存在一起，客服处理时能看到。文件里的内容我看不懂，"
         "麻烦您打字说一下遇到了什么问题；也可以直接转人工。",
         "Got your upload; it stays with your case, and the person who handles it will see it. I "
         "cannot read files myself: please tell me in a few words what happened, or talk to a "
         "person."},
    Line{Phrase::a_supervisor, "主管", "a supervisor"},
    Line{Phrase::noted, "记下了。", "Noted."},
    Line{Phrase::no_hurry, "好的，不急，我在这儿等您。", "No hurry, I'll wait for you."},
    Line{Phrase::next_with_person, "您还提到的“{names}”，接手的同事也能看到，一起处理。",
         "What else you mentioned ({names}) is with the person who takes over, too."},
    Line{Phrase::one_order_first, "先看订单 {number}；{others} 等这个看完再发我一次，我接着查。",
         "Order {number} first; send me {others} again when we are done with it, and I will look "
         "at that, too."},
    Line{Phrase::evidence_what,
         "您遇到了什么问题？麻烦打字说一下。文件里的内容我看不懂，客服能看；也可以直接转人工。",
         "What went wrong? Please type it in a few words. I cannot read files, a person can; you "
         "may also talk to one now."},
    Line{Phrase::evidence_noted, "文件收到了，会和您的问题存在一起，客服处理时能看到。",
         "Got your upload; it stays with your case, and the person who handles it will see it."},
    Line{Phrase::evidence_added, "已补充到工单 **{number}**，处理人能看到。",
         "Added to work order **{number}**, where the person in charge sees it."},
    Line{Phrase::evidence_unread_reason, "客户发来文件，机器人看不懂内容",
         "the customer sent files, which the bot cannot read"},
    Line{Phrase::nobody_yet,
         "让您久等了：到现在还没有客服接入。工单 **{number}** 仍然有效，最迟 **{due}** 前有人回复，"
         "您可以先离开，回复会保留在这里。",
         "Sorry for the wait: nobody has been free yet. Work order **{number}** stands and "
         "somebody replies by **{due}** at the latest. You may leave; the reply will be kept "
         "here."},
    Line{Phrase::order_opened, "工单 **{number}** 已建立，最迟 **{due}** 前有人回复。",
         "Work order **{number}** is open; somebody replies by **{due}** at the latest."},
    Line{Phrase::first_missed,
         "很抱歉，我们没有在承诺的时间内回复工单 "
         "**{number}**。已记为超时，主管能看到，排到最前面处理。",
         "We are sorry: we did not reply to work order **{number}** in the time we promised. It is "
         "marked overdue where supervisors see it, and comes first."},
    Line{Phrase::resolve_missed,
         "很抱歉，工单 **{number}** "
         "没有在承诺的时间内解决。已记为超时，主管能看到，排到最前面处理。",
         "We are sorry: work order **{number}** was not settled in the time we promised. It is "
         "marked overdue where supervisors see it, and comes first."},
    Line{Phrase::transferred, "您的问题已转给{team}继续处理，之前的内容都已带过去，不用再讲一遍。",
         "Your case now goes on with {team}. They have everything; you need not repeat it."},
    Line{Phrase::transferred_by_rule,
         "您的问题转给{team}继续处理，依据：{rule}。最迟 **{due}** "
         "前给您回复。之前的内容都已带过去，不用再讲一遍。",
         "Your case goes on with {team}, because of: {rule}. You hear from them by **{due}** at "
         "the latest. They have everything; you need not repeat it."},
    Line{Phrase::transfer_promise, "{team}给您回复", "{team} replies to you"},
    Line{Phrase::agent_gone, "客服 {name} 的连接断开了，您的问题已回到队列，由同事接着处理。",
         "{name} has lost the connection; your case is back in the queue and a colleague goes on."},
    Line{Phrase::agent_silent, "客服 {name} 一直没有回复您，您的问题已回到队列，由同事接着处理。",
         "{name} has not answered you; your case is back in the queue and a colleague goes on."},
    Line{Phrase::resolved, "工单 **{number}** 的处理结果：{text}",
         "The outcome of work order **{number}**: {text}"},
    Line{Phrase::survey, "这次服务您满意吗？", "How satisfied are you with this service?"},
    Line{Phrase::order_closed, "工单已关闭。", "The work order is closed."},
    Line{Phrase::order_reopened, "工单已重新打开，重新排给客服处理，之前的记录都在。",
         "The work order is open again and goes back to our people, with everything so far."},
    Line{Phrase::manager_called, "工单 **{number}** 超时后仍未处理好，已上报给经理。",
         "Work order **{number}** is overdue and still not dealt with: the manager has been "
         "called."},
    Line{
        Phrase::orders_merged,
        "工单 **{number}** 和 **{into}** 说的是同一件事，已并入 **{into}** 一起处理，最迟 "
        "**{due}** "
        "解决。原来的单号照样能查，之前的材料和承诺都在。",
        "Work orders **{number}** and **{into}** are about the same matter: it goes on as "
        "**{into}**, settled by **{due}** at the latest. The other number still works, and nothing "
        "that you sent or were promised is lost."},
    Line{Phrase::order_split,
         "工单 **{number}** 里有一件事单独处理：{text}。新单号 **{new}**，最迟 **{due}** 解决；"
         "其余的仍按原单处理。",
         "One part of work order **{number}** now goes its own way: {text}. Its number is "
         "**{new}**, "
         "settled by **{due}** at the latest; the rest goes on as before."},
    Line{Phrase::urged, "已催办，负责人会收到提醒。", "The person responsible has been reminded."},
    Line{Phrase::withdrawn, "您已撤回工单。", "You have withdrawn the work order."},
    Line{Phrase::escalated, "已升级给主管，主管的工作台上能看到。",
         "Escalated: it now stands out on the supervisors' desk."},
    Line{Phrase::thanks_rating, "谢谢您的评价。", "Thank you for your rating."},
    Line{Phrase::visitor_asked, "客户要求人工", "the customer asked for a person"},
    Line{Phrase::not_understood_reason, "机器人连续没有听懂", "the bot did not understand"},
    Line{Phrase::connector_reason, "系统暂时查不到", "a system could not answer"},
    Line{Phrase::order_stands_reason, "工单已建立，客户没有继续填写",
         "the order stands; the customer did not go on"},
    Line{Phrase::release_lost_reason, "流程所用的内容版本已无法读取",
         "the content that the flow began on can no longer be read"},
    Line{Phrase::stale_choice, "这个选项已经过期，请按最新的问题回答。",
         "That choice is no longer open; please answer the newest question."},
    Line{Phrase::agent_promise_missed,
         "很抱歉，客服的承诺“{text}”没有按时兑现，已记录在案，主管能看到。",
         "We are sorry: the commitment \"{text}\" was not kept in time. That is on record where "
         "supervisors see it."},
    Line{Phrase::agent_promise_kept, "客服的承诺“{text}”已兑现。",
         "The commitment \"{text}\" has been kept."},
    Line{Phrase::waiting_started,
         "客服在等您回复上面这件事。在您回复之前，工单 **{number}** "
         "的解决时限暂停计时；您一回复就接着算，暂停了多久就顺延多久。",
         "The agent waits for your answer to that. Until then the time for solving work order "
         "**{number}** stands still; it goes on as soon as you answer, and ends that much later."},
    Line{Phrase::waiting_over, "收到您的回复，解决时限继续计时，最迟 {due} 前解决。",
         "Thank you for your answer. The time goes on: solved by {due} at the latest."},
    Line{Phrase::waiting_reminder,
         "工单 **{number}** 还在等您回复：{text}\n\n如果到 **{due}** "
         "还没有您的消息，工单会先关闭；之后您随时可以重新打开，记录都在。",
         "Work order **{number}** still waits for your answer: {text}\n\nIf nothing comes by "
         "**{due}**, it is closed for now. You can reopen it at any time; everything is kept."},
    Line{Phrase::waiting_asks_again, "工单 **{number}** 还在等您回复：{text}",
         "Work order **{number}** still waits for your answer: {text}"},
    Line{Phrase::waiting_closed,
         "一直没有等到您的回复，工单 **{number}** "
         "先关闭了。需要的时候随时重新打开，之前说过的、交过的都在，不用从头再来。",
         "We have not heard from you, so work order **{number}** is closed for now. Reopen it "
         "whenever you like: all that you said and sent is kept."},
    Line{Phrase::verdict_reminder,
         "工单 **{number}** "
         "已经给出处理结果，还没有收到您的确认。没解决请点“不接受”，我们接着处理；到 "
         "**{due}** 没有您的消息，工单会先结束，之后随时可以重新打开。",
         "Work order **{number}** has a result, and you have not confirmed it yet. If it is not "
         "solved, reject it and we go on. If nothing comes by **{due}** the case ends for now; "
         "you can reopen it at any time."},
    Line{Phrase::verdict_asked_again,
         "工单 **{number}** 已经给出处理结果，等您确认。没解决请点“不接受”，我们接着处理。",
         "Work order **{number}** has a result that waits for your word. If it is not solved, "
         "reject it and we go on."},
    Line{Phrase::compensation_owed,
         "按承诺，超时给您补偿 **{money}**，已记在工单 **{number}** 上，最迟 **{due}** "
         "前发放，不用您申请，也不影响您的其他诉求。",
         "For being late we owe you **{money}**. It is on record with work order **{number}** and "
         "will be paid by **{due}** at the latest. You need not claim it, and it changes nothing "
         "about what else you ask for."},
    Line{Phrase::compensation_paid, "工单 **{number}** 的超时补偿 **{money}** 已发放。",
         "The **{money}** we owed you for being late with work order **{number}** has been paid."},
    Line{Phrase::returned, "客服 {name} 已把对话交回机器人。随时说“转人工”，就有客服接着处理。",
         "{name} has handed the conversation back to the bot. Say \"talk to a person\" at any "
         "time."},
    Line{Phrase::returned_for_flow,
         "接下来由机器人为您办理“{flow}”（客服 {name} 转来）。随时说“转人工”，就有客服接着处理。",
         "The bot goes on with \"{flow}\" (passed on by {name}). Say \"talk to a person\" at any "
         "time."},
    Line{
        Phrase::returned_for_while,
        "接下来由机器人为您办理“{flow}”（客服 {name} "
        "转来），办完后您的问题会回到客服手里，不用重新排队说明。随时说“转人工”，就有客服接着处理"
        "。",
        "The bot goes on with \"{flow}\" (passed on by {name}); afterwards your case comes back to "
        "our people by itself, with everything. Say \"talk to a person\" at any time."},
    Line{Phrase::asked_again,
         "客服 {name} 想请您把“{label}”重新告诉我们，其他内容都保留着。随时说“转人工”，就有客服"
         "接着处理。",
         "{name} asks you for one thing again: {label}. Everything else is kept. Say \"talk to a "
         "person\" at any time."},
    Line{Phrase::asked_again_while,
         "客服 {name} 想请您把“{label}”重新告诉我们，其他内容都保留着；答完后您的问题会回到客服手里"
         "，不用重新排队说明。随时说“转人工”，就有客服接着处理。",
         "{name} asks you for one thing again: {label}. Everything else is kept, and afterwards "
         "your case comes back to our people by itself. Say \"talk to a person\" at any time."},
    Line{Phrase::muted, "因为“{reason}”，您在这里的发言已暂停到 **{due}**。",
         "Because of \"{reason}\" you cannot write here until **{due}**."},
    Line{Phrase::still_muted, "您的发言已暂停到 **{due}**，这条消息已存档，但不会转给客服。",
         "You cannot write here until **{due}**. This message is kept, but goes to nobody."},
    Line{Phrase::muted_order_goes_on,
         "工单 **{number}** 照常处理，您仍可以查看进度、催办、补充证据和申请主管介入。",
         " Work order **{number}** goes on as before: you can still follow it, urge it, add "
         "evidence and call a supervisor."},
    Line{Phrase::unmuted, "您的发言已恢复，请继续。", "You can write here again; please go on."},
};

}  // namespace

std::string phrase(Phrase wanted, const std::string& locale) {
  for (const auto& line : lines) {
    if (line.phrase == wanted) return locale.starts_with("zh") ? line.zh : line.en;
  }
  return {};
}

std::string with(std::string text, const std::string& name, const std::string& value) {
  const std::string key = "{" + name + "}";
  for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + value.size())) {
    text.replace(at, key.size(), value);
  }
  return text;
}

}  // namespace yingda::conversation
