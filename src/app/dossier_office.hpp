#pragma once
// Makes dossiers for whoever may have them. What is slow - reading, hashing, packing - happens on a
// thread of its own; the loop only asks and hands pieces on.

#include <filesystem>
#include <functional>
#include <memory>

#include "gateway/gateway.hpp"
#include "net/endpoints.hpp"
#include "store/reader.hpp"

namespace yingda::app {

using DossierDone = std::function<void(Result<net::Dossier>)>;

class DossierOffice {
 public:
  // What is referred to must outlive this.
  DossierOffice(std::filesystem::path data, store::Post post, gateway::Clock& clock,
                gateway::Gateway& gateway, store::Reader& reader, gateway::Telemetry& telemetry);
  ~DossierOffice();  // stop()

  void make(const net::DossierRequest& request, const DossierDone& done);

  // The public keys as JSON: the present one first, then those from before.
  void keys(std::function<void(Result<std::string>)> done);

  // Finishes the jobs that wait and joins; before the reader is stopped.
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace yingda::app
