#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "net/byte_range.hpp"
#include "net/client.hpp"
#include "net/world.hpp"

using namespace yingda;
using namespace yingda::net;
using namespace yingda::net::test;

namespace {

const std::string visitors = "Authorization: Bearer chat-c1\r\n";
const std::string film = std::string("\0\0\0\x0C", 4) + "ftypisom" + std::string("\0\0\0\x10", 4) +
                         "udtacanary!!" + std::string("\0\0\0\0", 4) + "mdat" +
                         std::string(700'000, 'v');

std::string asked(const std::string& method, const std::string& path, const std::string& body,
                  const std::string& fields) {
  return method + " " + path +
         " HTTP/1.1\r\nHost: shop.example\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + fields + "\r\n" + body;
}

struct Uploader {
  explicit Uploader(World& of) : world(of) {}

  HttpAnswer announce(std::size_t size, const std::string& type = "video/mp4",
                      const std::string& who = visitors) const {
    const nlohmann::json body{{"name", "../录屏.mp4"}, {"media_type", type}, {"size", size}};
    return Client(world.bound.main.port).ask(asked("POST", "/v1/uploads", body.dump(), who));
  }
  HttpAnswer piece(const std::string& path, std::size_t offset, const std::string& bytes,
                   const std::string& who = visitors) const {
    const std::string fields = who + "Content-Type: application/offset+octet-stream\r\n" +
                               "Upload-Offset: " + std::to_string(offset) + "\r\n";
    return Client(world.bound.main.port).ask(asked("PATCH", path, bytes, fields));
  }
  HttpAnswer at(const std::string& path, const std::string& who = visitors) const {
    return Client(world.bound.main.port).ask(get(path, who));
  }

  World& world;
};

}  // namespace

TEST_CASE("a film comes in pieces, is told where it stands, and is kept as one that came at once") {
  World world;
  const Uploader uploader(world);
  HttpAnswer begun = uploader.announce(film.size());
  REQUIRE(begun.status == 201);
  CHECK(begun["upload-offset"] == "0");
  const std::string path = begun["location"];
  HttpAnswer first = uploader.piece(path, 0, film.substr(0, 300'000));
  CHECK(first.status == 204);
  CHECK(first["upload-offset"] == "300000");
  HttpAnswer state = uploader.at(path);
  CHECK(state.status == 200);
  CHECK(state["upload-offset"] == "300000");
  CHECK(nlohmann::json::parse(state.body)["size"] == film.size());
  HttpAnswer wrong = uploader.piece(path, 299'999, "xx");
  CHECK(wrong.status == 409);
  CHECK(wrong["upload-offset"] == "300000");
  HttpAnswer kept = uploader.piece(path, 300'000, film.substr(300'000));
  REQUIRE(kept.status == 201);
  const auto file = nlohmann::json::parse(kept.body);
  CHECK(file["name"] == "录屏.mp4");
  CHECK(file["media_type"] == "video/mp4");
  CHECK("/v1/evidence/" + file["id"].get<std::string>() == kept["location"]);
  // Whoever did not hear it asks again.
  CHECK(uploader.at(path).body == kept.body);
  CHECK(uploader.piece(path, film.size(), "").body == kept.body);
  CHECK(world.on_loop([&] { return world.vault.partials.size(); }) == 0);
  CHECK(world.on_loop([&] { return world.vault.largest_write; }) < 400'000);
  const std::string bytes = uploader.at(kept["location"]).body;
  CHECK(bytes.size() == film.size());
  CHECK(bytes.find("canary") == std::string::npos);
}

TEST_CASE("the end that did not come can be asked for") {
  World world;
  const Uploader uploader(world);
  const std::string path = uploader.announce(film.size())["location"];
  world.on_loop([&] {
    world.vault.partials.at("p1").second = film;
    return true;
  });
  CHECK(uploader.piece(path, film.size(), "").status == 201);
}

TEST_CASE("an upload in pieces is its visitor's; what is none, too large or too much is refused") {
  World world([](ServerConfig& config) {
    config.traffic.upload_bytes_max = 1000;
    config.traffic.recording_bytes_max = 800'000;
  });
  const Uploader uploader(world);
  const std::string stranger = "Authorization: Bearer chat-c2\r\n";
  const std::string path = uploader.announce(film.size())["location"];
  CHECK(uploader.at(path, stranger).status == 404);
  CHECK(uploader.piece(path, 0, "x", stranger).status == 404);
  CHECK(uploader.at(path, stranger).body == uploader.at("/v1/uploads/none", stranger).body);
  CHECK(uploader.piece(path, 0, "x", "").status == 401);
  CHECK(uploader.piece(path, 0, "x", "Authorization: Bearer api-token\r\n").status == 401);
  CHECK(uploader.announce(10, "video/mp4", "").status == 401);
  CHECK(uploader.announce(0).status == 400);
  CHECK(uploader.announce(800'001).status == 413);
  CHECK(uploader.announce(1001, "image/png").status == 413);
  CHECK(uploader.announce(10, "text/html").status == 415);
  CHECK(uploader.announce(10, "image/heic").status == 415);
  CHECK(uploader.piece(path, 0, film + "x").status == 413);
  const std::string fields =
      visitors + "Content-Type: application/octet-stream\r\nUpload-Offset: 0\r\n";
  CHECK(Client(world.bound.main.port).ask(asked("PATCH", path, "x", fields)).status == 415);
  const std::string lost = visitors + "Content-Type: application/offset+octet-stream\r\n";
  CHECK(Client(world.bound.main.port).ask(asked("PATCH", path, "x", lost)).status == 400);
  CHECK(Client(world.bound.main.port).ask(asked("DELETE", path, "", visitors)).status == 204);
  CHECK(uploader.at(path).status == 404);
}

TEST_CASE("what is in an upload decides when it is complete, whatever was announced") {
  World world([](ServerConfig& config) { config.traffic.upload_bytes_max = 1000; });
  const Uploader uploader(world);
  const auto ends_with = [&](const std::string& bytes) {
    const std::string path = uploader.announce(bytes.size())["location"];
    return uploader.piece(path, 0, bytes).status;
  };
  CHECK(ends_with("<html><script>") == 415);
  CHECK(ends_with("\x89PNG\r\n\x1A\n" + std::string(2000, 'p')) == 413);
  CHECK(ends_with("\x89PNG\r\n\x1A\n" + std::string(900, 'p')) == 201);
  CHECK(world.on_loop([&] { return world.vault.partials.size(); }) == 0);
  world.on_loop([&] { return world.vault.full = true; });
  CHECK(uploader.announce(10).status == 429);
}

TEST_CASE("a player has the part of a film that it asks for") {
  World world;
  const Uploader uploader(world);
  const std::string path = uploader.announce(film.size())["location"];
  const std::string at = uploader.piece(path, 0, film)["location"];
  HttpAnswer part = uploader.at(at, visitors + "Range: bytes=4-11\r\n");
  CHECK(part.status == 206);
  CHECK(part.body == "ftypisom");
  CHECK(part["content-range"] == "bytes 4-11/" + std::to_string(film.size()));
  CHECK(part["content-length"] == "8");
  CHECK(uploader.at(at, visitors + "Range: bytes=-3\r\n").body == "vvv");
  HttpAnswer beyond = uploader.at(at, visitors + "Range: bytes=9999999-\r\n");
  CHECK(beyond.status == 416);
  CHECK(beyond["content-range"] == "bytes */" + std::to_string(film.size()));
  HttpAnswer other = uploader.at(at, visitors + "If-Range: \"old\"\r\nRange: bytes=0-1\r\n");
  CHECK(other.status == 200);
  CHECK(other.body.size() == film.size());
}

TEST_CASE("a range is one part of bytes, or it is not looked at") {
  const auto range = [](const std::string& value) {
    Request request;
    request.method = "GET";
    request.fields = {{"Range", value}};
    const auto found = range_of(request, 100, "\"e\"");
    return found ? found->text(100) : std::string("all");
  };
  CHECK(range("bytes=0-") == "bytes 0-99/100");
  CHECK(range("bytes=99-200") == "bytes 99-99/100");
  CHECK(range("bytes=-200") == "bytes 0-99/100");
  CHECK(range("bytes=-0") == "bytes */100");
  CHECK(range("bytes=100-") == "bytes */100");
  for (const std::string odd : {"bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "lines=0-1",
                                "bytes=a-b", "bytes= 0-1", "bytes=1-99999999999999999999"}) {
    CAPTURE(odd);
    CHECK(range(odd) == "all");
  }
}
