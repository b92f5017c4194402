#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "net/client.hpp"
#include "net/evidence_answers.hpp"
#include "net/world.hpp"

using namespace yingda;
using namespace yingda::net;
using namespace yingda::net::test;

namespace {

const std::string png = "\x89PNG\r\n\x1A\n" + std::string(2000, 'p');
const std::string multipart_type = "Content-Type: multipart/form-data; boundary=B\r\n";
const std::string visitors_token = "Authorization: Bearer chat-c1\r\n";

std::string field(const std::string& name, const std::string& value) {
  return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}

std::string file(const std::string& bytes, const std::string& name = "a.png",
                 const std::string& type = "image/png") {
  return "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
         "\"\r\nContent-Type: " + type + "\r\n\r\n" + bytes + "\r\n";
}

HttpAnswer upload(World& world, const std::string& body, const std::string& fields) {
  return Client(world.bound.main.port).ask(post("/v1/evidence", body, fields));
}

}  // namespace

TEST_CASE("a visitor's file is kept and comes back as it was") {
  World world;
  HttpAnswer made = upload(world, file(png, "../截图.png", "text/html") + "--B--\r\n",
                           multipart_type + visitors_token);
  REQUIRE(made.status == 201);
  const auto body = nlohmann::json::parse(made.body);
  CHECK(body["name"] == "截图.png");
  CHECK(body["media_type"] == "image/png");
  CHECK(body["size"] == png.size());
  Client reader(world.bound.main.port);
  HttpAnswer got = reader.ask(get(made["location"], visitors_token));
  CHECK(got.status == 200);
  CHECK(got.body == png);
  CHECK(got["content-type"] == "image/png");
  CHECK(got["content-disposition"] ==
        "inline; filename=\"__.png\"; filename*=UTF-8''%E6%88%AA%E5%9B%BE.png");
  CHECK(got["x-content-type-options"] == "nosniff");
  CHECK(got["content-security-policy"].find("sandbox") != std::string::npos);
  CHECK(got["cache-control"].starts_with("private"));
  HttpAnswer held =
      reader.ask(get(made["location"], visitors_token + "If-None-Match: " + got["etag"] + "\r\n"));
  CHECK(held.status == 304);
  HttpAnswer head = reader.ask(
      "HEAD " + made["location"] + " HTTP/1.1\r\nHost: shop.example\r\n" + visitors_token + "\r\n",
      true);
  CHECK(head["content-length"] == std::to_string(png.size()));
}

