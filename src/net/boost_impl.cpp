// The one place where the bodies of Asio and Beast are compiled; everywhere else
// BOOST_ASIO_SEPARATE_COMPILATION and BOOST_BEAST_SEPARATE_COMPILATION leave them out.

#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
