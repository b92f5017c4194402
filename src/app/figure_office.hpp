#pragma once
// The figures that supervisors ask for: what is meant by the period they typed, and the answer with
// the names that people know.

#include <functional>
#include <string>

#include "gateway/gateway.hpp"
#include "net/endpoints.hpp"
#include "store/figures_reader.hpp"

namespace yingda::app {

// `from` and `to` are days ("2026-11-01"; `to` is the last one) or RFC 3339 times (`to` is not
// included); `by` is a grouping. Empty: the last 30 days, to the end of today. `invalid` says what
// would be right.
Result<workorder::FigureQuery> figure_query(const net::AskFigures& ask, Instant now,
                                            const ZoneOffset& zone);

class FigureOffice {
 public:
  FigureOffice(store::FiguresReader& reader, gateway::Gateway& gateway, gateway::Clock& clock)
      : reader_(reader), gateway_(gateway), clock_(clock) {}

  void ask(const net::AskFigures& ask, std::function<void(Result<std::string>)> done);

 private:
  std::string answer(const workorder::FigureQuery& query, const store::FigureAnswer& found,
                     bool csv) const;

  store::FiguresReader& reader_;
  gateway::Gateway& gateway_;
  gateway::Clock& clock_;
};

}  // namespace yingda::app