TEST_CASE("a large file goes through in bounded pieces") {
  World world;
  const std::string large = png + std::string(3'000'000, 'x');
  REQUIRE(upload(world, file(large) + "--B--\r\n", multipart_type + visitors_token).status == 201);
  CHECK(world.on_loop([&] { return world.vault.largest_write; }) < 400'000);
  CHECK(Client(world.bound.main.port).ask(get("/v1/evidence/e1", visitors_token)).body == large);
}

TEST_CASE("a file opens for its conversation and for staff who may see it, and for nobody else") {
  World world;
  REQUIRE(upload(world, file(png) + "--B--", multipart_type + visitors_token).status == 201);
  REQUIRE(upload(world, file(png) + "--B--", multipart_type + "Authorization: Bearer chat-c2\r\n")
              .status == 201);
  const auto status = [&](const std::string& path, const std::string& fields) {
    return Client(world.bound.main.port).ask(get(path, fields));
  };
  const std::string staff = "Authorization: Bearer api-token\r\n";
  CHECK(status("/v1/evidence/e1", staff).status == 200);
  CHECK(status("/v1/evidence/e1", "").status == 401);
  CHECK(status("/v1/evidence/e1", "Authorization: Bearer nobody\r\n").status == 401);
  const HttpAnswer unknown = status("/v1/evidence/e9", visitors_token);
  for (const auto& foreign :
       {status("/v1/evidence/e2", visitors_token), status("/v1/evidence/e2", staff)}) {
    CHECK(foreign.status == 404);
    CHECK(foreign.body == unknown.body);
  }
}

TEST_CASE("staff name the conversation before the file; a cookie needs the CSRF token") {
  World world;
  world.on_loop([&] { return world.accounts.active = true; });
  const std::string cookie = "Cookie: yingda_session=cookie-token\r\n";
  const std::string csrf = "X-CSRF-Token: csrf-value\r\n";
  const std::string good = field("conversation", "c1") + file(png) + "--B--";
  CHECK(upload(world, good, multipart_type + cookie).status == 403);
  CHECK(upload(world, good, multipart_type + cookie + csrf).status == 201);
  CHECK(upload(world, good, multipart_type + "Authorization: Bearer api-token\r\n").status == 201);
  CHECK(upload(world, field("conversation", "c2") + file(png) + "--B--",
               multipart_type + cookie + csrf)
            .status == 404);
  CHECK(upload(world, file(png) + field("conversation", "c1") + "--B--",
               multipart_type + cookie + csrf)
            .status == 400);
  CHECK(upload(world, file(png) + "--B--", multipart_type).status == 401);
  CHECK(world.on_loop([&] { return world.vault.files.at("e1").first.sender; }) == "a:u1");
}

TEST_CASE("what is no single allowed file is refused, and nothing of it stays") {
  World world([](ServerConfig& config) { config.traffic.upload_bytes_max = 100'000; });
  struct Row {
    int status;
    std::string body;
    std::string fields;
  };
  const std::string fields = multipart_type + visitors_token;
  // 65,000 by 65,000 pixels, says the picture.
  const std::string flood = std::string("\x89PNG\r\n\x1A\n", 8) +
                            std::string("\0\0\0\rIHDR\0\0\xFD\xE8\0\0\xFD\xE8\x08\2\0\0\0", 21) +
                            "CRC4";
  const std::vector<Row> rows{
      {415, file("<svg onload=alert(1)>", "a.png") + "--B--", fields},
      {415, file("<html>", "a.txt", "text/plain") + "--B--", fields},
      {415, file("alert(1)", "a.png") + "--B--", fields},
      {415, "{}", "Content-Type: application/json\r\n" + visitors_token},
      {400, "x", "Content-Type: multipart/form-data\r\n" + visitors_token},
      {400, "x", fields},
      {400, "--B--\r\n", fields},
      {400, file(png), fields},
      {400, file(""), fields},
      {400, file("") + "--B--", fields},
      {400, file(png) + file(png) + "--B--", fields},
      {400, field("file", "no file") + "--B--", fields},
      {413, file(png + std::string(100'000, 'x')) + "--B--", fields},
      {413, file(png + std::string(200'000, 'x')) + "--B--", fields},
      {413, file(flood) + "--B--", fields},
  };
  for (const auto& row : rows) {
    CAPTURE(row.status, row.body.substr(0, 120));
    HttpAnswer answer = upload(world, row.body, row.fields);
    CHECK(answer.status == row.status);
    CHECK(answer["content-type"] == "application/problem+json");
  }
  CHECK(Client(world.bound.main.port)
            .ask("POST /v1/evidence HTTP/1.1\r\nHost: shop.example\r\n" + fields + "\r\n")
            .status == 411);
  CHECK(world.eventually([&] { return world.vault.arriving == 0; }));
  CHECK(world.on_loop([&] { return world.vault.files.empty(); }));
}

TEST_CASE("an upload that stalls is ended and gives its place back") {
  World world([](ServerConfig& config) {
    config.times.upload_stall = std::chrono::milliseconds(50);
    config.traffic.uploads_max = 1;
  });
  Client slow(world.bound.main.port);
  slow.send("POST /v1/evidence HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 5000\r\n" +
            multipart_type + visitors_token + "\r\n" + file(png));
  CHECK(slow.answer().status == 408);
  CHECK(world.eventually([&] { return world.vault.arriving == 0; }));
  CHECK(upload(world, file(png) + "--B--", multipart_type + visitors_token).status == 201);
}

TEST_CASE("uploads at once, of an address and of a conversation are bounded") {
  World world([](ServerConfig& config) {
    config.traffic.uploads_max = 1;
    config.traffic.uploads_per_address_hour = 2;
  });
  const std::string good = file(png) + "--B--";
  Client slow(world.bound.main.port);
  slow.send("POST /v1/evidence HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 5000\r\n" +
            multipart_type + visitors_token + "\r\n" +
            file(png + std::string(300'000, 'x')).substr(0, 4000));
  REQUIRE(world.eventually([&] { return world.vault.arriving == 0; }));
  CHECK(upload(world, good, multipart_type + visitors_token).status == 503);
  slow.send(std::string(1000, 'x'));
  slow.answer();
  world.on_loop([&] { return world.vault.full = true; });
  CHECK(upload(world, good, multipart_type + visitors_token).status == 429);
  world.on_loop([&] { return !(world.vault.full = false); });
  CHECK(upload(world, good, multipart_type + visitors_token).status == 429);
}
