// What the queue costs the gateway's only loop: so many wait, so many agents look. Prints, in
// milliseconds, one page in the middle, all pages one after the other (what a filter reads), and
// one change that every desk is told of.
//   queue_bench [WAITING] [AGENTS]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

double ms_of(const auto& what) {
  const auto began = std::chrono::steady_clock::now();
  what();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began)
      .count();
}

std::unique_ptr<Peer> arrive(GatewayWorld& world, int i) {
  auto peer = std::make_unique<Peer>();
  peer->connection = world.gateway->open_chat(peer->outlet, "192.0.2." + std::to_string(i % 200));
  peer->send({{"type", "hello"}});
  peer->send({{"type", "human"}, {"id", "h"}});
  return peer;
}

}  // namespace

int main(int argc, char** argv) {
  const int waiting = argc > 1 ? std::atoi(argv[1]) : 5000;
  const int agents = argc > 2 ? std::atoi(argv[2]) : 20;
  GatewayWorld world;
  std::vector<std::unique_ptr<Peer>> visitors;
  for (int i = 0; i < waiting; ++i) {
    visitors.push_back(arrive(world, i));
    while (world.store.pending() > 0) world.store.run();
  }
  world.settle();
  world.advance(std::chrono::seconds(1));
  std::vector<std::unique_ptr<Peer>> desks;
  for (int i = 0; i < agents; ++i) desks.push_back(world.agent("a" + std::to_string(i)));
  world.advance(std::chrono::seconds(1));
  const gateway::Staff staff{"u-x", "x", "agent", {}};
  std::string after;
  std::size_t rows = 0;
  int pages = 0;
  double longest = 0;
  const double all = ms_of([&] {
    for (;; ++pages) {
      Json page;
      std::string text;
      const double one = ms_of([&] { text = world.gateway->desk_queue(staff, after, 100); });
      if (one > longest) longest = one;
      page = Json::parse(text);
      rows += page["queue"].size();
      if (!page.contains("next")) break;
      after = page["next"];
    }
  });
  const double change = ms_of([&] {
    visitors[static_cast<std::size_t>(waiting) / 2]->send(message("m", "还要等多久"));
    while (world.store.pending() > 0) world.store.run();
    world.clock.at += std::chrono::milliseconds(400);
    world.gateway->tick();
  });
  std::printf(
      "%d waiting, %d agents: %zu rows in %d pages %.1f ms, longest %.2f ms; one change %.1f ms\n",
      waiting, agents, rows, pages + 1, all, longest, change);
}
