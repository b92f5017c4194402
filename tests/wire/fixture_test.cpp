// The frames that both sides of the protocol are held against: tests/wire/fixtures. The TypeScript
// tests read the same files.

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "wire/chat_frame.hpp"
#include "wire/desk_frame.hpp"
#include "wire/entry_codec.hpp"
#include "wire/server_frame.hpp"

using namespace yingda;
using Json = nlohmann::json;

namespace {

Json fixture(const std::string& name) {
  std::ifstream file(std::string(YINGDA_SOURCE_DIR) + "/tests/wire/fixtures/" + name);
  REQUIRE(file);
  return Json::parse(file);
}

// The members a frame of ours has must be among those the clients know, with the same kinds.
void check_same_shape(const Json& ours, const Json& golden) {
  for (const auto& [key, value] : ours.items()) {
    INFO(key << " in " << ours.dump());
    REQUIRE(golden.contains(key));
    CHECK(golden[key].type_name() == std::string(value.type_name()));
  }
}

Json golden(const Json& frames, const std::string& type) {
  for (const auto& item : frames) {
    if (item["frame"]["type"] == type || item["name"] == type) return item["frame"];
  }
  FAIL("no golden frame of type " << type);
  return {};
}

}  // namespace

TEST_CASE("what the gateway sends has the shape of the golden frames") {
  const Json chat = fixture("chat_server_frames.json");
  check_same_shape(Json::parse(wire::welcome_frame({"c1", "t", 0, "e", false, Instant{}})),
                   golden(chat, "welcome"));
  check_same_shape(Json::parse(wire::reset_frame("c1", 3, "e")), golden(chat, "reset"));
  check_same_shape(Json::parse(wire::accepted_frame("m1", 3, false)), golden(chat, "accepted"));
  check_same_shape(Json::parse(wire::going_away_frame(TimeSpan{5})), golden(chat, "going_away"));
  check_same_shape(Json::parse(wire::pong_frame()), golden(chat, "pong"));
  check_same_shape(Json::parse(wire::typing_frame("agent")), golden(chat, "typing"));
  check_same_shape(Json::parse(wire::read_frame(3)), golden(chat, "read"));
  check_same_shape(Json::parse(wire::flow_frame("refund", true)), golden(chat, "flow"));
  const Json desk = fixture("desk_server_frames.json");
  check_same_shape(Json::parse(wire::desk_accepted_frame("m1", "c1", 3, false)),
                   golden(desk, "accepted"));
  check_same_shape(Json::parse(wire::desk_read_frame("c1", 3)), golden(desk, "read"));
}

TEST_CASE("numbers outside their range and strings of the wrong kind are named in the error") {
  const auto error_of = [](const std::string& text) {
    const auto frame = wire::decode_chat(text);
    REQUIRE_FALSE(frame.has_value());
    return frame.error();
  };
  CHECK(error_of(R"({"type":"hello","after":-1})").error.detail.find("after") != std::string::npos);
  CHECK(error_of(R"({"type":"hello","after":1.5})").error.code == ErrorCode::bad_frame);
  CHECK(error_of(R"({"type":"hello","token":7})").error.detail.find("token") != std::string::npos);
  CHECK(error_of(R"({"type":"choose","id":"a","of":1})").error.detail.find("option") !=
        std::string::npos);
  CHECK(error_of(R"({"type":"submit","id":"a","of":1,"values":{"x":{}}})").id == "a");
  CHECK(error_of(R"({"type":"event","id":"a","name":"x","slots":{"a":"b"}})")
            .error.detail.find("flow") != std::string::npos);
  CHECK(error_of(R"({"type":"event","id":"a","name":"x","flow":"x","slots":{"a":[]}})")
            .error.detail.find("slots.a") != std::string::npos);
  CHECK(error_of(R"({"type":"event","id":"a","name":"x","flow":"x","slots":{"A b":"c"}})")
            .error.code == ErrorCode::bad_frame);
  CHECK(error_of(R"({"type":"human","id":"a","reason":")" + std::string(301, 'x') + "\"}")
            .error.code == ErrorCode::too_large);
  CHECK(error_of(R"({"type":"work_order","id":"a","number":"n","action":"eat"})").error.code ==
        ErrorCode::invalid);
}

TEST_CASE("unknown members are ignored") {
  const auto frame = wire::decode_chat(
      R"({"type":"message","id":"m1","text":"hi","role":"admin","seq":99,"__proto__":{}})");
  REQUIRE(frame.has_value());
  CHECK(std::get<wire::SayFrame>(*frame).text == "hi");
}

TEST_CASE("a client's id is 1 to 64 plain characters") {
  CHECK(wire::valid_client_id("0190f5c2-7c1e-7b3a-9f00-aa.b:c_d"));
  CHECK(wire::valid_client_id(std::string(64, 'a')));
  CHECK_FALSE(wire::valid_client_id(std::string(65, 'a')));
  CHECK_FALSE(wire::valid_client_id(""));
  CHECK_FALSE(wire::valid_client_id("a b"));
  CHECK_FALSE(wire::valid_client_id("é"));
}

