#pragma once
// Expected failure as a value. A `Result` is either what was asked for or an `Error` with a closed
// code and a sentence for people. A bug is a YINGDA_CHECK; a broken start-up is an exception.

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace yingda {

// The codes of the outer protocol (docs/protocol.md) plus `forbidden` and `internal`.
enum class ErrorCode {
  bad_frame,
  too_large,
  unauthorized,
  forbidden,
  rate_limited,
  overloaded,
  unavailable,
  not_found,
  conflict,
  invalid,
  internal,
};

std::string_view to_string(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string detail;
  bool operator==(const Error&) const = default;
};

[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location&) {
  throw std::logic_error(std::string(to_string(error.code)) + ": " + error.detail);
}

template <class T = void>
using Result = boost::system::result<T, Error>;

}  // namespace yingda
