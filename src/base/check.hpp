#pragma once
// YINGDA_CHECK(condition): a bug in Yingda itself, never bad input. Ends the process with the
// place.

namespace yingda {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}

#define YINGDA_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::yingda::check_failed(#condition, __FILE__, __LINE__))
