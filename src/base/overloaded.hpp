#pragma once

namespace yingda {

// Builds one visitor for std::visit out of lambdas; a missing case does not compile.
template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace yingda
