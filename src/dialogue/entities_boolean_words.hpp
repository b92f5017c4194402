#pragma once
// The words that say yes or no, by what they do in a clause. Parted by "|"; the longest that fits
// counts, in whatever order they stand here.

#include <string_view>

namespace yingda::dialogue::boolean_words {

// Yes, whatever stands before.
inline constexpr std::string_view yes =
    "是|是的|是啊|是这样|是我|是本人|就是这个|正是|对|对的|没错|没有错|错不了|没问题|"
    "没有问题|没毛病|没意见|不反对|不介意|没有意见|没异议|不错|可以|需要|要|要的|想要|愿意|同意|"
    "确认|"
    "确定|正确|有|有的|收到了|已收到|能|会|yes|yeah|yea|yep|yup|ya|correct|right|true|"
    "exactly|indeed|affirmative|confirm|confirmed|agree|agreed|i do|i did|i have|i am|"
    "it is|it was|it does|it has|it did|its here|it is here|刚收到|刚刚收到|收到啦|please do|go "
    "ahead|sounds good|no problem|no problem at all|"
    "not a problem|not wrong|no doubt|no objection|是我本人|无误|信息无误|i think so";

// Yes, unless a no follows: "嗯，不用了", "of course not".
inline constexpr std::string_view weak =
    "好|好的|好吧|行|成|嗯|恩|当然|肯定|必须|必须的|sure|ok|okay|k|fine|alright|"
    "of course|absolutely|definitely|certainly|totally|please|真的|好嘞|okok|perfect|looks "
    "good|all good";

inline constexpr std::string_view no =
    "不|不是|不对|不要|不用|不需要|不必|不了|不行|不可以|不能|不同意|不愿意|不想|不好|"
    "不会|不确认|不正确|不成|行不通|好不了|没|没有|没收到|还没|还没有|否|别|算了|错|错了|"
    "no|nope|nah|not|never|no thanks|no thank you|no way|no need|not really|not yet|"
    "not at all|dont|do not|i dont|i do not|i didnt|i did not|isnt|its not|it is not|"
    "it isnt|it hasnt|it has not|it didnt|it did "
    "not|wrong|incorrect|false|negative|disagree|不想要|不太对|不太行|不太好|有误|免了|not "
    "right|not correct|not true|not ok|not okay";

// They say nothing by themselves.
inline constexpr std::string_view lead =
    "绝对|啊|呀|的|了|吧|呢|嘛|啦|哈|哦|噢|喔|哒|滴|呗|诶|额|呃|那|那就|就|也|都|我|我们|"
    "还|还是|这|这个|一定|确实|的确|真的|其实|应该|完全|暂时|先|要不|您|你|谢谢|谢谢你|"
    "谢谢您|多谢|麻烦|麻烦您|麻烦你|拜托|亲|thanks|thank you|thx|then|that|thats|that is|"
    "its|i|is|well|oh|um|hmm|so|very much|man|all|已经|hell";

// The beginning of something else: "对不起", "好像", "没关系".
inline constexpr std::string_view other =
    "对不起|对方|对于|对了|不好意思|不客气|不过|不管|不然|不如|不止|不仅|不但|不光|"
    "不得不|不是没|并非没|并不是没|没有不|不懂|不明白|不太|不理解|不记得|不是不|不会用|没关系|没事|"
    "没人|别人|别的|好像|"
    "好久|好几|好多|要是|要么|要求|要紧|有点|no one|no worries|not only|right now|i know|"
    "it is ok|不要紧|不碍事|不过分|你好|您好|大家好";

// Of the first three, those that settle it also when more follows: "好的，麻烦了", "no, leave it".
inline constexpr std::string_view settling =
    "是的|是啊|对的|没错|没有错|没问题|没有问题|可以|需要|要的|愿意|同意|确认|好的|嗯|"
    "当然|yes|yeah|yep|yup|no problem|sure|ok|okay|of course|不是|不对|不要|不用|不需要|"
    "不必|不了|不行|不可以|不同意|没有|还没|还没有|no|nope|nah|not|no thanks|"
    "no thank you|no need|not yet|i dont|i do not|i didnt|i did not|its not|it is not|"
    "it isnt";

// Not sure, or all the same to them: neither yes nor no, wherever it stands.
inline constexpr std::string_view unsure =
    "不确定|不清楚|不知道|不晓得|说不好|说不准|不好说|不一定|看情况|随便|无所谓|可能|"
    "也许|或许|才怪|才不|大概|好像|不太确定|没想好|忘了|不记得|记不清|not sure|unsure|not certain|"
    "no idea|no clue|dont know|do not know|dunno|cant say|maybe|perhaps|i guess|"
    "dont remember|whatever|not exactly sure|depends";

// A question, wherever it stands.
inline constexpr std::string_view question =
    "吗|么|呢|是不是|可不可以|能不能|有没有|要不要|好不好|行不行|对不对|什么|怎么|为什么|"
    "多久|how|what|why|when|where|who";

// In front of a word of the question: "要加急", "不急", "没收到".
inline constexpr std::string_view echo = "要|不|没|不要|不用|想要";

// Exactly these, whatever the grammar makes of them.
inline constexpr std::string_view exact_yes =
    "1|y|嗯呢|好呢|是呢|对呢|要呢|可以呢|收到|可|可不是|得嘞|得咧|中|必须滴|安排|i guess so|"
    "why not|do it|you bet|that would be great|that would be nice|lets do it|by all means|"
    "不好意思 要|不好意思要|麻烦要|对不起 要";
inline constexpr std::string_view exact_no =
    "0|2|n|still "
    "waiting|毛都没有|毛都没|啥都没有|什么都没有|没呢|没有呢|还没呢|还没有呢|木有|不要不要|id "
    "rather not|i would rather not|"
    "不好意思 不用|不好意思不用|不好意思 不要|不好意思不要|对不起 不要|对不起不要|不好意思 不是|"
    "不好意思不是|不好意思 没有|不好意思没有|抱歉 不用|抱歉不用";

// A question without its question mark: "对不".
inline constexpr std::string_view exact_question =
    "是否|是不是|是 否|yes no|yes or no|可以不|对不|好不|行不|是不|能不|会不|有没";
// Without any word.
inline constexpr std::string_view yes_signs = "👍|👌|🆗|✅|👍👍";
inline constexpr std::string_view no_signs = "👎|❌|🙅";

}  // namespace yingda::dialogue::boolean_words