TEST_CASE("a resolution may be a sentence or answers to each demand") {
  const auto plain = wire::decode_desk(
      R"({"type":"resolve","id":"r","conversation":"c","work_order":"n","resolution":"done"})");
  REQUIRE(plain.has_value());
  CHECK(std::get<wire::ResolveFrame>(*plain).resolution.text == "done");
  const auto full = wire::decode_desk(
      R"({"type":"resolve","id":"r","conversation":"c","work_order":"n",
          "resolution":{"text":"done","answers":[{"demand":"refund","answer":"paid"}]}})");
  REQUIRE(full.has_value());
  CHECK(std::get<wire::ResolveFrame>(*full).resolution.answers.size() == 1);
}

TEST_CASE("a transfer names a team or an agent, not both and not neither") {
  const auto decode = [](const std::string& to) {
    return wire::decode_desk(
               R"({"type":"transfer","id":"t","conversation":"c","reason":"r","to":)" + to + "}")
        .has_value();
  };
  CHECK(decode(R"({"team":"cards"})"));
  CHECK(decode(R"({"agent":"u1"})"));
  CHECK_FALSE(decode(R"({"team":"cards","agent":"u1"})"));
  CHECK_FALSE(decode("{}"));
  CHECK_FALSE(decode("\"cards\""));
}

TEST_CASE("what is done with a conversation as a whole is written as the golden frames have it") {
  const Json desk = fixture("desk_server_frames.json");
  const workorder::Person agent{"a_1", "李敏"};
  const auto written = [](conversation::EntryBody body) {
    const auto entry = wire::encode_entry({Instant{}, 39, 0, std::move(body)});
    return Json::parse(wire::desk_event("c", 39, 0, entry.json, false));
  };
  check_same_shape(written(conversation::SnoozedEntry{"z", agent, Instant{}, "等"}),
                   golden(desk, "snoozed"));
  check_same_shape(written(conversation::WokenEntry{{}, {}, "visitor", "等"}),
                   golden(desk, "woken"));
  check_same_shape(
      written(conversation::ReturnedEntry{"z", agent, "refund", "退款", "缺", "订单号"}),
      golden(desk, "returned"));
  check_same_shape(written(conversation::RatingInvitedEntry{"z", agent}),
                   golden(desk, "rating_invited"));
  check_same_shape(written(conversation::MutedEntry{"z", agent, Instant{}, "骂"}),
                   golden(desk, "muted"));
  check_same_shape(written(conversation::MutedEntry{"z", agent, {}, {}}), golden(desk, "unmuted"));
  check_same_shape(written(conversation::NoteEntry{"n", agent, "先道歉", {agent}, true}),
                   golden(desk, "whisper"));
}

TEST_CASE("actions on a conversation say what is missing or wrong") {
  const auto decode = [](const std::string& action, const std::string& arguments) {
    return wire::decode_desk(R"({"type":"action","id":"x","conversation":"c","action":")" + action +
                             R"(","arguments":)" + arguments + "}");
  };
  CHECK(decode("snooze", "{}").has_value());
  CHECK(decode("snooze", R"({"until":"2026-11-21T08:00:00Z","reason":"x"})").has_value());
  CHECK(decode("snooze", R"({"until":"soon"})").error().error.code == ErrorCode::invalid);
  CHECK(decode("snooze", R"({"until":7})").error().error.code == ErrorCode::invalid);
  CHECK(decode("mute", R"({"reason":"x"})").error().error.code == ErrorCode::invalid);
  CHECK(decode("mute", R"({"until":"2026-11-21T08:00:00Z"})").error().error.code ==
        ErrorCode::invalid);
  CHECK(decode("return_to_bot", R"({"flow":["x"]})").error().error.code == ErrorCode::invalid);
  CHECK(decode("return_to_bot", R"({"slot":["x"]})").error().error.code == ErrorCode::invalid);
  CHECK(decode("return_to_bot", R"({"flow":"a","slot":"b"})").error().error.code ==
        ErrorCode::invalid);
  const auto again = decode("return_to_bot", R"({"slot":"order_number"})");
  CHECK(std::get<wire::ReturnFrame>(*again).slot == "order_number");
  CHECK(decode("invite_rating", "{}").has_value());
  const auto whisper = [](const std::string& value) {
    return wire::decode_desk(R"({"type":"note","id":"n","conversation":"c","text":"t","whisper":)" +
                             value + "}");
  };
  CHECK(std::get<wire::NoteFrame>(*whisper("true")).whisper);
  CHECK(whisper("1").error().error.code == ErrorCode::bad_frame);
}
