#pragma once
// Counters for Prometheus and structured log lines, one JSON object each. Names are fixed; values
// are never personal data, tokens or texts of people.

#include <map>
#include <memory>
#include <string>

#include "gateway/ports.hpp"

namespace yingda::app {

class Telemetry final : public gateway::Telemetry {
 public:
  // `level` is debug, info, warning or error.
  explicit Telemetry(const std::string& level);
  ~Telemetry() override;

  void count(std::string_view name, std::string_view label, double by) override;
  void gauge(std::string_view name, double value) override;
  void observe(std::string_view name, double value) override;
  void event(std::string_view name, const std::map<std::string, std::string>& fields) override;
  void warn(std::string_view name, const std::map<std::string, std::string>& fields) override;

  // Prometheus text exposition format.
  std::string exposition() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::app
