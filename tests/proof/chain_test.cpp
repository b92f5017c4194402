#include "proof/chain.hpp"

#include <catch2/catch.hpp>

#include "proof/signature.hpp"

using namespace yingda::proof;

namespace {

const std::string salt(salt_bytes, 's');

}  // namespace

TEST_CASE("SHA-256 is what everybody else calls SHA-256") {
  CHECK(to_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abc") == Sha256().update("a").update("bc").finish());
}

TEST_CASE("hexadecimal and base64 have one spelling each") {
  CHECK(from_hex("00ff") == std::string("\0\xff", 2));
  CHECK(to_hex(std::string("\0\xff", 2)) == "00ff");
  for (const auto* wrong : {"00FF", "0", "0g", "00 ff"}) CHECK_FALSE(from_hex(wrong));
  CHECK(from_base64("AAE=", 2) == std::string("\0\1", 2));
  for (const auto* wrong : {"AAE", "AAF=", "AAE=\n", "AAEA", ""})
    CHECK_FALSE(from_base64(wrong, 2));
}

TEST_CASE("a commitment binds place, number and text, and hides them behind its salt") {
  const auto commitment = commitment_of(salt, 7, 3, R"({"kind":"note"})");
  CHECK(commitment == sha256(salt + "7\t3\t{\"kind\":\"note\"}"));
  CHECK(commitment != commitment_of(salt, 8, 3, R"({"kind":"note"})"));
  CHECK(commitment != commitment_of(salt, 7, 0, R"({"kind":"note"})"));
  CHECK(commitment != commitment_of(salt, 7, 3, R"({"kind":"nOte"})"));
  CHECK(commitment != commitment_of(std::string(salt_bytes, 't'), 7, 3, R"({"kind":"note"})"));
}

TEST_CASE("the chain is bound to its conversation and to the order of its events") {
  const auto first = commitment_of(salt, 1, 1, "{}");
  const auto second = commitment_of(salt, 2, 2, "{}");
  const auto start = chain_start("c1");
  CHECK(start == sha256("yingda chain 1\nc1"));
  CHECK(start != chain_start("c2"));
  const std::string place("\0\0\0\0\0\0\0\1", 8);
  CHECK(chain_next(start, 1, first) ==
        sha256(std::string(bytes_of(start)) + place + std::string(bytes_of(first))));
  const auto right = chain_next(chain_next(start, 1, first), 2, second);
  CHECK(right != chain_next(chain_next(start, 1, second), 2, first));
  CHECK(right != chain_next(chain_next(start, 2, second), 1, first));
}

TEST_CASE("a signature fits its message and its key only") {
  const SigningKey key(std::string(seed_bytes, 'a'));
  const SigningKey other(std::string(seed_bytes, 'b'));
  const auto signature = key.sign("hello");
  CHECK(signed_by(key.public_key(), "hello", signature));
  CHECK_FALSE(signed_by(key.public_key(), "hellp", signature));
  CHECK_FALSE(signed_by(other.public_key(), "hello", signature));
  CHECK_FALSE(signed_by(key.public_key(), "hello", other.sign("hello")));
  CHECK_FALSE(signed_by(key.public_key(), "hello", signature.substr(1)));
  CHECK_FALSE(signed_by("", "hello", signature));
}
