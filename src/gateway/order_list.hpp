#pragma once
// Work orders by what they are, for the desk's table. The store narrows; who may see what is
// decided by the desk.

#include <cstddef>
#include <string>
#include <vector>

namespace yingda::gateway {

enum class OrderStage { open, waiting, resolved, closed, any };
enum class OrderSorting { due, newest };

struct OrdersQuery {
  OrderStage stage = OrderStage::open;
  OrderSorting sorting = OrderSorting::due;
  std::string team;   // empty: all, here and below
  std::string owner;  // an id; "-": nobody's
  std::string tier;
  std::string type;
  std::string tag;
  bool urgent = false;   // only those
  bool overdue = false;  // only those with a missed deadline
  std::string words;     // in number, title and shop order
  std::size_t skip = 0;
  std::size_t rows = 50;
  // What the one who asks can see at most; `everything` for supervisors.
  bool everything = false;
  std::string staff;
  std::vector<std::string> teams;  // empty: all
};

struct FoundOrder {
  std::string number;
  std::string state;  // of its conversation, JSON
};

struct OrdersPage {
  std::vector<FoundOrder> found;
  std::size_t total = 0;
  std::size_t next = 0;  // 0: there is nothing more
};

}  // namespace yingda::gateway
