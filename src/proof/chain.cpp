#include "proof/chain.hpp"

namespace yingda::proof {
namespace {

std::array<char, 8> big_endian(std::uint64_t number) {
  std::array<char, 8> out{};
  for (auto byte = out.rbegin(); byte != out.rend(); ++byte, number >>= 8U) {
    *byte = static_cast<char>(number & 0xFFU);
  }
  return out;
}

}  // namespace

Hash commitment_of(std::string_view salt, std::uint64_t pos, std::uint64_t seq,
                   std::string_view json) {
  return Sha256()
      .update(salt)
      .update(std::to_string(pos) + '\t' + std::to_string(seq) + '\t')
      .update(json)
      .finish();
}

Hash chain_start(std::string_view conversation) {
  return Sha256().update("yingda chain 1\n").update(conversation).finish();
}

Hash chain_next(const Hash& before, std::uint64_t pos, const Hash& commitment) {
  const auto place = big_endian(pos);
  return Sha256()
      .update(bytes_of(before))
      .update({place.data(), place.size()})
      .update(bytes_of(commitment))
      .finish();
}

}  // namespace yingda::proof
