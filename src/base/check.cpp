#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace yingda {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "yingda: internal error at %s:%d: %s\n", file, line, condition);
  std::abort();
}

}  // namespace yingda
