#include "app/coverage.hpp"

#include "base/overloaded.hpp"
#include "content/default_patterns.hpp"

namespace yingda::app {
namespace {

using dialogue::Branch;
using dialogue::Step;

class Points {
 public:
  explicit Points(const dialogue::Flow& flow) : flow_(flow) {}

  void add(const Step& step) {
    step_ = &step;
    point(&step, "", true);
    if (step.condition) point(&step.condition, "`if` does not hold");
    std::visit(Overloaded{
                   [&](const dialogue::Choose& choose) { add(choose); },
                   [&](const dialogue::Collect& collect) { add(collect); },
                   [&](const dialogue::Action& action) { add(action); },
                   [](const auto&) {},
               },
               step.body);
    add(step.next, "`next`");
  }

  std::vector<CoveragePoint> take() { return std::move(points_); }

 private:
  void point(const void* part, const std::string& what, bool step = false) {
    const std::string name = "step `" + step_->id + "`";
    points_.push_back(
        {part, step, flow_.id, what.empty() ? name : name + ": " + what, step_->where});
  }

  void add(const dialogue::Choose& choose) {
    for (const auto& option : choose.options) {
      const std::string name = "option `" + option.option.id + "`";
      point(&option, name);
      add(option.next, name + ", `next`");
    }
  }

  void add(const dialogue::Collect& collect) {
    for (const auto& rejection : collect.rejections) {
      point(&rejection, "rejection `" + rejection.condition.source() + "`");
    }
    if (collect.skip) point(&collect.skip, "`skip`");
    if (collect.on_failure) point(&collect.on_failure, "`on_failure`");
  }

  void add(const dialogue::Action& action) {
    for (const auto& branch : action.on_error) {
      point(&branch, "`on_error`" +
                         (branch.condition ? " if " + branch.condition->source() : std::string()));
    }
  }

  // A single way on is no branch.
  void add(const std::vector<Branch>& branches, const std::string& name) {
    bool open = true;  // may none of them hold?
    for (const auto& branch : branches) {
      open = open && branch.condition.has_value();
      if (branches.size() == 1 && !open) return;
      point(&branch,
            name + (branch.condition ? " if " + branch.condition->source() : std::string(" else")));
    }
    if (open && !branches.empty()) point(&branches, name + " when nothing holds");
  }

  const dialogue::Flow& flow_;
  const Step* step_ = nullptr;
  std::vector<CoveragePoint> points_;
};

}  // namespace

std::vector<CoveragePoint> coverage_points(const dialogue::FlowSet& flows) {
  std::vector<CoveragePoint> out;
  for (const auto& [id, flow] : flows.flows) {
    if (flow.where.file == content::default_patterns_file) continue;  // ours, with tests of ours
    Points points(flow);
    for (const auto& step : flow.steps) points.add(step);
    for (auto& point : points.take()) out.push_back(std::move(point));
  }
  return out;
}

Coverage::Coverage(const dialogue::FlowSet& flows)
    : points_(coverage_points(flows)), covered_(points_.size()) {}

void Coverage::add(const dialogue::FlowSet& flows, const dialogue::Trail& trail) {
  const auto points = coverage_points(flows);
  for (std::size_t i = 0; i < points.size() && i < covered_.size(); ++i) {
    if (trail.holds(points[i].part)) covered_[i] = true;
  }
}

Coverage::Share Coverage::share(const std::string& flow, bool steps) const {
  Share out;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    if (points_[i].step != steps || (!flow.empty() && points_[i].flow != flow)) continue;
    ++out.total;
    out.covered += covered_[i] ? 1 : 0;
  }
  return out;
}

std::vector<std::string> Coverage::flows() const {
  std::vector<std::string> out;
  for (const auto& point : points_) {
    if (out.empty() || out.back() != point.flow) out.push_back(point.flow);
  }
  return out;
}

std::vector<CoveragePoint> Coverage::missing(const std::string& flow) const {
  std::vector<CoveragePoint> out;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    if (!covered_[i] && (flow.empty() || points_[i].flow == flow)) out.push_back(points_[i]);
  }
  return out;
}

}  // namespace yingda::app
