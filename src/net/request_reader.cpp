#include "net/request_reader.hpp"

#include <algorithm>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "net/http_framing.hpp"

namespace yingda::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::size_t buffer_bytes_max = header_bytes_max + 8 * 1024;

// True for "GET / HTTP/3.0": the version is at fault, not the line.
bool names_version(const asio::const_buffer& bytes) {
  const std::string_view text(static_cast<const char*>(bytes.data()), bytes.size());
  const std::string_view line = text.substr(0, text.find("\r\n"));
  return line.find(" HTTP/") != std::string_view::npos &&
         std::count(line.begin(), line.end(), ' ') == 2;
}

}  // namespace

struct RequestReader::Parts {
  beast::flat_buffer buffer{buffer_bytes_max};
  std::optional<http::request_parser<http::string_body>> parser;
};

RequestReader::RequestReader(Socket& socket) : socket_(socket), parts_(std::make_unique<Parts>()) {}

RequestReader::~RequestReader() = default;

bool RequestReader::holds_bytes() const { return parts_->buffer.size() != 0; }

Task<bool> RequestReader::wait() {
  const asio::mutable_buffer space = parts_->buffer.prepare(1024);
  const auto [error, bytes] = co_await socket_.async_read_some(space, nothrow);
  if (error) co_return false;
  parts_->buffer.commit(bytes);
  co_return true;
}

Task<std::shared_ptr<Request>> RequestReader::head() {
  fault_.reset();
  skip_empty_lines();
  auto& parser = parts_->parser.emplace();
  parser.header_limit(header_bytes_max);
  parser.body_limit(boost::none);  // judged by the session, with a reply of ours
  const auto [error, bytes] =
      co_await http::async_read_header(socket_, parts_->buffer, parser, nothrow);
  if (error) {
    fault_ = fault_of(error);
    co_return nullptr;
  }
  const auto& head = parser.get();
  auto request = std::make_shared<Request>();
  request->method = std::string(head.method_string());
  request->target = std::string(head.target());
  request->version = static_cast<int>(head.version());
  for (const auto& field : head) {
    request->fields.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  co_return request;
}

Task<std::optional<std::string>> RequestReader::body(std::size_t bytes_max) {
  auto& parser = *parts_->parser;
  parser.body_limit(bytes_max);
  const auto [error, bytes] = co_await http::async_read(socket_, parts_->buffer, parser, nothrow);
  if (error) {
    fault_ = fault_of(error);
    co_return std::nullopt;
  }
  co_return std::move(parser.get().body());
}

// The head was read exactly to its end, and a body is Content-Length bytes as they are.
Task<std::optional<std::string>> RequestReader::piece(std::size_t bytes_max) {
  auto& buffer = parts_->buffer;
  if (buffer.size() == 0) {
    const asio::mutable_buffer space = buffer.prepare(std::min(bytes_max, header_bytes_max));
    const auto [error, bytes] = co_await socket_.async_read_some(space, nothrow);
    if (error) co_return std::nullopt;
    buffer.commit(bytes);
  }
  const std::size_t count = std::min(bytes_max, buffer.size());
  std::string taken(static_cast<const char*>(buffer.data().data()), count);
  buffer.consume(count);
  co_return taken;
}

Task<> RequestReader::discard(std::size_t bytes_max) {
  std::size_t total = 0;
  while (total < bytes_max) {
    parts_->buffer.clear();
    const asio::mutable_buffer space = parts_->buffer.prepare(4096);
    const auto [error, bytes] = co_await socket_.async_read_some(space, nothrow);
    if (error) co_return;
    total += bytes;
  }
}

// RFC 9112, 2.2: an empty line before the request line is forgiven.
void RequestReader::skip_empty_lines() {
  auto& buffer = parts_->buffer;
  for (int i = 0; i < 2 && buffer.size() >= 2; ++i) {
    const char* start = static_cast<const char*>(buffer.data().data());
    if (start[0] == '\r' && start[1] == '\n') buffer.consume(2);
  }
}

std::optional<Reply> RequestReader::fault_of(const boost::system::error_code& error) const {
  if (error == http::error::end_of_stream || error == http::error::partial_message) {
    return std::nullopt;
  }
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    if (parts_->parser->get().target().empty()) {
      return problem(414, "target-too-long", "The request line is longer than 4 KiB.");
    }
    return problem(431, "header-too-large", "The header is larger than 16 KiB.");
  }
  if (error == http::error::bad_version && names_version(parts_->buffer.data())) {
    return problem(505, "http-version", "Only HTTP/1.1 is spoken here.");
  }
  if (error.category() == http::make_error_code(http::error::bad_method).category()) {
    return problem(400, "bad-request", "This is not a well-formed HTTP/1.1 request.");
  }
  return std::nullopt;
}

}  // namespace yingda::net
