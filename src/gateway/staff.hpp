#pragma once
// People of ours, as accounts have them and as others read them.

#include <map>
#include <string>
#include <vector>

#include "workorder/work_order.hpp"

namespace yingda::gateway {

struct Staff {
  std::string id;
  std::string name;                // to log in with; colleagues and customers read `names`
  std::string role;                // agent, supervisor, editor, admin
  std::vector<std::string> teams;  // empty: all
  std::map<std::string, std::string> names{};  // by locale: what customers call them
  std::string number{};                        // staff number, shown beside the name; may be empty
  std::vector<std::string> skills{};           // ids, as the configuration has them
  bool operator==(const Staff&) const = default;
};

// How people read somebody's name in that language; else in Chinese, which is the default one; else
// in any, and without any name the one to log in with.
inline const std::string& shown_name(const Staff& staff, const std::string& locale) {
  for (const auto& wanted : {locale, std::string("zh")}) {
    const std::string language = wanted.substr(0, wanted.find('-'));
    for (const auto& [known, name] : staff.names) {
      if (known.substr(0, known.find('-')) == language && !name.empty()) return name;
    }
  }
  for (const auto& [known, name] : staff.names) {
    if (!name.empty()) return name;
  }
  return staff.name;
}

// The same as customers and colleagues meet them.
inline workorder::Person shown_person(const Staff& staff, const std::string& locale) {
  return {staff.id, shown_name(staff, locale), staff.number};
}

}  // namespace yingda::gateway
