#include "dialogue/looking_up.hpp"

#include <re2/re2.h>

namespace yingda::dialogue {

bool looks_up_first(std::string_view key) {
  static const re2::RE2 looks(
      "(?:那)?(?:我|让我|容我|等我)(?:先|去|再|得)*"
      "(?:看看|看一下|看下|查查|查一下|查下|找找|找一下|找下|翻翻|翻一下|翻下|确认一下|确认下|想想|"
      "想一下|想下|考虑一下|考虑考虑|算算|算一下|核对一下|商量一下|商量商量)"
      "(?:我的|我)?(?:日历|日程|行程|手机|短信|邮箱|邮件|聊天记录|记录|账单|截图|相册|订单号|单号|"
      "时间|"
      "日期|老婆|老公|爱人|家人|爸妈|妈妈|爸爸|朋友|同事|孩子)?"
      "(?:哈|啊|吧|先|再说|再回你|再回复|再告诉你|再发你)?"
      "|(?:我|让我)(?:先|去|再)*(?:问问|问一下|问下)(?:我的|我)?(?:老婆|老公|爱人|家人|爸妈|妈妈|"
      "爸爸|朋友|"
      "同事|孩子)"
      "|(?:let me|i ll|ill|i will) (?:just |quickly |go )?"
      "(?:check|look|find|see|think|ask)(?: (?:it|that|this|up|with|about|my|the|for|at|in|"
      "calendar|schedule|phone|emails?|inbox|order "
      "number|receipt|wife|husband|boss|records?|photos?|"
      "first|quickly)){0,5}");
  return re2::RE2::FullMatch(key, looks);
}

}  // namespace yingda::dialogue
