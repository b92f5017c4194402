// The bodies of Asio's TLS part, left out everywhere else by BOOST_ASIO_SEPARATE_COMPILATION.

#include <boost/asio/ssl/impl/src.hpp>
