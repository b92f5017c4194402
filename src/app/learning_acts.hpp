#pragma once
// What an editor does with a cluster of the learning queue, as it is sent to the server.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/amending.hpp"
#include "base/result.hpp"
#include "learning/queue.hpp"
#include "store/learning.hpp"

namespace yingda::app {

struct DismissCluster {};
struct RestoreCluster {};
using LearningAct = std::variant<content::Amendment, DismissCluster, RestoreCluster>;

// {"action":"variant","article","locale"?,"questions"}, {"action":"article","article","title",
// "locale"?,"questions","body","tags"?,"department"?}, {"action":"dismiss"} or
// {"action":"restore"}. Without `locale` it is the cluster's. `invalid` says what would be right.
Result<LearningAct> parse_learning_act(std::string_view body, const std::string& locale);

store::DismissalRow dismissal_row(const learning::Cluster& cluster, const std::string& by);
// Rows whose signature cannot be read are left out.
std::vector<learning::Dismissal> dismissals_of(const std::vector<store::DismissalRow>& rows);

}  // namespace yingda::app
