#include "dialogue/no_file.hpp"

#include <re2/re2.h>

#include <string>

#include "dialogue/wording.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

// Over match keys: without signs, Chinese without blanks.
constexpr char no_file_zh[] =
    "(?:我|现在|手机|这边|手里|真的|暂时|也)*(?:没有?|拍不了|拍不到|拍不出|发不了|传不了|上传不了|"
    "截不了|无法|没法|没办法|不能|不会|不方便)(?:拍|发|上传|提供|保存|留|截|传)?"
    "(?:照片?|图片?|截图|图|凭证|视频|录像|相片|文件|这个|它)?(?:了|啊|呢|的)?";
constexpr char no_file_en[] =
    "(?:sorry |but )?(?:i )?(?:have |ive |got )*(?:no|dont have|do not have|havent got|dont|cant|"
    "cannot|can not|couldnt|unable to)(?: have| get| take| make| send| upload| provide)?"
    "(?: a| any| the)?(?: photos?| pictures?| pics?| screenshots?| images?| files?| camera| one| "
    "it)?"
    "(?: of it| right now| now)?";

}  // namespace

bool has_no_file(std::string_view text) {
  static const RE2 zh(no_file_zh);
  static const RE2 en(no_file_en);
  const std::string key = text::match_key(text);
  if (key.empty()) return false;
  return RE2::FullMatch(key, zh) || RE2::FullMatch(key, en) || says_none(text);
}

}  // namespace yingda::dialogue
