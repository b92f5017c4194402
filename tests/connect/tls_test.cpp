#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/ssl.hpp>
#include <cstdio>
#include <filesystem>

#include "world.hpp"

namespace yingda::connect::test {
namespace {

// A self-signed certificate for one host, made anew for every run.
class Identity {
 public:
  explicit Identity(const std::string& subject)
      : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
    X509_set_version(certificate_, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate_), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate_), 3600);
    X509_set_pubkey(certificate_, key_);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate_), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
    X509_set_issuer_name(certificate_, X509_get_subject_name(certificate_));
    X509_EXTENSION* names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, subject.c_str());
    X509_add_ext(certificate_, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate_, key_, EVP_sha256());
    path_ = (std::filesystem::temp_directory_path() /
             ("connect_tls_test_" + std::to_string(::getpid()) + ".pem"))
                .string();
    std::FILE* file = std::fopen(path_.c_str(), "w");
    PEM_write_X509(file, certificate_);
    std::fclose(file);
  }
  ~Identity() {
    X509_free(certificate_);
    EVP_PKEY_free(key_);
    std::filesystem::remove(path_);
  }
  Identity(const Identity&) = delete;
  Identity& operator=(const Identity&) = delete;

  void use_in(asio::ssl::context& context) const {
    SSL_CTX_use_certificate(context.native_handle(), certificate_);
    SSL_CTX_use_PrivateKey(context.native_handle(), key_);
  }
  const std::string& path() const { return path_; }

 private:
  EVP_PKEY* key_;
  X509* certificate_;
  std::string path_;
};

// Answers every request with an empty object, over TLS.
class TlsService {
 public:
  TlsService(asio::io_context& loop, const Identity& identity)
      : context_(asio::ssl::context::tls_server),
        acceptor_(loop, Tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    identity.use_in(context_);
    accept();
  }
  std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }
  int requests() const { return requests_; }

 private:
  struct Peer {
    Peer(Tcp::socket socket, asio::ssl::context& context) : stream(std::move(socket), context) {}
    asio::ssl::stream<Tcp::socket> stream;
    std::string input;
    std::string output = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"found\":true}";
  };

  void accept() {
    acceptor_.async_accept([this](error_code failed, Tcp::socket socket) {
      if (failed) return;
      serve(std::make_shared<Peer>(std::move(socket), context_));
      accept();
    });
  }

  void serve(const std::shared_ptr<Peer>& peer) {
    peer->stream.async_handshake(asio::ssl::stream_base::server, [this, peer](error_code failed) {
      if (failed) return;
      asio::async_read_until(peer->stream, asio::dynamic_buffer(peer->input), "\r\n\r\n",
                             [this, peer](error_code broken, std::size_t) {
                               if (broken) return;
                               ++requests_;
                               asio::async_write(peer->stream, asio::buffer(peer->output),
                                                 [peer](error_code, std::size_t) {});
                             });
    });
  }

  asio::ssl::context context_;
  Tcp::acceptor acceptor_;
  int requests_ = 0;
};

std::string ask(const std::string& subject, const std::string& host, bool trusted) {
  const Identity identity(subject);
  World world;
  TlsService service(world.loop, identity);
  Service config = shop("https://" + host + ":" + service.port());
  if (trusted) config.ca_file = identity.path();
  world.connector.emplace(world.loop, std::vector<Service>{config});
  const auto answer = world.find();
  CHECK(answer.ok == (service.requests() == 1));
  return answer.ok ? "ok" : answer.error;
}

TEST_CASE("a TLS peer is asked only when its certificate is trusted and names the host") {
  CHECK(ask("DNS:localhost", "localhost", true) == "ok");
  CHECK(ask("IP:127.0.0.1", "127.0.0.1", true) == "ok");
  CHECK(ask("DNS:localhost", "localhost", false) == "tls");
  CHECK(ask("DNS:other.example", "localhost", true) == "tls");
  CHECK(ask("DNS:localhost", "127.0.0.1", true) == "tls");
}

TEST_CASE("https to a service that speaks plain HTTP fails") {
  World world;
  world.service.always(http_answer(200, "{}"));
  Service config = shop("https" + world.service.url().substr(4));
  config.actions[0].timeout = 500ms;
  world.connector.emplace(world.loop, std::vector<Service>{config});
  CHECK_FALSE(world.find().ok);
}

TEST_CASE("a certificate file that cannot be read stops the start") {
  World world;
  Service config = shop("https://shop.example");
  config.ca_file = "/nonexistent.pem";
  CHECK_THROWS_AS(HttpConnector(world.loop, {config}), std::invalid_argument);
}

}  // namespace
}  // namespace yingda::connect::test
