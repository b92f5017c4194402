#pragma once
// A case of a complaint as the store would hand it over, a dossier of it on the disk, and hands
// that change it.

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "dossier/package.hpp"
#include "dossier/verify.hpp"
#include "dossier/zip_writer.hpp"
#include "wire/order_view.hpp"

namespace yingda::dossier::test {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Files = std::vector<std::pair<std::string, std::string>>;

inline const proof::SigningKey key{std::string(proof::seed_bytes, 'k')};
inline const Instant opened{std::chrono::milliseconds(1795248300000)};  // 2026-11-21T08:05:00Z
inline const std::string number = "GD20261121-0042-8";
inline const std::string picture = "\x89PNG\r\n\x1A\n" + std::string(300'000, 'p');

inline std::string event_json(Json members, int minute) {
  members["at"] = to_rfc3339(opened + std::chrono::minutes(minute));
  return members.dump();
}

inline void log(Case& about, const std::string& json, bool visible) {
  const std::uint64_t pos = about.entries.size() + 1;
  std::uint64_t seq = 0;
  if (visible) seq = ++about.state.seq;
  const std::string salt(proof::salt_bytes, static_cast<char>('0' + pos % 10));
  const auto commitment = proof::commitment_of(salt, pos, seq, json);
  const auto before = pos == 1 ? proof::chain_start(about.state.id) : about.head;
  about.head = proof::chain_next(before, pos, commitment);
  about.entries.push_back({pos, seq, json, salt, commitment});
  about.state.pos = pos;
}

// As it was when it was opened.
inline workorder::WorkOrder opened_order() {
  workorder::WorkOrder out;
  out.number = number;
  out.secret = "verysecretsecret";
  out.type = "not_arrived";
  out.tier = workorder::Tier::complaint;
  out.title = "充值没到账 <b>";
  out.about = "TB123456";
  out.department = "recharge";
  out.demands = {{"full_refund", "全额退款", workorder::Money{"15.00", "CNY"}, std::nullopt}};
  out.opened_at = opened;
  out.first_response_due = opened + std::chrono::hours(2);
  out.resolve_due = opened + std::chrono::hours(72);
  out.promised = {{workorder::Promise::first_response, opened, out.first_response_due,
                   workorder::CommitmentState::open, std::nullopt},
                  {workorder::Promise::resolve, opened, out.resolve_due,
                   workorder::CommitmentState::open, std::nullopt}};
  out.history = {{opened, "bot", "opened", ""}, {opened, "visitor", "urged", "急用"}};
  return out;
}

inline workorder::WorkOrder order() {
  auto out = opened_order();
  out.status = workorder::Status::resolved;
  out.first_response_at = opened + std::chrono::hours(3);
  out.first_response_missed = true;
  out.resolved_at = opened + std::chrono::hours(5);
  out.promised = {{workorder::Promise::first_response, opened, out.first_response_due,
                   workorder::CommitmentState::missed, out.first_response_at},
                  {workorder::Promise::resolve, opened, out.resolve_due,
                   workorder::CommitmentState::kept, out.resolved_at}};
  out.owner = workorder::Person{"u1", "小李"};
  out.resolution = workorder::Resolution{"已原路退款", {{"full_refund", "同意，当天到账"}}};
  out.history.push_back({opened + std::chrono::minutes(9), "小李", "transferred", "内部原因"});
  out.history.push_back({*out.resolved_at, "小李", "resolved", ""});
  return out;
}

// As the gateway writes it when the order changes.
inline std::string order_event(const workorder::WorkOrder& about, int minute,
                               const std::vector<workorder::Change>& changes) {
  Json event = wire::order_json(about, "充值组");
  event["kind"] = "work_order";
  event["changes"] = Json::array();
  for (const auto& change : changes) {
    event["changes"].push_back({{"who", change.who}, {"what", change.what}});
  }
  return event_json(std::move(event), minute);
}

// A visitor's words, a file, the order, a note of the staff, an agent's answer, the result.
inline Case complaint() {
  Case out;
  out.number = number;
  out.state.id = "cABC";
  out.state.orders = {order()};
  out.brand = "点卡商城";
  out.department = "充值组";
  out.locale = "zh-CN";
  out.zone = [](Instant) { return std::chrono::minutes(480); };
  out.made_at = opened + std::chrono::hours(6);
  const Evidence file{"e1", "付款截图.png", "image/png", picture.size(),
                      proof::to_hex(proof::sha256(picture))};
  out.files = {{file, "v", opened}};
  const Json sent{{"id", file.id}, {"name", file.name}};
  log(out,
      event_json({{"kind", "message"}, {"from", {{"role", "visitor"}}}, {"text", "没到账<script>"}},
                 -2),
      true);
  log(out,
      event_json({{"kind", "message"},
                  {"from", {{"role", "visitor"}}},
                  {"text", ""},
                  {"evidence", Json::array({sent})}},
                 -1),
      true);
  log(out, order_event(opened_order(), 0, opened_order().history), true);
  log(out,
      event_json(
          {{"kind", "note"}, {"agent", {{"id", "u1"}, {"name", "小李"}}}, {"text", "客户很急"}}, 3),
      false);
  log(out,
      event_json({{"kind", "message"},
                  {"from", {{"role", "agent"}, {"name", "小李"}}},
                  {"text", "已退款"}},
                 180),
      true);
  log(out, order_event(order(), 300, {order().history.back()}), true);
  return out;
}

inline OpenFile files_of(std::map<std::string, std::string> bytes) {
  return [bytes = std::move(bytes)](const std::string& id) -> Result<FileSource> {
    const auto found = bytes.find(id);
    if (found == bytes.end()) return Error{ErrorCode::internal, "no file " + id};
    return FileSource([text = found->second, at = std::size_t{0}](std::size_t most) mutable {
      std::string piece = text.substr(at, most);
      at += piece.size();
      return Result<std::string>(std::move(piece));
    });
  };
}

inline Result<std::string> packed(const Case& about,
                                  std::map<std::string, std::string> bytes = {{"e1", picture}}) {
  auto package = Package::make(about, files_of(std::move(bytes)), key);
  if (!package) return package.error();
  std::string out;
  for (;;) {
    auto piece = (*package)->read(1000);
    if (!piece) return piece.error();
    if (piece->empty()) return out;
    out += *piece;
  }
}

class ZipFile {
 public:
  explicit ZipFile(const std::string& bytes) {
    std::string name = (fs::temp_directory_path() / "yingda-dossier-XXXXXX").string();
    const int made = ::mkstemp(name.data());
    REQUIRE(made >= 0);
    ::close(made);
    path = name;
    std::ofstream(path, std::ios::binary) << bytes;
  }
  ~ZipFile() { fs::remove(path); }
  ZipFile(const ZipFile&) = delete;
  ZipFile& operator=(const ZipFile&) = delete;

  fs::path path;
};

inline Files unpacked(const std::string& zip) {
  archive* reading = archive_read_new();
  archive_read_support_format_zip(reading);
  REQUIRE(archive_read_open_memory(reading, zip.data(), zip.size()) == ARCHIVE_OK);
  Files out;
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reading, &entry) == ARCHIVE_OK) {
    std::string bytes(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
    REQUIRE(archive_read_data(reading, bytes.data(), bytes.size()) ==
            static_cast<la_ssize_t>(bytes.size()));
    out.emplace_back(archive_entry_pathname(entry), bytes);
  }
  archive_read_free(reading);
  return out;
}

inline std::string zipped(const Files& files) {
  ZipWriter zip;
  for (const auto& [name, bytes] : files) {
    REQUIRE(zip.begin(name, bytes.size()).has_value());
    REQUIRE(zip.write(bytes).has_value());
  }
  REQUIRE(zip.finish().has_value());
  return zip.take(static_cast<std::size_t>(-1));
}

inline std::string& file_in(Files& files, const std::string& name) {
  for (auto& [each, bytes] : files) {
    if (each == name) return bytes;
  }
  FAIL("no " << name);
  return files.front().second;
}

inline Verdict verdict_of(const std::string& zip) {
  const ZipFile file(zip);
  const auto verdict = verify(file.path);
  REQUIRE(verdict.has_value());
  return *verdict;
}

// Every fault as "kind: words", one a line.
inline std::string faults_of(const Verdict& verdict) {
  std::string out;
  for (const auto& fault : verdict.faults) out += fault.kind + ": " + fault.what + "\n";
  return out;
}

}  // namespace yingda::dossier::test
