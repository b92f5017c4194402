#include <sodium.h>

#include <array>
#include <charconv>

#include "base/nonce_mark.hpp"
#include "net/handlers.hpp"
#include "net/http_framing.hpp"

namespace yingda::net {
namespace {

std::string fresh_nonce() {
  std::array<unsigned char, 18> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // libsodium counts the NUL
  return text;
}

std::string with_nonce(std::string_view page, std::string_view nonce) {
  std::string filled;
  filled.reserve(page.size() + 8 * nonce.size());
  while (true) {
    const std::size_t mark = page.find(nonce_mark);
    filled.append(page.substr(0, mark));
    if (mark == std::string_view::npos) return filled;
    filled.append(nonce);
    page.remove_prefix(mark + nonce_mark.size());
  }
}

// Scripts from us only and never inline; styles may be made at run time by scripts that were handed
// the nonce. The WebSocket is named besides 'self' for browsers that do not count it in.
std::string page_policy(const Request& request, std::string_view nonce,
                        std::string_view framed_by) {
  const std::string socket =
      (request.https ? "wss://" : "ws://") + std::string(request.field("Host"));
  std::string policy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-";
  policy.append(nonce).append("'; img-src 'self' data: blob:; media-src 'self' blob:; ");
  policy.append("font-src 'self'; frame-src 'self'; connect-src 'self' ").append(socket);
  policy.append("; base-uri 'none'; form-action 'self'; frame-ancestors ").append(framed_by);
  return policy;
}

Reply missing(const Services& services, std::string_view name) {
  const bool unbuilt = services.assets.empty();
  return problem(404, "not-found",
                 unbuilt ? "This program was built without its web pages: build web_widget/ first, "
                           "then configure and build again."
                         : "There is no " + std::string(name) + " in this program.");
}

Reply page(const Services& services, const Request& request, std::string_view name,
           std::string_view framed_by) {
  const auto found = services.assets.find(name);
  if (found == services.assets.end()) return missing(services, name);
  return html_page(request, found->second.raw, framed_by);
}

// The weight of `coding` in Accept-Encoding; 0 when it is not wanted.
double wanted(const Request& request, std::string_view coding) {
  double of_others = 0;
  for (const std::string_view element : request.list("Accept-Encoding")) {
    const std::size_t semicolon = element.find(';');
    const std::string_view name = trim(element.substr(0, semicolon));
    double weight = 1;
    const std::size_t q = element.find("q=");
    if (q != std::string_view::npos) {
      std::from_chars(element.data() + q + 2, element.data() + element.size(), weight);
    }
    if (equal_without_case(name, coding)) return weight;
    if (name == "*") of_others = weight;
  }
  return of_others;
}

struct Representation {
  std::string_view bytes;
  std::string_view coding;  // empty: as it is
};

Representation chosen(const Request& request, const Asset& asset) {
  if (!asset.brotli.empty() && wanted(request, "br") > 0) return {asset.brotli, "br"};
  if (!asset.gzip.empty() && wanted(request, "gzip") > 0) return {asset.gzip, "gzip"};
  return {asset.raw, {}};
}

bool already_held(const Request& request, std::string_view etag) {
  for (std::string_view held : request.list("If-None-Match")) {
    if (held == "*") return true;
    if (held.starts_with("W/")) held.remove_prefix(2);
    if (held == etag) return true;
  }
  return false;
}

// Something any page of the world may load.
Reply file(const Services& services, const Request& request, std::string_view name,
           std::string_view cache_control) {
  const auto found = services.assets.find(name);
  if (found == services.assets.end()) return missing(services, name);
  const Representation representation = chosen(request, found->second);
  std::string etag = "\"" + std::string(found->second.etag);
  if (!representation.coding.empty()) etag.append("-").append(representation.coding);
  etag += '"';
  Reply reply;
  reply.fields = {{"Cache-Control", std::string(cache_control)},
                  {"ETag", etag},
                  {"Vary", "Accept-Encoding"},
                  {"Access-Control-Allow-Origin", "*"},
                  {"Cross-Origin-Resource-Policy", "cross-origin"}};
  if (already_held(request, etag)) {
    reply.status = 304;
    return reply;
  }
  reply.fields.emplace_back("Content-Type", std::string(found->second.media_type));
  if (!representation.coding.empty()) {
    reply.fields.emplace_back("Content-Encoding", std::string(representation.coding));
  }
  reply.asset = representation.bytes;
  return reply;
}

}  // namespace

Reply html_page(const Request& request, std::string_view html, std::string_view framed_by) {
  const std::string nonce = fresh_nonce();
  Reply reply;
  reply.fields = {{"Content-Type", "text/html; charset=utf-8"},
                  {"Cache-Control", "no-store"},
                  {"Content-Security-Policy", page_policy(request, nonce, framed_by)},
                  {"Cross-Origin-Opener-Policy", "same-origin"}};
  reply.body = with_nonce(html, nonce);
  return reply;
}

void get_widget_script(Services& services, const RequestPtr& request, const Respond& respond) {
  respond(file(services, *request, "widget.js", "public, max-age=300"));
}

void get_asset(Services& services, const RequestPtr& request, const Respond& respond) {
  // Names carry a hash of the content, so what was once fetched is right for ever.
  respond(
      file(services, *request, request->path().substr(1), "public, max-age=31536000, immutable"));
}

void get_demo_page(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!services.config.demo) {
    respond(problem(404, "not-found", "There is nothing here; the demo page is switched off."));
    return;
  }
  respond(page(services, *request, "demo.html", "'self'"));
}

void get_desk_page(Services& services, const RequestPtr& request, const Respond& respond) {
  respond(page(services, *request, "desk.html", "'none'"));
}

void get_chat_page(Services& services, const RequestPtr& request, const Respond& respond) {
  // Also within the pages that may embed the widget: one that wants it isolated frames this page.
  std::string framed_by = "'self'";
  for (const auto& origin : services.config.allowed_origins) framed_by.append(" ").append(origin);
  respond(page(services, *request, "chat.html", framed_by));
}

}  // namespace yingda::net
