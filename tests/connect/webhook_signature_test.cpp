#include "connect/webhook_signature.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::connect;

namespace {

// base64 of "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", decoded
const std::string shared_secret(
    "\x31\xf2\x90\xf6\xbf\x06\x29\x8a\xab\x4f\x08\xd4\x3c\x3f\x08\x2c\xf6\x48"
    "\xa3\x62\xda\x2d\xa4\xb0",
    24);

std::string ascending(std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(i);
  return out;
}

}  // namespace

// The first is the example that libraries of the standard test themselves by; the second was
// computed with Python's hmac and base64.
TEST_CASE("a signature is HMAC-SHA256 over id, seconds and body") {
  CHECK(webhook_signature(shared_secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                          R"({"test": 2432232314})") ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  CHECK(webhook_signature(ascending(32), "msg_1", 1700000000, R"({"a":"文"})") ==
        "v1,IFqMPpbj+qdDj9RMZ3+7ktBKfCXlmKWAWm2KWUbjy2k=");
}

TEST_CASE("every key signs, in their order, with the time of the attempt in whole seconds") {
  const auto fields = webhook_fields({ascending(32), shared_secret}, "msg_1",
                                     Instant(TimeSpan(1700000000999)), R"({"a":"文"})");
  REQUIRE(fields.size() == 3);
  CHECK(fields[0] == std::pair<std::string, std::string>("webhook-id", "msg_1"));
  CHECK(fields[1] == std::pair<std::string, std::string>("webhook-timestamp", "1700000000"));
  CHECK(fields[2].first == "webhook-signature");
  CHECK(fields[2].second ==
        "v1,IFqMPpbj+qdDj9RMZ3+7ktBKfCXlmKWAWm2KWUbjy2k= " +
            webhook_signature(shared_secret, "msg_1", 1700000000, R"({"a":"文"})"));
}
