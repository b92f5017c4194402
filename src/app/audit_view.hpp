#pragma once
// What people of ours did, as auditors read it: JSON and tables.

#include <string>

#include "store/audit.hpp"

namespace yingda::app {

// {"lines":[{"at","conversation","pos","step","agent":{"id","name"},"act","detail":{…}}],"next"?}
std::string audit_json(const store::AuditPage& page, std::size_t skip);
std::string audit_csv(const store::AuditPage& page, std::size_t skip);
std::string account_changes_json(const store::AccountLines& lines, std::size_t skip);
std::string chain_json(const store::ChainReport& report);

}  // namespace yingda::app
